/**
 * Files of packages that the notebook's code names, on their way while Python still starts. Which of them will be
 * wanted is only likely: a file that fails here is asked for again by who needs it, and told there.
 */

import { type Downloads, type Expected, early } from "../boot/download.js";
import { type Manifest, withNeeds } from "../boot/manifest.js";
import type { BootOptions } from "../wire/messages.js";

/** One entry in Pyodide's list of packages, as far as it matters here. */
interface Listed {
  readonly file_name: string;
  readonly imports: readonly string[];
  readonly depends: readonly string[];
}

type Where = Pick<BootOptions, "modules" | "wheelsURL" | "indexURL" | "packageBaseUrl">;

export class Ahead {
  readonly #downloads: Pick<Downloads, "bytes" | "json">;
  readonly #fetch: typeof fetch;
  readonly #begun = new Map<string, Promise<unknown>>();

  constructor(downloads: Pick<Downloads, "bytes" | "json">, fetched: typeof fetch) {
    this.#downloads = downloads;
    this.#fetch = fetched;
  }

  begin(manifest: Manifest, { modules, wheelsURL, indexURL, packageBaseUrl }: Where): void {
    const own = manifest.wheels.filter(({ imports }) => imports.some((module) => modules.includes(module)));
    const standard = new Set(manifest.standard ?? []);
    const carried = new Set(own.flatMap(({ imports }) => imports));
    for (const wheel of withNeeds(
      manifest,
      own.map(({ name }) => name),
    ))
      if (!manifest.compiled || !INSIDE.has(wheel.name))
        this.#begin(wheelsURL + wheel.file, this.#downloads.bytes(wheelsURL + wheel.file, wheel));
    const others = modules.filter((module) => !standard.has(module) && !carried.has(module));
    if (others.length > 0 && manifest.compiled)
      early(this.#listed(`${indexURL}pyodide-lock.json`, packageBaseUrl, others));
  }

  /** As `Downloads.bytes`, for a file that may be on its way. */
  bytes(url: string, expected?: Expected): Promise<Uint8Array<ArrayBuffer>> {
    return this.#take(url, () => this.#downloads.bytes(url, expected));
  }

  /** As `Downloads.json`. */
  json(url: string): Promise<unknown> {
    return this.#take(url, () => this.#downloads.json(url));
  }

  /** Pyodide fetches its own packages: all that can be done is that the browser has them by then. */
  async #listed(lockURL: string, base: string, modules: readonly string[]): Promise<void> {
    const lock = this.#downloads.json(lockURL);
    this.#begin(lockURL, lock);
    const { packages } = (await lock) as { packages: Readonly<Record<string, Listed>> };
    const files = new Map<string, string>();
    const visit = (name: string): void => {
      const listed = packages[name];
      if (!listed || files.has(name)) return;
      files.set(name, listed.file_name);
      listed.depends.forEach(visit);
    };
    for (const [name, { imports }] of Object.entries(packages))
      if (imports.some((module) => modules.includes(module))) visit(name);
    for (const file of files.values()) early(this.#fetch(new URL(file, base)).then((answer) => answer.arrayBuffer()));
  }

  #begin(url: string, download: Promise<unknown>): void {
    this.#begun.set(url, early(download));
  }

  async #take<Content>(url: string, again: () => Promise<Content>): Promise<Content> {
    const begun = this.#begun.get(url) as Promise<Content> | undefined;
    this.#begun.delete(url);
    return begun ? begun.catch(again) : again();
  }
}

/** They come with the compiled kernel. */
const INSIDE: ReadonlySet<string> = new Set(["cloche", "markdown-it-py", "mdurl", "mdit-py-plugins"]);
