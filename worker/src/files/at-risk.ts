/** Files that are in memory only: they would not be there again when a session's memory wakes up. */

import type { FileSystem } from "../python.js";

/** Where a notebook's code can write; all else is Python's own. */
const PLACES = ["/tmp", "/home"];

/** Standard input, output and error. */
const STANDARD = 3;

/** What would be lost, in words; "" for nothing. */
export function filesAtRisk(files: FileSystem): string {
  const open = Object.values((files as unknown as { streams: Record<string, unknown> }).streams).filter(Boolean);
  if (open.length > STANDARD) return "a file is open";
  const found = PLACES.flatMap((place) => filesUnder(files, place));
  return found.length > 0 ? `${found[0]} is in memory only` : "";
}

function filesUnder(files: FileSystem, folder: string): string[] {
  const names = (files.readdir(folder) as string[]).filter((name) => name !== "." && name !== "..");
  return names.flatMap((name) => {
    const path = `${folder}/${name}`;
    const { node } = files.lookupPath(path, {}) as { node: { mode: number; mounted?: unknown } };
    if (node.mounted || (node as { mount?: { mountpoint: string } }).mount?.mountpoint !== "/") return []; // kept elsewhere
    return files.isDir(node.mode) ? filesUnder(files, path) : [path];
  });
}
