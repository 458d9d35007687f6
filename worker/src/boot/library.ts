/**
 * The files that a Python from a snapshot was born without: the standard library and the kernel's own. They come
 * after the first output; code that needs one before then waits for all of them.
 */

import type { Python } from "../python.js";
import type { Downloads } from "./download.js";
import type { Compiled, SiteFile } from "./manifest.js";
import type { Site } from "./site.js";

export class LateLibrary {
  readonly #files: Compiled;
  readonly #base: string;
  readonly #site: Site;
  #isThere = false;
  #isComing = false;

  constructor(files: Compiled, base: string, site: Site) {
    this.#files = files;
    this.#base = base;
    this.#site = site;
  }

  /** Bring the files while nobody waits for them. */
  async bring(python: Python, downloads: Downloads): Promise<void> {
    if (this.#isThere) return;
    this.#isComing = true;
    const { stdlib, kernel } = this.#files;
    const content = await Promise.all([stdlib, kernel].map((file) => downloads.bytes(this.#base + file.file, file)));
    this.#write(python, content);
  }

  /** Bring them now, with Python standing still: an `import` in a cell is not asynchronous. Throws when they do not come. */
  bringNow(python: Python): void {
    const { stdlib, kernel } = this.#files;
    this.#write(
      python,
      [stdlib, kernel].map((file) => this.#fetchNow(file)),
    );
  }

  #write(python: Python, [stdlib, kernel]: readonly Uint8Array<ArrayBuffer>[]): void {
    if (this.#isThere || !stdlib || !kernel) return;
    this.#isThere = true;
    python.placeLibrary(stdlib);
    python.unpack(kernel, "zip");
  }

  /** What `bringNow` may need: where a file cannot be had with Python standing still, it is here before Python runs. */
  async reserve(): Promise<void> {
    const { stdlib, kernel } = this.#files;
    await Promise.all([stdlib, kernel].map(({ file }) => this.#site.reserve(this.#base + file)));
  }

  #fetchNow({ file, bytes }: SiteFile): Uint8Array<ArrayBuffer> {
    const content = this.#site.now(this.#base + file, this.#isComing);
    if (content.byteLength !== bytes) throw new Error(`${file} arrived damaged`);
    return content;
  }
}
