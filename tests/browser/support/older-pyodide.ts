import { resolve } from "node:path";
import type { SiteOptions } from "./site-server.ts";

/** Packages that no registry has for the shipped Pyodide: an older, complete one serves them (docs/decisions/0004). */
export const OLDER_PYODIDE: SiteOptions = {
  config: { indexURL: "pyodide-0.27.7/", packageBaseUrl: "pyodide-0.27.7/" },
  folders: { "/pyodide-0.27.7/": resolve(import.meta.dirname, "../../../.cache/pyodide-0.27.7") },
};
