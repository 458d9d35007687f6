/**
 * The memory snapshot: from the page, which kept it from the worker before; from this browser's Cache Storage,
 * where it lies as it is used; or from the site, compressed. Not here: what is in it (`image.ts`), and what Pyodide
 * does with it (`restore.ts`).
 */

import { BootError } from "../errors.js";
import type { Kept } from "../wire/messages.js";
import { canShare } from "../wire/shared.js";
import { checkHash, type Downloads } from "./download.js";
import { type Image, readImage, writeInto } from "./image.js";
import type { EmscriptenModule } from "./interpreter.js";
import type { SiteSnapshot } from "./manifest.js";
import type { Memory } from "./restore.js";
import type { Site } from "./site.js";

/** Nothing else of ours is in it, so all that is not the present snapshot may go. */
const CACHE = "cloche-snapshot";

/** Forget what this browser keeps. */
export async function dropStored(): Promise<void> {
  await globalThis.caches?.delete(CACHE).catch(() => false);
}

export class Snapshot implements Memory {
  readonly site: SiteSnapshot;
  readonly #url: string;
  readonly #downloads: Downloads;
  /** What the page keeps of it, or will. */
  #kept: Kept["snapshot"];
  readonly #source: Pick<Site, "snapshot" | "woke" | "broke">;
  #bytes: Uint8Array<ArrayBuffer> | null = null;
  #loading: Promise<Image> | null = null;
  /** It comes from a place where only what was checked is put. */
  #isKnown = false;
  #isStored = false;
  /** Who gave it keeps it, where it can be kept. */
  #isGiven = false;

  constructor(
    site: SiteSnapshot,
    url: string,
    downloads: Downloads,
    kept: Kept["snapshot"],
    source: Pick<Site, "snapshot" | "woke" | "broke">,
  ) {
    this.site = site;
    this.#source = source;
    this.#url = url;
    this.#downloads = downloads;
    this.#kept = kept?.sha256 === site.raw.sha256 ? kept : null;
  }

  get size(): number {
    return this.site.memory;
  }

  /** The image; fetched once. */
  load(): Promise<Image> {
    this.#loading ??= this.#load();
    return this.#loading;
  }

  /** Lay the image into a program that has not run yet. Throws when the two do not fit. */
  async layInto({ HEAP8: memory, API }: EmscriptenModule): Promise<Image> {
    const image = await this.load();
    const { buildId } = image.about;
    if (buildId !== API.config.BUILD_ID) throw new BootError("The snapshot was made by another build of Pyodide.", "");
    if (memory.length < image.size) throw new BootError("Python's memory is smaller than its snapshot.", "");
    if (!this.#isKnown) await this.#checkProgram(memory);
    writeInto(memory, image);
    return image;
  }

  /** The stored bytes were of no use. */
  async forget(): Promise<void> {
    if (this.#isGiven && this.#isKnown) this.#source.broke(this.site.raw.sha256);
    else if (this.#isStored) await dropStored();
  }

  /** The bytes for the next worker, shared if they can be. */
  lend(): Kept["snapshot"] {
    if (this.#kept || !this.#bytes) return this.#kept;
    const { sha256 } = this.site.raw;
    if (!canShare()) return { sha256, memory: this.#bytes.buffer };
    const memory = new SharedArrayBuffer(this.#bytes.byteLength);
    new Uint8Array(memory).set(this.#bytes);
    this.#kept = { sha256, memory };
    return this.#kept;
  }

  /** Store the bytes for the next visit, and give them for the next worker. Lets go of them here. */
  async keep(): Promise<Kept["snapshot"]> {
    const bytes = this.#bytes;
    if (bytes && this.#isGiven) this.#source.woke(this.site.raw.sha256);
    else if (bytes && !this.#isStored) await this.#store(bytes).catch(() => {}); // storage is refused or full: then from the site again
    const lent = this.lend();
    this.#bytes = null;
    this.#loading = null;
    return lent;
  }

  async #load(): Promise<Image> {
    this.#bytes = await this.#fetched();
    return readImage(this.#bytes);
  }

  async #fetched(): Promise<Uint8Array<ArrayBuffer>> {
    if (this.#kept) {
      this.#isStored = this.#isKnown = true; // by the worker that kept it
      const { memory } = this.#kept;
      return memory instanceof ArrayBuffer ? new Uint8Array(memory) : new Uint8Array(memory).slice();
    }
    const stored = await this.#stored().catch(() => undefined);
    if (stored) {
      this.#isStored = this.#isKnown = true;
      return new Uint8Array(await stored.arrayBuffer());
    }
    const given = await this.#source.snapshot(this.#url, this.site.raw.sha256);
    if (given) {
      this.#isKnown = given.isProven;
      this.#isGiven = true;
      return given.bytes;
    }
    const answer = await this.#downloads.response(this.#url, { bytes: this.site.bytes });
    const copy = answer.clone();
    if (!answer.body) throw new BootError("The snapshot is empty.", "");
    const unpacked = new Response(answer.body.pipeThrough(new DecompressionStream("gzip")));
    const [bytes] = await Promise.all([unpacked.arrayBuffer(), this.#check(copy)]);
    return new Uint8Array(bytes);
  }

  async #check(answer: Response): Promise<void> {
    await checkHash(this.#url, new Uint8Array(await answer.arrayBuffer()), this.site.sha256);
  }

  /** What the image leaves out must be there already, as it was where the image was made. */
  async #checkProgram(memory: Int8Array): Promise<void> {
    const { ranges, sha256 } = this.site.constant;
    const parts: Int8Array<ArrayBuffer>[] = [];
    for (let n = 0; n + 1 < ranges.length; n += 2) parts.push(new Int8Array(memory.subarray(ranges[n], ranges[n + 1])));
    await checkHash(this.#url, new Uint8Array(await new Blob(parts).arrayBuffer()), sha256);
  }

  /** What was written was whole and right; that it still is, is told by its length only: hashing costs a third of the start. */
  async #stored(): Promise<Response | undefined> {
    const found = await globalThis.caches?.match(this.#key, { cacheName: CACHE });
    return found?.headers.get("content-length") === String(this.site.raw.bytes) ? found : undefined;
  }

  async #store(bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    await checkHash(this.#url, bytes, this.site.raw.sha256);
    const cache = await globalThis.caches?.open(CACHE);
    if (!cache) return;
    const old = await cache.keys();
    const headers = { "content-length": String(bytes.byteLength), "content-type": "application/octet-stream" };
    await cache.put(this.#key, new Response(bytes, { headers }));
    await Promise.all(old.filter(({ url }) => url !== this.#key).map((request) => cache.delete(request)));
  }

  get #key(): string {
    return `${this.#url}?raw=${this.site.raw.sha256}`;
  }
}
