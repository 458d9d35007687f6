/** Files out of the notebook's folder: one as it is, a folder as a zip archive. Read piece by piece; the browser gathers. */

import { Zip, ZipDeflate, ZipPassThrough } from "fflate";
import type { FileEntry } from "../../../worker/src/wire/messages.js";
import type { KernelFiles } from "../kernel/files.js";
import { nameOf, suffixOf } from "./paths.js";

type Source = Pick<KernelFiles, "read">;

/** How the person gets a file (`Outside.giveFile`). */
type Give = (name: string, content: Blob) => void;

/** Files that are packed already: packing them again takes time and gains nothing. */
const PACKED = /^(zip|gz|bz2|xz|7z|png|jpe?g|gif|webp|avif|mp[34]|parquet|whl)$/;

export async function download(files: Source, path: string, give: Give): Promise<void> {
  give(nameOf(path), await contentOf(files, path));
}

export async function contentOf(files: Source, path: string): Promise<Blob> {
  const pieces: Blob[] = [];
  for await (const piece of files.read(path)) pieces.push(new Blob([piece])); // a blob need not stay in memory
  return new Blob(pieces);
}

/** The files of a folder, or of all of it for null, under their paths in it. */
export async function downloadFolder(
  files: Source,
  folder: string | null,
  entries: readonly FileEntry[],
  name: string,
  give: Give,
): Promise<void> {
  const inside = folder === null ? "" : `${folder}/`;
  const pieces: Blob[] = [];
  const zip = new Zip((error, piece) => {
    if (error) throw error;
    pieces.push(new Blob([piece as Uint8Array<ArrayBuffer>]));
  });
  for (const { path, kind, modified } of entries) {
    if (kind !== "file" || !path.startsWith(inside)) continue;
    const inZip = path.slice(inside.length);
    const packed = PACKED.test(suffixOf(path)) ? new ZipPassThrough(inZip) : new ZipDeflate(inZip, { level: 6 });
    packed.mtime = new Date(Math.max(modified, Date.UTC(1980, 0, 2)));
    zip.add(packed);
    for await (const piece of files.read(path)) {
      for (let at = 0; at < piece.length; at += STEP) {
        packed.push(piece.subarray(at, at + STEP));
        await breath();
      }
    }
    packed.push(new Uint8Array(0), true);
  }
  zip.end();
  give(`${name}.zip`, new Blob(pieces, { type: "application/zip" }));
}

/** Bytes that are packed in one go: some milliseconds. */
const STEP = 500_000;

function breath(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}
