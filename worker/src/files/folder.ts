/**
 * The notebook's folder: Python's working directory, kept in IndexedDB where the browser allows.
 * Emscripten's IDBFS copies it in at the start and out as files change; an older one only when told.
 */

import { BootError, FilesError } from "../errors.js";
import type { FileSystem } from "../python.js";
import type { FolderFile, WireEvent } from "../wire/messages.js";
import { idbfsOf, type Mount } from "./idbfs.js";

/** Where folders of notebooks are. Also the name of each one's database, so it never changes. */
const HOME = "/home/pyodide";

/** Milliseconds that reading the stored files may take before the notebook starts without them. */
const RESTORE = 20_000;

export interface Folder {
  readonly path: string;
  /** Kept in this browser; else in memory only. */
  readonly isLasting: boolean;
  /** Something in it changed: `files-saved` is told when that is stored. */
  touched(): void;
  /** Put files into it where there are none of these names. */
  put(newFiles: readonly FolderFile[]): void;
  /** Store what changed and was not stored yet. Never rejects: a fault is told as an event. */
  save(): Promise<void>;
}

/**
 * Open the folder called `name`, or one in memory for null. Where storage is refused the folder is in
 * memory too, and an event says so: a boot does not fail over it.
 */
export async function openFolder(
  files: FileSystem,
  name: string | null,
  tell: (event: WireEvent) => void,
): Promise<Folder> {
  const path = `${HOME}/${name === null ? "notebook" : safe(name)}`;
  files.mkdirTree(path);
  const changes = { seen: 0, stored: 0 };
  const mount = name === null ? null : await mounted(files, path, changes, tell);
  files.chdir(path);
  const put = (newFiles: readonly FolderFile[]) => {
    for (const { name, bytes } of newFiles) {
      const at = `${path}/${safe(name)}`;
      if (files.analyzePath(at).exists) continue;
      files.mkdirTree(at.slice(0, at.lastIndexOf("/")));
      files.writeFile(at, bytes);
    }
  };
  const isLasting = mount !== null;
  const touched = () => {
    changes.seen += 1;
  };
  return { path, isLasting, touched, put, save: async () => void (await mount?.sync(false).catch(() => {})) }; // the fault was told by onSync
}

/** Names come from the page, which has them from links: a folder stays under HOME, a file in its folder. */
export function safe(name: string): string {
  const parts = name.split("/");
  if (parts.every((part) => part !== "" && part !== "." && part !== ".." && !part.includes("\0"))) return name;
  throw new BootError(`${JSON.stringify(name)} cannot be the name of a folder or file in it.`, "Choose another name.");
}

async function mounted(
  files: FileSystem,
  path: string,
  changes: { seen: number; stored: number },
  tell: (event: WireEvent) => void,
): Promise<Mount | null> {
  const idbfs = idbfsOf(files);
  let mount: Mount | null = null;
  try {
    mount = idbfs.mount(path);
    await withLimit(mount.sync(true), RESTORE);
  } catch (cause) {
    if (mount) files.unmount(path);
    tell(unsaved(new FilesError("This browser does not keep files for the page.", cause)));
    return null;
  }
  let wasFaulty = false;
  let begun = 0;
  mount.onBegin = () => {
    begun = changes.seen;
  };
  mount.onSync = (count, fault) => {
    if (fault) tell(unsaved(new FilesError("The last changes to files could not be stored.", fault)));
    else {
      const isNews = count > 0 || wasFaulty || changes.stored < begun;
      changes.stored = begun;
      if (isNews && begun === changes.seen) tell({ type: "files-saved", count }); // else more is to be stored
    }
    wasFaulty = Boolean(fault);
  };
  return mount;
}

function unsaved({ problem, hint }: FilesError): WireEvent {
  return { type: "files-unsaved", problem, hint };
}

async function withLimit<Value>(promise: Promise<Value>, milliseconds: number): Promise<Value> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, fail) => {
    timer = setTimeout(() => fail(new Error("the browser's storage does not answer")), milliseconds);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
