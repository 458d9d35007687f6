/**
 * The files that a Python from a snapshot was born without: the standard library and the kernel's own. They come
 * after the first output; code that needs one before then waits for all of them.
 */

import type { Python } from "../python.js";
import type { Downloads } from "./download.js";
import type { Compiled, SiteFile } from "./manifest.js";
import type { Site } from "./site.js";

/** Milliseconds of unpacking in one go: whoever moves a slider meanwhile waits no longer. */
const SLICE = 8;

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

  /** Bring the files while nobody waits for them. What Python is asked meanwhile comes in between. */
  async bring(python: Python, downloads: Downloads): Promise<void> {
    if (this.#isThere) return;
    this.#isComing = true;
    const { stdlib, kernel } = this.#files;
    const content = await Promise.all([stdlib, kernel].map((file) => downloads.bytes(this.#base + file.file, file)));
    this.#place(python, content);
    while (!python.unpackSome(SLICE)) await new Promise((resolve) => setTimeout(resolve));
  }

  /** Bring them now, with Python standing still: an `import` in a cell is not asynchronous. Throws when they do not come. */
  bringNow(python: Python): void {
    const { stdlib, kernel } = this.#files;
    this.#place(
      python,
      [stdlib, kernel].map((file) => this.#fetchNow(file)),
    );
    python.unpackSome(Number.POSITIVE_INFINITY);
  }

  #place(python: Python, [stdlib, kernel]: readonly Uint8Array<ArrayBuffer>[]): void {
    if (this.#isThere || !stdlib || !kernel) return;
    python.placeLibrary(stdlib, kernel);
    this.#isThere = true; // not before: Stop may end it, and then it is done again
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
