/** A folder of the computer, as the browser's File System Access lets a page see it. */

import type { Stamp } from "./plan.js";

/** The parts that browsers have and TypeScript does not know yet. */
export interface LocalDirectory extends FileSystemDirectoryHandle {
  queryPermission?(wish: { mode: "readwrite" }): Promise<PermissionState>;
  requestPermission?(wish: { mode: "readwrite" }): Promise<PermissionState>;
  entries(): AsyncIterableIterator<[string, FileSystemDirectoryHandle | FileSystemFileHandle]>;
}

export interface Picking {
  showDirectoryPicker?(options: { id: string; mode: "readwrite" }): Promise<LocalDirectory>;
}

/** What no notebook wants to have in memory. */
const IGNORED = /^(\..*|node_modules|__pycache__|__cloche__|venv|env|site-packages)$/;

/** A path that leads through such a name is left alone on both sides. */
export function isIgnored(path: string): boolean {
  return path.split("/").some((part) => IGNORED.test(part));
}

/** Bytes of one file, of all, and how many: the notebook's folder is in memory. */
export const LIMITS = { file: 200_000_000, all: 500_000_000, files: 1_000 };

export interface Listing {
  readonly files: ReadonlyMap<string, File>;
  /** Files that are too large, or too many. */
  readonly left: ReadonlySet<string>;
}

export async function listFolder(folder: LocalDirectory, limits = LIMITS): Promise<Listing> {
  const files = new Map<string, File>();
  const left = new Set<string>();
  let all = 0;
  const visit = async (directory: LocalDirectory, prefix: string): Promise<void> => {
    for await (const [name, handle] of directory.entries()) {
      if (IGNORED.test(name)) continue;
      const path = prefix + name;
      if (handle.kind === "directory") await visit(handle as LocalDirectory, `${path}/`);
      else {
        const file = await (handle as FileSystemFileHandle).getFile().catch(() => null);
        if (!file) continue; // gone, or being written
        if (file.size > limits.file || all + file.size > limits.all || files.size >= limits.files) left.add(path);
        else {
          files.set(path, file);
          all += file.size;
        }
      }
    }
  };
  await visit(folder, "");
  return { files, left };
}

export function stampOf({ size, lastModified }: { readonly size: number; readonly lastModified: number }): Stamp {
  return `${size} ${lastModified}`;
}

/** A file of the folder; null where there is none. */
export async function fileIn(folder: FileSystemDirectoryHandle, path: string): Promise<File | null> {
  try {
    const [directory, name] = await placeOf(folder, path, false);
    return await (await directory.getFileHandle(name)).getFile();
  } catch (error) {
    if (error instanceof DOMException && error.name === "NotFoundError") return null;
    throw error;
  }
}

/** Put a file into the folder, whole or not at all; gives it as it is then. */
export async function writeFile(
  folder: FileSystemDirectoryHandle,
  path: string,
  content: Blob | string,
): Promise<File> {
  const [directory, name] = await placeOf(folder, path, true);
  const handle = await directory.getFileHandle(name, { create: true });
  const stream = await handle.createWritable();
  try {
    await stream.write(content);
    await stream.close();
  } catch (error) {
    await stream.abort().catch(() => {});
    throw error;
  }
  return handle.getFile();
}

export async function eraseFile(folder: FileSystemDirectoryHandle, path: string): Promise<void> {
  const [directory, name] = await placeOf(folder, path, false);
  await directory.removeEntry(name);
}

async function placeOf(
  folder: FileSystemDirectoryHandle,
  path: string,
  create: boolean,
): Promise<[FileSystemDirectoryHandle, string]> {
  const parts = path.split("/");
  const name = parts.pop() ?? "";
  let directory = folder;
  for (const part of parts) directory = await directory.getDirectoryHandle(part, { create });
  return [directory, name];
}
