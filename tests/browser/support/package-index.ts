import { readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Answer, SiteOptions } from "./site-server.ts";

export const WHEELS = resolve(import.meta.dirname, "../../../.cache/index-wheels");

/** Names of the distributions in the index. */
const NAMES = readdirSync(WHEELS).map((wheel) => String(wheel.split("-")[0]).replaceAll("_", "-"));

/**
 * The same for packages that Pyodide's own list has, too: from that list they would come from another host. Here it is
 * the list of the site in `folder` without them.
 */
export function withIndexFirst(folder: string): SiteOptions {
  const { indexURL } = JSON.parse(readFileSync(resolve(folder, "config.json"), "utf8")) as { indexURL: string };
  const path = `${indexURL}pyodide-lock.json`;
  const lock = JSON.parse(readFileSync(resolve(folder, path), "utf8")) as { packages: Record<string, unknown> };
  const packages = Object.fromEntries(Object.entries(lock.packages).filter(([name]) => !NAMES.includes(name)));
  return withIndex({ [`/${path}`]: { type: "application/json", body: JSON.stringify({ ...lock, packages }) } });
}

/** A host of the site that is a package index as well: PEP 503 pages as HTML, wheels beside them. */
export function withIndex(extra: Readonly<Record<string, Answer>> = {}): SiteOptions {
  const pages = readdirSync(WHEELS).map((wheel): [string, Answer] => {
    const name = wheel.split("-")[0]?.replaceAll("_", "-");
    return [`/index/${name}/`, { type: "text/html", body: `<a href="/index-wheels/${wheel}">${wheel}</a>` }];
  });
  return {
    config: { indexUrls: ["/index/{package_name}/"] },
    folders: { "/index-wheels/": WHEELS },
    answers: { ...Object.fromEntries(pages), ...extra },
  };
}
