import { test as base, type ConsoleMessage, expect, type Page } from "@playwright/test";
import { NotebookPage } from "./notebook-page.ts";
import { SITE_FOLDER, type Site, type SiteOptions, serveSite } from "./site-server.ts";

interface TestFixtures {
  /** Console messages that this test brings about on purpose: matched ones do not fail it. */
  readonly expectedMessages: RegExp[];
  /** Fails the test when the page logs a warning or an error, or throws. */
  readonly quietConsole: undefined;
  readonly notebook: NotebookPage;
  /** Another host for the same site, gone when the test is. */
  readonly host: (options: SiteOptions) => Promise<Site>;
}

interface WorkerFixtures {
  readonly site: Site;
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  site: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the pattern to learn what a fixture needs.
    async ({}, use) => {
      const site = await serveSite(SITE_FOLDER);
      await use(site);
      await site.close();
    },
    { scope: "worker" },
  ],
  // biome-ignore lint/correctness/noEmptyPattern: as above.
  expectedMessages: async ({}, use) => use([]),
  quietConsole: [
    async ({ context, expectedMessages }, use) => {
      const heard: string[] = [];
      const watch = (page: Page) => {
        page.on("console", (message) => heard.push(...described(message)));
        page.on("pageerror", (error) => heard.push(`uncaught: ${error.stack ?? error.message}`));
        page.on("crash", () => heard.push("the page crashed"));
      };
      context.on("page", watch);
      await use(undefined);
      const unexpected = heard.filter((text) => !expectedMessages.some((pattern) => pattern.test(text)));
      expect(unexpected, "the browser's console stays quiet").toEqual([]);
    },
    { auto: true },
  ],
  notebook: async ({ page, site }, use) => use(new NotebookPage(page, site)),
  // biome-ignore lint/correctness/noEmptyPattern: as above.
  host: async ({}, use) => {
    const sites: Site[] = [];
    await use(async (options) => {
      const site = await serveSite(SITE_FOLDER, options);
      sites.push(site);
      return site;
    });
    for (const site of sites) await site.close();
  },
});

function described(message: ConsoleMessage): string[] {
  const loud = message.type() === "error" || message.type() === "warning";
  return loud ? [`${message.type()}: ${message.text()} (${message.location().url})`] : [];
}

export { expect, type Locator, type Page } from "@playwright/test";
export { SITE_FOLDER } from "./site-server.ts";
