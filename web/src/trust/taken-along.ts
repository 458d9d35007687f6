/**
 * What goes along when a stranger's notebook becomes the person's own: the files in its sandbox, those included that it
 * made or was given there. What the frame says of them is believed no further than a limit.
 */

import { isInside, type ParcelFile } from "../share/parcel.js";

export interface ListedFile {
  readonly name: string;
  readonly size: number;
}

/** The folder in the sandbox. */
export interface SandboxFolder {
  /** Null where there is no answer. */
  list(): Promise<readonly ListedFile[] | null>;
  read(name: string): Promise<Blob | null>;
}

export interface TakenAlong {
  readonly files: readonly ParcelFile[];
  /** What stays behind because it is too large, or one too many, or could not be read. */
  readonly left: readonly ListedFile[];
  /** The sandbox did not answer: the files are those that came with the notebook. */
  readonly isUnheard: boolean;
}

/** Bytes of all files together. */
export const MOST_BYTES = 100_000_000;
export const MOST_FILES = 1000;

/** `came`: what came with the notebook, for a sandbox that does not answer. */
export async function takenAlong(
  folder: SandboxFolder,
  came: readonly ParcelFile[],
  most = { bytes: MOST_BYTES, files: MOST_FILES },
): Promise<TakenAlong> {
  const listed = await folder.list();
  if (!listed) return { files: came, left: [], isUnheard: true };
  const files: ParcelFile[] = [];
  const left: ListedFile[] = [];
  const names = new Set<string>();
  let room = most.bytes;
  // Programs first, then what is small: one large file is not to leave no room for all that the notebook needs.
  for (const file of listed.filter(({ name }) => isInside(name)).toSorted(byNeed)) {
    if (names.has(file.name)) continue;
    names.add(file.name);
    const bytes = files.length < most.files && file.size <= room ? await read(folder, file.name, room) : null;
    if (bytes) {
      room -= bytes.length;
      files.push({ name: file.name, bytes });
    } else left.push(file);
  }
  return { files, left, isUnheard: false };
}

/** Null for what is larger than was said, and more than there is room for. */
async function read(folder: SandboxFolder, name: string, room: number): Promise<Uint8Array<ArrayBuffer> | null> {
  const content = await folder.read(name);
  return content && content.size <= room ? new Uint8Array(await content.arrayBuffer()) : null;
}

function byNeed(one: ListedFile, other: ListedFile): number {
  return (
    Number(isProgram(other)) - Number(isProgram(one)) || one.size - other.size || one.name.localeCompare(other.name)
  );
}

function isProgram({ name }: ListedFile): boolean {
  return name.endsWith(".py");
}
