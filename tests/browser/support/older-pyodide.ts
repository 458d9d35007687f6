import { readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { WHEELS } from "./package-index.ts";
import type { Answer, SiteOptions } from "./site-server.ts";

const FOLDER = resolve(import.meta.dirname, "../../../.cache/pyodide-0.27.7");

/** Packages that no registry has for the shipped Pyodide: an older, complete one serves them (docs/decisions/0004). */
export const OLDER_PYODIDE: SiteOptions = {
  config: { indexURL: "pyodide-0.27.7/", packageBaseUrl: "pyodide-0.27.7/" },
  folders: { "/pyodide-0.27.7/": FOLDER },
};

/**
 * The same for a stranger's sandbox, and wheels as an index of the site's own, all of it in folders that a sandbox is given
 * files of. The older Pyodide would fetch its second script by itself, which a worker of no origin cannot: it comes in one
 * file with the first.
 */
export function olderInSandbox(): SiteOptions {
  const script = ["pyodide.asm.js", "pyodide.mjs"]
    .map((name) => readFileSync(resolve(FOLDER, name), "utf8"))
    .join("\n");
  const pages = readdirSync(WHEELS).map((wheel): [string, Answer] => [
    `/wheels/index/${wheel.split("-")[0]?.replaceAll("_", "-")}/`,
    { type: "text/html", body: `<a href="/wheels/published/${wheel}">${wheel}</a>` },
  ]);
  const python = "pyodide/0.27.7/";
  return {
    config: { indexURL: python, packageBaseUrl: python, indexUrls: ["/wheels/index/{package_name}/"] },
    folders: { [`/${python}`]: FOLDER, "/wheels/published/": WHEELS },
    answers: {
      ...Object.fromEntries(pages),
      [`/${python}pyodide.mjs`]: { type: "text/javascript", body: script },
    },
  };
}
