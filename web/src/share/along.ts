/**
 * Which files of the notebook's folder go along in a link: what is there, what the notebook needs of it, and what the
 * person chose. A guess only proposes; the person has the last word.
 */

import { modulesIn } from "../notebook/imports.js";
import { isInside, type ParcelFile } from "./parcel.js";

/** Where the files are that lie beside a notebook. */
export interface Folder {
  list(): Promise<readonly { readonly name: string; readonly size: number }[]>;
  read(name: string): Promise<Uint8Array<ArrayBuffer>>;
}

/** A folder of files that are at hand. */
export function folderOf(files: readonly ParcelFile[]): Folder {
  return {
    list: async () => files.map(({ name, bytes }) => ({ name, size: bytes.length })),
    read: async (wanted) => {
      const found = files.find(({ name }) => name === wanted);
      if (!found) throw new Error(`There is no ${wanted}.`);
      return found.bytes;
    },
  };
}

/** `imported`: a module. `named`: its name stands in the code. */
export type Need = "imported" | "named";

export interface Companion {
  readonly name: string;
  readonly size: number;
  /** Why the notebook will miss it; null for what it seems not to use. */
  readonly need: Need | null;
}

/** Bytes of named files that are proposed: a link with more is too long for most programs. */
const PROPOSED = 100_000;
/** Bytes of a module that is looked into for what it imports itself. */
const READABLE = 300_000;
/** Files that a link holds, as its reader counts them. */
export const MOST = 190;

export class Along {
  readonly companions: readonly Companion[];
  readonly #folder: Folder;
  readonly #chosen: Set<string>;
  readonly #contents = new Map<string, Promise<Uint8Array<ArrayBuffer>>>();

  private constructor(folder: Folder, companions: readonly Companion[], chosen: Iterable<string>) {
    this.#folder = folder;
    this.companions = companions;
    this.#chosen = new Set(chosen);
  }

  /** What lies in the folder, with what the notebook needs chosen; of files that came in a link, all. */
  static async of(folder: Folder, notebook: string, came: readonly string[] = []): Promise<Along> {
    const files = (await folder.list()).filter(({ name }) => isInside(name));
    const needs = await needsOf(notebook, files, folder);
    const companions = files
      .map((file) => ({ ...file, need: needs.get(file.name) ?? null }))
      .sort((one, other) => rank(one) - rank(other) || one.name.localeCompare(other.name));
    let proposed = 0;
    const chosen = companions.filter(({ name, size, need }) => {
      if (came.includes(name) || need === "imported") return true;
      if (need === null || proposed + size > PROPOSED) return false;
      proposed += size;
      return true;
    });
    const names = chosen.slice(0, MOST).map(({ name }) => name);
    return new Along(folder, companions, names);
  }

  /** Those that go along, in the order of the list. */
  get chosen(): readonly Companion[] {
    return this.companions.filter(({ name }) => this.#chosen.has(name));
  }

  /** What the notebook needs and does not get. */
  get missed(): readonly Companion[] {
    return this.companions.filter(({ name, need }) => need !== null && !this.#chosen.has(name));
  }

  isChosen(name: string): boolean {
    return this.#chosen.has(name);
  }

  choose(name: string, isWanted: boolean): void {
    if (!isWanted) this.#chosen.delete(name);
    else if (this.#chosen.size < MOST) this.#chosen.add(name);
  }

  /** The chosen files. Each is read once. */
  contents(): Promise<ParcelFile[]> {
    return Promise.all(this.chosen.map(async ({ name }) => ({ name, bytes: await this.#read(name) })));
  }

  #read(name: string): Promise<Uint8Array<ArrayBuffer>> {
    const reading = this.#contents.get(name) ?? this.#folder.read(name);
    this.#contents.set(name, reading);
    reading.catch(() => this.#contents.delete(name));
    return reading;
  }
}

function rank({ need }: Companion): number {
  return need === "imported" ? 0 : need === "named" ? 1 : 2;
}

/** What the notebook imports and names of these files, and what those modules do. */
async function needsOf(
  notebook: string,
  files: readonly { readonly name: string; readonly size: number }[],
  folder: Folder,
): Promise<ReadonlyMap<string, Need>> {
  const needs = new Map<string, Need>();
  const texts = [notebook];
  for (let text = texts.pop(); text !== undefined; text = texts.pop()) {
    const modules = modulesIn(text);
    for (const { name, size } of files) {
      const isModule = modules.some((module) => name === `${module}.py` || isPartOf(name, module));
      if (needs.get(name) === "imported" || (!isModule && needs.has(name))) continue;
      if (isModule) needs.set(name, "imported");
      else if (isNamed(name, text)) needs.set(name, "named");
      if (isModule && size <= READABLE && name.endsWith(".py"))
        texts.push(new TextDecoder().decode(await folder.read(name).catch(() => new Uint8Array())));
    }
  }
  return needs;
}

/** A package goes as a whole, with the data in it. */
function isPartOf(name: string, module: string): boolean {
  return name.startsWith(`${module}/`);
}

/** Its name stands in quotes, by itself or at the end of a path. */
function isNamed(name: string, text: string): boolean {
  const base = name.slice(name.lastIndexOf("/") + 1);
  const at = new RegExp(`["'/]${base.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}["']`);
  return at.test(text);
}
