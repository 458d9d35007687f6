/** The notebook's files as the page lists, reads, moves and deletes them. How they come in is `uploads.ts`'s. */

import { FileCallError } from "../errors.js";
import type { FileSystem } from "../python.js";
import type { FileEntry, FileList } from "../wire/messages.js";

/** Folders that Cloche and Python keep for themselves, wherever they are. */
const HIDDEN: ReadonlySet<string> = new Set(["__cloche__", "__pycache__"]);

/** The most that one answer lists. */
const MOST = 5_000;

interface Attributes {
  readonly mode: number;
  readonly size: number;
  readonly mtime: Date;
}

/** Every path here is one inside the folder, "/" between its parts; anything else is refused. */
export class FileTree {
  readonly #files: FileSystem;
  readonly #root: string;

  constructor(files: FileSystem, root: string) {
    this.#files = files;
    this.#root = root;
  }

  list(isLasting: boolean): FileList {
    const entries: FileEntry[] = [];
    let more = 0;
    for (const entry of this.walk()) {
      if (entries.length < MOST) entries.push(entry);
      else more += 1;
    }
    return { entries, more, isLasting };
  }

  /** All entries, a folder before what lies in it. */
  *walk(under = ""): Generator<FileEntry> {
    for (const name of (this.#files.readdir(under ? this.absolute(under) : this.#root) as string[]).sort()) {
      if (name === "." || name === ".." || HIDDEN.has(name)) continue;
      const entry = this.entry(under ? `${under}/${name}` : name);
      if (!entry) continue;
      yield entry;
      if (entry.kind === "folder") yield* this.walk(entry.path);
    }
  }

  /** What is at a path; null for nothing. A link counts as what it leads to, but nobody walks through one. */
  entry(path: string): FileEntry | null {
    try {
      const { mode, size, mtime } = this.#files.lstat(this.absolute(path)) as Attributes;
      const kind = this.#files.isDir(mode) ? "folder" : "file";
      return { path, kind, size: kind === "file" ? size : 0, modified: mtime.getTime() };
    } catch (error) {
      if (isErrno(error)) return null;
      throw error;
    }
  }

  /** The same, for a path that must lead somewhere. */
  existing(path: string): FileEntry {
    const entry = this.entry(path);
    if (!entry) throw new FileCallError("missing", `There is no “${path}” any more.`, "It was moved or deleted.");
    return entry;
  }

  read(path: string, start: number, most: number): Uint8Array<ArrayBuffer> {
    const { kind, size } = this.existing(path);
    if (kind === "folder") throw new FileCallError("name", `“${path}” is a folder.`);
    const bytes = new Uint8Array(Math.max(0, Math.min(most, size - start)));
    const stream = this.#files.open(this.absolute(path), "r");
    try {
      this.#files.read(stream, bytes, 0, bytes.length, start);
    } finally {
      this.#files.close(stream);
    }
    return bytes;
  }

  makeFolder(path: string): FileEntry {
    this.free(path);
    this.makeWay(path);
    this.#files.mkdirTree(this.absolute(path));
    return this.existing(path);
  }

  move(from: string, to: string): FileEntry {
    const { kind } = this.existing(from);
    if (from === to) return this.existing(to);
    if (kind === "folder" && to.startsWith(`${from}/`))
      throw new FileCallError("name", `“${from}” cannot be moved into itself.`, "Choose another folder.");
    this.free(to);
    this.makeWay(to);
    this.#files.rename(this.absolute(from), this.absolute(to));
    return this.existing(to);
  }

  remove(path: string): void {
    const { kind } = this.existing(path);
    if (kind === "file") this.#files.unlink(this.absolute(path));
    else this.#removeFolder(this.absolute(path));
  }

  /** Nothing may be at this path. */
  free(path: string): void {
    if (this.entry(path))
      throw new FileCallError("exists", `There is a “${path}” already.`, "Choose another name, or delete that one.");
  }

  /** Make the folders that a path leads through. */
  makeWay(path: string): void {
    const way = path.split("/").slice(0, -1).join("/");
    for (let at = way.indexOf("/"); ; at = way.indexOf("/", at + 1)) {
      const part = at < 0 ? way : way.slice(0, at);
      if (part && this.entry(part)?.kind === "file")
        throw new FileCallError("exists", `“${part}” is a file, so nothing can lie in it.`, "Choose another folder.");
      if (at < 0) break;
    }
    if (way) this.#files.mkdirTree(this.absolute(way));
  }

  /** Where Python has a path. */
  absolute(path: string): string {
    const isUnsafe = path.split("/").some((part) => part === "" || part === "." || part === "..");
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is refused.
    if (isUnsafe || /[\u0000-\u001f\u007f]/.test(path) || path.length > 1000)
      throw new FileCallError("name", `${JSON.stringify(path)} cannot be the name of a file.`, "Choose another name.");
    return `${this.#root}/${path}`;
  }

  #removeFolder(at: string): void {
    for (const name of this.#files.readdir(at) as string[]) {
      if (name === "." || name === "..") continue;
      const path = `${at}/${name}`;
      const { mode } = this.#files.lstat(path) as Attributes;
      if (this.#files.isDir(mode)) this.#removeFolder(path);
      else this.#files.unlink(path);
    }
    if (this.#files.cwd() !== at) this.#files.rmdir(at);
  }
}

function isErrno(error: unknown): boolean {
  return typeof error === "object" && error !== null && "errno" in error;
}
