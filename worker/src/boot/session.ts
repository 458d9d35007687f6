/**
 * A session's memory: taken from a Python that is quiet and holds nothing but Python, and laid into another one later.
 * Built on what Pyodide keeps to itself for its snapshots; whatever does not fit is a reason not to keep the session,
 * and then the notebook runs again. Not here: when that is worth it, and where it is kept; the page decides that.
 */

import type { Doors } from "../doors.js";
import { BootError } from "../errors.js";
import { type Image, isBlank, packImage, readImage, writeInto } from "./image.js";
import type { EmscriptenModule } from "./interpreter.js";
import type { SiteSnapshot } from "./manifest.js";
import type { Memory } from "./restore.js";

/** Bytes of memory beyond which reading it back takes longer than most notebooks. */
const LARGEST = 256_000_000;

/** Pyodide from inside, as far as a session's memory needs it. */
export interface Inside {
  readonly module: EmscriptenModule & {
    readonly HEAPU8: Uint8Array<ArrayBuffer>;
    /** Throw behind the end of the table; free places hold nothing. */
    __hiwire_get(at: number): unknown;
    __hiwire_immortal_get(at: number): unknown;
  };
  readonly api: {
    readonly config: { readonly BUILD_ID: string };
    readonly abortSignalAny: unknown;
    getExpectedKeys(): readonly unknown[];
  };
}

/** A place in Pyodide's table of the JavaScript values that Python holds. */
type Held =
  | null
  | { readonly path: readonly string[] }
  | { readonly API: true }
  | { readonly abortSignalAny: true }
  | { readonly serialized: { readonly door: string } };

/** Of the site's making, and of how this page runs: a session wakes only in its like. */
export function likeOf(site: SiteSnapshot): string {
  return `${site.sha256} ${globalThis.crossOriginIsolated === true}`;
}

/** The memory as it is now. Throws with the reason where it cannot be kept. */
export function freeze({ module, api }: Inside, doors: Doors, site: SiteSnapshot): Uint8Array<ArrayBuffer> {
  const memory = module.HEAPU8;
  if (memory.length > LARGEST) throw unfit(`its memory has ${Math.round(memory.length / 1e6)} MB`);
  const hiwireKeys = held({ module, api }, doors);
  const immortalKeys = tail(FIRST_IMMORTAL, (at) => module.__hiwire_immortal_get(at));
  const about = { buildId: api.config.BUILD_ID, state: { hiwireKeys, immortalKeys }, like: likeOf(site) };
  const { end } = site.constant;
  return packImage(about, memory, (start) => start < end || !isBlank(memory, start));
}

/** Behind Pyodide's own, which are there from the beginning. */
const FIRST_IMMORTAL = 7;

function held({ module, api }: Inside, doors: Doors): readonly Held[] {
  const globals = globalsByValue();
  const name = (value: unknown): Held => {
    if (value === undefined || value === null) return null; // a free place
    if (value === globalThis) return { path: [] };
    if (value === api) return { API: true };
    if (value === api.abortSignalAny) return { abortSignalAny: true };
    const door = doors.nameOf(value);
    if (door !== null) return { serialized: { door } };
    const global = globals.get(value);
    if (global !== undefined) return { path: [global] };
    throw unfit("Python holds a value of JavaScript's");
  };
  return tail(api.getExpectedKeys().length, (at) => module.__hiwire_get(at)).map(name);
}

/** All there is from a place on: free places too, as Python's memory knows how many there are. */
function tail(first: number, at: (place: number) => unknown): unknown[] {
  const found: unknown[] = [];
  for (let place = first; ; place += 1) {
    try {
      found.push(at(place));
    } catch {
      return found;
    }
  }
}

function globalsByValue(): ReadonlyMap<unknown, string> {
  const names = new Map<unknown, string>();
  for (const name of Object.getOwnPropertyNames(globalThis)) {
    const value: unknown = Reflect.get(globalThis, name);
    if (typeof value === "function") names.set(value, name);
  }
  return names;
}

export function unfit(reason: string): BootError {
  return new BootError(`The session cannot be kept: ${reason}.`, "");
}

/** A session that the page kept, ready to wake. */
export class SessionMemory implements Memory {
  readonly site: SiteSnapshot;
  readonly size: number;
  readonly #image: Image;

  private constructor(site: SiteSnapshot, image: Image) {
    this.site = site;
    this.size = image.size;
    this.#image = image;
  }

  /** Throws on a session of another site, of another kind of page, or a damaged one. */
  static async read(blob: Blob, site: SiteSnapshot): Promise<SessionMemory> {
    const image = readImage(new Uint8Array(await blob.arrayBuffer()));
    if (image.about.like !== likeOf(site)) throw new BootError("it was kept by another version of the site", "");
    return new SessionMemory(site, image);
  }

  async load(): Promise<void> {}

  async layInto(module: EmscriptenModule): Promise<Image> {
    writeInto(module.HEAP8, this.#image);
    return this.#image;
  }
}
