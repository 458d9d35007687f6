/** Paths in a notebook's folder, as the panel lists, names and sorts them. Values only: nothing here asks Python. */

import type { FileEntry } from "../../../worker/src/wire/messages.js";

/** `data/towns.csv` lies in `data`; a file at the top lies in "". */
export function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}

export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

export function joined(folder: string, name: string): string {
  return folder ? `${folder}/${name}` : name;
}

/** Why something cannot be called so, in words; "" when it can. */
export function faultInName(name: string): string {
  if (name.trim() === "") return "Give it a name.";
  if (name === "." || name === "..") return `“${name}” means a folder already.`;
  if (name.includes("/")) return "A name has no “/”. Move the file to put it into a folder.";
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is refused.
  if (/[\u0000-\u001f\u007f]/.test(name)) return "A name is one line of text.";
  if (name === "__cloche__" || name === "__pycache__") return "Cloche and Python keep that name for themselves.";
  return "";
}

/** The same path, or one with a number where it is taken: `towns (2).csv`. */
export function freePath(path: string, isTaken: (path: string) => boolean): string {
  const name = nameOf(path);
  const dot = name.lastIndexOf(".") > 0 ? name.lastIndexOf(".") : name.length;
  for (let n = 2, tried = path; ; n++) {
    if (!isTaken(tried)) return tried;
    tried = joined(parentOf(path), `${name.slice(0, dot)} (${n})${name.slice(dot)}`);
  }
}

/** A line of the tree as it is drawn. */
export interface Row {
  readonly entry: FileEntry;
  /** From 1. */
  readonly level: number;
  readonly isOpen: boolean;
  /** Its place among its neighbours, from 1, and how many those are. */
  readonly place: number;
  readonly of: number;
}

/** What is seen of the tree while these folders are open: folders first, names in the order people expect. */
export function rowsOf(entries: readonly FileEntry[], open: ReadonlySet<string>): Row[] {
  const byFolder = new Map<string, FileEntry[]>();
  for (const entry of entries) {
    const folder = parentOf(entry.path);
    const inside = byFolder.get(folder);
    if (inside) inside.push(entry);
    else byFolder.set(folder, [entry]);
  }
  const rows: Row[] = [];
  const add = (folder: string, level: number) => {
    const inside = (byFolder.get(folder) ?? []).toSorted(inOrder);
    for (const [at, entry] of inside.entries()) {
      const isOpen = entry.kind === "folder" && open.has(entry.path);
      rows.push({ entry, level, isOpen, place: at + 1, of: inside.length });
      if (isOpen) add(entry.path, level + 1);
    }
  };
  add("", 1);
  return rows;
}

const NAMES = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

function inOrder(a: FileEntry, b: FileEntry): number {
  if (a.kind !== b.kind) return a.kind === "folder" ? -1 : 1;
  return NAMES.compare(nameOf(a.path), nameOf(b.path));
}

/** All folders something may be moved to: not itself, not into itself, not where it is. */
export function placesFor(moved: FileEntry, entries: readonly FileEntry[]): string[] {
  const folders = ["", ...entries.filter(({ kind }) => kind === "folder").map(({ path }) => path)];
  const isInside = (path: string) => path === moved.path || path.startsWith(`${moved.path}/`);
  return folders.filter((path) => !isInside(path) && path !== parentOf(moved.path));
}

export type FileKind = "table" | "image" | "notebook" | "module" | "text" | "other";

const KIND_BY_SUFFIX: Readonly<Record<string, FileKind>> = {
  csv: "table",
  tsv: "table",
  ...kinds("image", "png jpg jpeg gif webp avif bmp ico svg"),
  ...kinds("notebook", "ipynb qmd"),
  py: "module",
  ...kinds("text", "txt md json jsonl toml yaml yml ini cfg html css js ts sql xml log rst tex"),
};

function kinds(kind: FileKind, suffixes: string): Record<string, FileKind> {
  return Object.fromEntries(suffixes.split(" ").map((suffix) => [suffix, kind]));
}

/** What kind of thing a file is, by its name. */
export function kindOf(path: string): FileKind {
  return KIND_BY_SUFFIX[suffixOf(path)] ?? "other";
}

export function suffixOf(path: string): string {
  return /\.([^./]+)$/.exec(path)?.[1]?.toLowerCase() ?? "";
}

/** Can be opened as a notebook. */
export function isDocument(path: string): boolean {
  return /^(py|ipynb|md|qmd)$/.test(suffixOf(path));
}

/** A line of Python that does something with a file. */
export function snippetFor(path: string): string {
  const place = JSON.stringify(path);
  const module = path.replace(/\.py$/, "");
  if (kindOf(path) === "module" && /^[\p{L}_][\p{L}\p{N}_]*(\/[\p{L}_][\p{L}\p{N}_]*)*$/u.test(module))
    return `import ${module.replaceAll("/", ".")}`;
  if (kindOf(path) === "table")
    return `import csv\n\nwith open(${place}, newline="") as _file:\n    rows = list(csv.DictReader(_file))\nrows[:10]`;
  if (kindOf(path) === "other" || kindOf(path) === "image")
    return `with open(${place}, "rb") as _file:\n    content = _file.read()\nlen(content)`;
  return `with open(${place}) as _file:\n    text = _file.read()\ntext[:1000]`;
}
