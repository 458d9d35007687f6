/**
 * Several files as one row of bytes: a line that says who packed them, their names, and the size of all but the
 * last; then their contents. The notebook is the first. Files that it needs and that stayed behind have size -1.
 */

import { garbled } from "./link-error.js";

/** A file by its name in the notebook's folder: `helper.py`, `data/towns.csv`. */
export interface ParcelFile {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export interface Parcel {
  /** The Cloche that packed it; null where that was not written down. */
  readonly cloche: string | null;
  readonly notebook: { readonly name: string; readonly text: string };
  readonly files: readonly ParcelFile[];
  /** Names of files that lay beside the notebook, that it needs, and that are not here. */
  readonly absent: readonly string[];
}

/** More than a link can sensibly hold. */
const MOST_FILES = 200;
const LONGEST_HEAD = 20_000;

export function wrap({ cloche, notebook, files, absent }: Parcel): Uint8Array<ArrayBuffer> {
  const text = new TextEncoder().encode(notebook.text);
  const name = isInside(notebook.name) ? notebook.name : "notebook.py"; // files that people open are called anything
  const all = [{ name, bytes: text }, ...files];
  const sizes = all.flatMap(({ name, bytes }) => [name, bytes.length]);
  const head = [cloche ?? "", ...absent.filter(isInside).flatMap((name) => [name, -1]), ...sizes].slice(0, -1);
  const line = new TextEncoder().encode(`${JSON.stringify(head)}\n`);
  const parcel = new Uint8Array(all.reduce((size, { bytes }) => size + bytes.length, line.length));
  parcel.set(line);
  let at = line.length;
  for (const { bytes } of all) {
    parcel.set(bytes, at);
    at += bytes.length;
  }
  return parcel;
}

/** What was wrapped. Raises `LinkError` for what `wrap` never makes, and for names that lead out of the folder. */
export function unwrap(parcel: Uint8Array<ArrayBuffer>): Parcel {
  const lineEnd = parcel.subarray(0, LONGEST_HEAD).indexOf(10);
  const [cloche, ...rest] = headIn(parcel.subarray(0, Math.max(lineEnd, 0)));
  if (typeof cloche !== "string" || rest.length % 2 === 0 || rest.length > 2 * MOST_FILES) throw garbled();
  const files: ParcelFile[] = [];
  const absent: string[] = [];
  const names = new Set<string>();
  let at = lineEnd + 1;
  for (let index = 0; index < rest.length; index += 2) {
    const name = rest[index];
    const size = index + 1 < rest.length ? rest[index + 1] : parcel.length - at;
    if (typeof name !== "string" || !isInside(name) || names.has(name)) throw garbled();
    names.add(name);
    if (size === -1) {
      absent.push(name);
      continue;
    }
    if (typeof size !== "number" || !Number.isInteger(size) || size < 0 || at + size > parcel.length) throw garbled();
    files.push({ name, bytes: parcel.slice(at, at + size) });
    at += size;
  }
  const [notebook, ...others] = files;
  if (!notebook) throw garbled();
  return {
    cloche: cloche || null,
    notebook: { name: notebook.name, text: plain(notebook.bytes) },
    files: others,
    absent,
  };
}

/** The text in UTF-8 bytes, a mark at the beginning included. */
export function plain(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw garbled();
  }
}

function headIn(line: Uint8Array): unknown[] {
  try {
    const head: unknown = JSON.parse(plain(line));
    if (Array.isArray(head)) return head;
  } catch {
    // no JSON
  }
  throw garbled();
}

/** Whether a name stays in the folder that it is put into, on every system. */
export function isInside(name: string): boolean {
  return (
    name.length <= 200 &&
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
    !/[\x00-\x1f\x7f\\:]/.test(name) &&
    name.split("/").every((part) => part !== "" && part !== "." && part !== "..")
  );
}
