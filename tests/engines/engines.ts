import { readFileSync } from "node:fs";
import { test } from "@playwright/test";
import { SITE_FOLDER, type Site, type SiteOptions, serveSite } from "../browser/support/site-server.ts";
import type { Driver } from "./driver.ts";
import { startFirefox } from "./firefox.ts";
import { startWebKit, type WebKitPaths } from "./webkit.ts";

interface Browsers {
  readonly firefox: string | null;
  readonly webkit: WebKitPaths | null;
  readonly reasons: Readonly<Record<string, string>>;
}

const browsers = JSON.parse(readFileSync(new URL("../../.cache/browsers.json", import.meta.url), "utf8")) as Browsers;

const ENGINES: Readonly<Record<string, () => Promise<Driver> | null>> = {
  firefox: () => (browsers.firefox ? startFirefox(browsers.firefox) : null),
  webkit: () => (browsers.webkit ? startWebKit(browsers.webkit) : null),
};

/** How a browser lets Python wait; what it lacks, the page must say. */
export interface Offer {
  /** Memory that the page shares with its worker. */
  readonly shares: boolean;
  /** JSPI. */
  readonly suspends: boolean;
}

export function offerOf(driver: Driver): Promise<Offer> {
  return driver.evaluate<Offer>(
    `({ shares: crossOriginIsolated && "SharedArrayBuffer" in self, suspends: "Suspending" in WebAssembly })`,
  );
}

/** What a test began, newest last: given back after it, also when its time ran out. */
const begun: (() => Promise<void>)[] = [];

/** The same test in each engine. One that is not here is skipped, with the reason. */
export function testInEngines(
  title: string,
  body: (driver: Driver, host: (options?: SiteOptions) => Promise<Site>) => Promise<void>,
): void {
  test.afterEach(async () => {
    for (const close of begun.splice(0).toReversed()) await close();
  });
  for (const [engine, start] of Object.entries(ENGINES)) {
    test(`in ${engine}: ${title}`, async () => {
      const starting = start();
      test.skip(starting === null, browsers.reasons[engine] ?? `${engine} is not here`);
      if (starting === null) return;
      const host = async (options: SiteOptions = {}) => {
        const site = await serveSite(SITE_FOLDER, options);
        begun.push(() => site.close());
        return site;
      };
      const driver = await starting;
      begun.push(() => driver.close());
      await body(driver, host);
    });
  }
}
