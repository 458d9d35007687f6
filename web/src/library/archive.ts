/**
 * Notebooks in a zip archive, and back.
 *
 * A notebook is `name.py`; with files of its own it is a folder, `name/name.py`, with the files beside, so that
 * Python finds them wherever the archive is unpacked. Any archive of notebooks can be imported: in a folder with one
 * notebook the other files are that notebook's.
 *
 * A notebook that its owner had not agreed to run says so in its entry's comment, and nothing says that one may run:
 * that is for the person who imports it.
 */

import { type Zippable, zipSync } from "fflate";
import type { NotebookDocument } from "../notebook/document.js";
import { NotebookReadError, readNotebook } from "../notebook/read.js";
import { writeNotebook } from "../notebook/write.js";
import type { KeptFile } from "../storage/folders.js";
import { ArchiveError, LIMITS, type Limits, readZip, type ZipEntry } from "./zip.js";

export interface Packed {
  readonly document: NotebookDocument;
  readonly files: readonly KeptFile[];
  /** False for a stranger's notebook that nobody agreed to run. */
  readonly isTrusted: boolean;
}

export interface Unpacked {
  readonly notebooks: readonly Packed[];
  /** Files that belong to no notebook. */
  readonly ignored: readonly string[];
}

const NOT_AGREED = "Cloche: not agreed to run";

/** The largest text that is read as a notebook. */
const LARGEST_NOTEBOOK = 5_000_000;

export function packNotebooks(notebooks: readonly (Packed & { readonly title: string })[]): Uint8Array<ArrayBuffer> {
  const taken = new Set<string>();
  const tree: Zippable = {};
  for (const { title, document, files, isTrusted } of notebooks) {
    const stem = freeName(stemOf(title, document.filename), taken);
    const text: Zippable[string] = [
      new TextEncoder().encode(writeNotebook(document)),
      isTrusted ? {} : { comment: NOT_AGREED },
    ];
    if (files.length === 0) tree[`${stem}.py`] = text;
    else {
      tree[`${stem}/${stem}.py`] = text;
      for (const { path, bytes } of files) tree[`${stem}/${path === `${stem}.py` ? `_${path}` : path}`] = bytes;
    }
  }
  return zipSync(tree, { level: 6, mtime: "1980-01-01" }) as Uint8Array<ArrayBuffer>;
}

/** The notebooks in an archive. Raises `ArchiveError`, never anything else, and then nothing of it is taken. */
export function unpackNotebooks(archive: Uint8Array<ArrayBuffer>, limits: Limits = LIMITS): Unpacked {
  const entries = readZip(archive, limits).filter(({ path }) => !path.startsWith("__MACOSX/"));
  const notebooks = new Map<ZipEntry, NotebookDocument>();
  for (const entry of entries) {
    checkNested(entry, limits);
    const document = entry.path.endsWith(".py") ? notebookIn(entry) : null;
    if (document) notebooks.set(entry, document);
  }
  if (notebooks.size === 0)
    throw new ArchiveError(
      "unreadable",
      "There is no notebook in this archive.",
      "Choose one with .py notebooks in it.",
    );
  const owners = ownersOf([...notebooks.keys()]);
  const files = new Map<ZipEntry, KeptFile[]>();
  const ignored: string[] = [];
  for (const entry of entries) {
    if (notebooks.has(entry)) continue;
    const folder = foldersOf(entry.path).find((each) => owners.has(each));
    const owner = folder === undefined ? undefined : owners.get(folder);
    if (!owner || folder === undefined) ignored.push(entry.path);
    else
      files.set(owner, [
        ...(files.get(owner) ?? []),
        { path: entry.path.slice(folder.length + 1), bytes: entry.bytes() },
      ]);
  }
  return {
    notebooks: [...notebooks].map(([entry, document]) => ({
      document,
      files: files.get(entry) ?? [],
      isTrusted: entry.comment !== NOT_AGREED,
    })),
    ignored,
  };
}

/** The folders with exactly one notebook in them, and which it is. The top of the archive is no folder. */
function ownersOf(notebooks: readonly ZipEntry[]): Map<string, ZipEntry> {
  const owners = new Map<string, ZipEntry | null>();
  for (const entry of notebooks) {
    const folder = foldersOf(entry.path)[0];
    if (folder !== undefined) owners.set(folder, owners.has(folder) ? null : entry);
  }
  return new Map([...owners].flatMap(([folder, entry]) => (entry ? [[folder, entry] as const] : [])));
}

/** `a/b/c.csv` lies in `a/b`, which lies in `a`: the innermost first. */
function foldersOf(path: string): string[] {
  const parts = path.split("/").slice(0, -1);
  return parts.map((_, at) => parts.slice(0, parts.length - at).join("/"));
}

function notebookIn(entry: ZipEntry): NotebookDocument | null {
  if (entry.size > LARGEST_NOTEBOOK) return null;
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(entry.bytes());
    return readNotebook(text, entry.path.split("/").at(-1));
  } catch (error) {
    if (error instanceof NotebookReadError || error instanceof TypeError) return null; // a script, or no text: a file
    throw error;
  }
}

/** An archive in the archive stays closed; one that would unfold to too much is not even stored. */
function checkNested(entry: ZipEntry, limits: Limits): void {
  if (!/\.(zip|whl|jar)$/i.test(entry.path)) return;
  try {
    readZip(entry.bytes(), limits);
  } catch (error) {
    if (!(error instanceof ArchiveError) || (error.code !== "too-many" && error.code !== "too-large")) return;
    throw new ArchiveError(error.code, `“${entry.path}” in this archive holds more than Cloche takes in.`, error.hint);
  }
}

/** A file name from what people call the notebook; the name it had when it has one. */
function stemOf(title: string, filename: string): string {
  if (filename !== "notebook.py") return filename.replace(/\.py$/, "").replace(/[/\\]/g, "_") || "notebook";
  const slug = title
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "_")
    .replace(/^_+|_+$/g, "");
  return slug || "notebook";
}

function freeName(stem: string, taken: Set<string>): string {
  let name = stem;
  for (let count = 2; taken.has(name.toLowerCase()); count++) name = `${stem}_${count}`;
  taken.add(name.toLowerCase());
  return name;
}
