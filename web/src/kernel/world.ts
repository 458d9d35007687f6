/** The browser as a kernel meets it: a worker by its URL, the site's configuration, shared memory, the clock. */

import { ClocheError } from "../../../worker/src/wire/errors.js";
import type { BootOptions, ElementId, SiteConfig } from "../../../worker/src/wire/messages.js";
import type { KernelWorker, KernelWorld } from "./kernel.js";

/** `config.json` is missing or is not what it should be. */
class SiteConfigError extends ClocheError {
  override readonly code = "site-config";
}

export interface Surroundings {
  readonly query: KernelWorld["query"];
  readonly showElement: (element: ElementId, value: unknown) => void;
  /** Where the open notebook's files are kept in this browser; null for memory only. */
  readonly folder: () => string | null;
}

export function browserWorld({ query, showElement, folder }: Surroundings): KernelWorld {
  return {
    query,
    showElement,
    spawn: () =>
      new Worker(new URL("../../../worker/src/main.ts", import.meta.url), {
        type: "module",
        name: "cloche",
      }) as KernelWorker,
    bootOptions: async () => ({ ...(await siteOptions()), folder: folder() }),
    // WebKitGTK calls itself isolated and has no SharedArrayBuffer all the same.
    sharedMemory: () =>
      globalThis.crossOriginIsolated && "SharedArrayBuffer" in globalThis ? new SharedArrayBuffer(4) : null,
    mark: (name, since) => {
      if (since === undefined) performance.mark(name);
      else if (performance.getEntriesByName(since).length > 0) performance.measure(name, since);
    },
  };
}

async function siteOptions(): Promise<Omit<BootOptions, "interrupt" | "generation" | "folder">> {
  const base = document.baseURI;
  const config = await readConfig(new URL("config.json", base));
  const absolute = (url: string) => new URL(url, base).href;
  return {
    indexURL: absolute(config.indexURL),
    packageBaseUrl: absolute(config.packageBaseUrl),
    indexUrls: config.indexUrls.map(absolute),
    wheelsURL: absolute(config.wheelsURL),
  };
}

async function readConfig(url: URL): Promise<SiteConfig> {
  const found = await fetch(url)
    .then((response) => (response.ok ? response.json() : null))
    .catch(() => null);
  const isWhole = typeof found?.indexURL === "string" && typeof found?.wheelsURL === "string";
  if (!isWhole)
    throw new SiteConfigError(
      "Python could not be started: the site's config.json could not be read.",
      "Check the connection and restart Python.",
    );
  return { packageBaseUrl: "", indexUrls: [], ...found };
}
