import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { SITE_FOLDER } from "./fixtures.ts";
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

/** Pyodide's list of packages with one more in it, and where such packages are fetched from. */
export function listWith(name: string) {
  const read = (path: string) => JSON.parse(readFileSync(resolve(SITE_FOLDER, path), "utf8"));
  const { indexURL, packageBaseUrl } = read("config.json") as { indexURL: string; packageBaseUrl: string };
  const path = `${indexURL}pyodide-lock.json`;
  const lock = read(path) as { packages: Record<string, unknown> };
  const wheel = readdirSync(WHEELS).find((file) => file.startsWith(`${name}-`)) ?? "";
  const entry = {
    name,
    version: wheel.split("-")[1],
    file_name: wheel,
    install_dir: "site",
    sha256: createHash("sha256")
      .update(readFileSync(join(WHEELS, wheel)))
      .digest("hex"),
    package_type: "package",
    imports: [name],
    depends: [],
    unvendored_tests: false,
  };
  const body = JSON.stringify({ ...lock, packages: { ...lock.packages, [name]: entry } });
  const answer: Answer = { type: "application/json", body };
  return { list: { path: `/${path}`, answer }, base: packageBaseUrl, wheel };
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
