/**
 * Files on their way in, piece by piece. Python sees one when it is whole: the pieces gather in memory that becomes the
 * file's own, so that finishing half a gigabyte copies nothing.
 */

import { FileCallError } from "../errors.js";
import type { FileSystem } from "../python.js";
import type { FileEntry } from "../wire/messages.js";
import type { FileTree } from "./tree.js";

/** Bytes; Python in WebAssembly has no more for all that it holds. */
const LARGEST = 2_000_000_000;

interface Upload {
  readonly path: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly replace: boolean;
  taken: number;
}

export class Uploads {
  readonly #files: FileSystem;
  readonly #tree: FileTree;
  readonly #uploads = new Map<number, Upload>();
  #last = 0;

  constructor(files: FileSystem, tree: FileTree) {
    this.#files = files;
    this.#tree = tree;
  }

  begin(path: string, size: number, replace: boolean): number {
    this.#mayBecome(path, replace);
    const upload = { path, bytes: room(path, size), replace, taken: 0 };
    this.#uploads.set(++this.#last, upload);
    return this.#last;
  }

  append(id: number, bytes: Uint8Array): void {
    const upload = this.#upload(id);
    if (upload.taken + bytes.length > upload.bytes.length) {
      this.abort(id);
      throw new FileCallError("large", `“${upload.path}” grew while it was read.`, "Upload it again.");
    }
    upload.bytes.set(bytes, upload.taken);
    upload.taken += bytes.length;
  }

  finish(id: number): FileEntry {
    const { path, bytes, replace, taken } = this.#upload(id);
    this.abort(id);
    this.#mayBecome(path, replace); // another may have come meanwhile
    this.#tree.makeWay(path);
    this.#files.writeFile(this.#tree.absolute(path), taken < bytes.length ? bytes.subarray(0, taken) : bytes, {
      canOwn: true,
    });
    return this.#tree.existing(path);
  }

  abort(id: number): void {
    this.#uploads.delete(id);
  }

  #upload(id: number): Upload {
    const upload = this.#uploads.get(id);
    if (!upload) throw new FileCallError("missing", "This upload was ended already.", "Upload the file again.");
    return upload;
  }

  #mayBecome(path: string, replace: boolean): void {
    const there = this.#tree.entry(path);
    if (there?.kind === "folder")
      throw new FileCallError("exists", `“${path}” is a folder.`, "Choose another name, or another folder.");
    if (!replace) this.#tree.free(path);
  }
}

function room(path: string, size: number): Uint8Array<ArrayBuffer> {
  try {
    if (size <= LARGEST) return new Uint8Array(size);
  } catch {} // a RangeError: the browser has not so much memory
  throw new FileCallError(
    "large",
    `“${path}” is too large: ${Math.round(size / 1e6).toLocaleString("en")} MB do not fit into this page's memory.`,
    "Take a part of it, or fetch what you need of it in Python.",
  );
}
