/**
 * The files beside a saved notebook, where Python's file system keeps them: a database for each folder, in the form of
 * Emscripten's IDBFS (`worker/src/files/`). Touched only while no Python has the folder.
 */

import { type IDBPDatabase, openDB } from "idb";

/** Where folders of notebooks are, for Python. Also the beginning of each one's database name. */
const HOME = "/home/pyodide";
const VERSION = 21;
const STORE = "FILE_DATA";
const LARGE = 16_000_000;
const FILE = 0o100644;
const FOLDER = 0o40755;

/** A file by its path inside the notebook's folder. */
export interface KeptFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

interface Entry {
  readonly timestamp: Date;
  readonly mode: number;
  /** A blob where it is large (`worker/src/files/idbfs.ts`). */
  readonly contents?: ArrayBufferView | Blob;
}

/** The files of a notebook; none where it has no folder. What Cloche itself keeps there is left out. */
export async function readFolder(id: string): Promise<KeptFile[]> {
  const root = `${HOME}/${id}`;
  if (!(await indexedDB.databases()).some(({ name }) => name === root)) return [];
  const database = await opened(root);
  try {
    const transaction = database.transaction(STORE);
    const [keys, entries] = await Promise.all([transaction.store.getAllKeys(), transaction.store.getAll()]);
    const files = await Promise.all(keys.map((key, at) => fileIn(root, key, entries[at])));
    return files.filter((file) => file !== null);
  } finally {
    database.close();
  }
}

/** Put files into the folder of a notebook that has none yet. */
export async function writeFolder(id: string, files: readonly KeptFile[]): Promise<void> {
  if (files.length === 0) return;
  const root = `${HOME}/${id}`;
  const database = await opened(root);
  try {
    const transaction = database.transaction(STORE, "readwrite");
    const timestamp = new Date();
    const folders = new Set(files.flatMap(({ path }) => foldersOf(path)));
    await Promise.all([
      ...[...folders].map((path) => transaction.store.put({ timestamp, mode: FOLDER }, `${root}/${path}`)),
      ...files.map(({ path, bytes }) =>
        transaction.store.put({ timestamp, mode: FILE, contents: stored(bytes) }, `${root}/${path}`),
      ),
      transaction.done,
    ]);
  } finally {
    database.close();
  }
}

export async function removeFolder(id: string): Promise<void> {
  await new Promise<void>((done) => {
    const request = indexedDB.deleteDatabase(`${HOME}/${id}`);
    request.onsuccess = request.onerror = request.onblocked = () => done(); // blocked: it goes when Python lets go
  });
}

async function fileIn(root: string, key: IDBValidKey, entry: Entry | undefined): Promise<KeptFile | null> {
  const path = String(key).slice(root.length + 1);
  const contents = entry?.contents;
  if (!contents || !String(key).startsWith(`${root}/`) || path.startsWith("__cloche__/")) return null;
  if (contents instanceof Blob) return { path, bytes: new Uint8Array(await contents.arrayBuffer()) };
  return { path, bytes: new Uint8Array(contents.buffer, contents.byteOffset, contents.byteLength) };
}

/** Chromium takes no record of more than 127 MB, but any blob. */
function stored(bytes: Uint8Array): Uint8Array | Blob {
  return bytes.byteLength < LARGE ? bytes : new Blob([bytes as Uint8Array<ArrayBuffer>]);
}

/** `a/b/c.csv` lies in `a` and in `a/b`. */
function foldersOf(path: string): string[] {
  const parts = path.split("/").slice(0, -1);
  return parts.map((_, at) => parts.slice(0, at + 1).join("/"));
}

function opened(root: string): Promise<IDBPDatabase> {
  return openDB(root, VERSION, {
    upgrade: (database) => void database.createObjectStore(STORE).createIndex("timestamp", "timestamp"),
  });
}
