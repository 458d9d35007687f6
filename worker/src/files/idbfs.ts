/**
 * Emscripten's IDBFS behind a small door. It saves by itself soon after a file is closed (`autoPersist`,
 * Pyodide 0.28 and later), but tells nobody, not even when storing failed; and it puts each file whole into one record,
 * where Chromium takes no more than 127 MB. And a worker that computes for ever, or that Stop ends, keeps the transaction
 * that it was in: the next Python would wait for it, in Chromium two seconds. So its functions are wrapped here, and a
 * store is one step of the worker's: what is stored is known from before, and the transaction needs nobody to end.
 */

import type { FileSystem } from "../python.js";

/** One folder kept in IndexedDB. */
export interface Mount {
  /** Bring the stored files in, or store what changed; rejects with the browser's reason. */
  sync(populate: boolean): Promise<void>;
  /** Called as each store begins, also those that IDBFS begins. */
  onBegin: (() => void) | null;
  /** And after it: how many entries changed, and what failed. */
  onSync: ((changed: number, fault: unknown) => void) | null;
}

type Done<Value = void> = (error?: unknown, value?: Value) => void;

interface Entry {
  readonly contents?: Uint8Array<ArrayBuffer> | Blob;
}

/** What there is on one side, by path. */
interface Side {
  readonly type: "local" | "remote";
  readonly entries: Readonly<Record<string, { readonly timestamp: Date }>>;
}

type Store = Pick<IDBObjectStore, "transaction">;

/** The parts of IDBFS that are called through the object, and so can be wrapped. */
export interface Idbfs {
  syncfs(mount: unknown, populate: boolean, done: Done): void;
  getRemoteSet(mount: unknown, done: Done<Side>): void;
  reconcile(from: Side, to: Side, done: Done): void;
  loadRemoteEntry(store: Store, path: string, done: Done<Entry>): void;
  storeRemoteEntry(store: Store, path: string, entry: Entry, done: Done): void;
  removeRemoteEntry(store: Store, path: string, done: Done): void;
}

interface Mounting {
  mount(type: Idbfs, options: object, path: string): { readonly mount: unknown };
  readonly filesystems: { readonly IDBFS: Idbfs };
}

/** Bytes from which a file is stored as a blob: then the browser writes it, and no record is too large. */
const LARGE = 16_000_000;

export function idbfsOf(files: FileSystem): { mount(path: string): Mount } {
  const mounting = files as unknown as Mounting;
  const idbfs = mounting.filesystems.IDBFS;
  return {
    mount: (path) => {
      const node = mounting.mount(idbfs, { autoPersist: true }, path);
      return watched(idbfs, node.mount);
    },
  };
}

export function watched(idbfs: Idbfs, emscriptenMount: unknown): Mount {
  let changed = 0;
  const { syncfs, getRemoteSet, reconcile, loadRemoteEntry, storeRemoteEntry, removeRemoteEntry } = idbfs;
  /** What is stored, if that is known: nobody else writes there while this Python has the folder. */
  let stored: Side | null = null;
  let transaction: IDBTransaction | null = null;
  idbfs.storeRemoteEntry = (store, path, entry, done) => {
    changed++;
    transaction = store.transaction;
    storeRemoteEntry(store, path, packed(entry), done);
  };
  idbfs.removeRemoteEntry = (store, path, done) => {
    changed++;
    transaction = store.transaction;
    removeRemoteEntry(store, path, done);
  };
  idbfs.getRemoteSet = (of, done) => (stored ? done(null, stored) : getRemoteSet(of, done));
  idbfs.reconcile = (from, to, done) => {
    const remote = from.type === "remote" ? from : to;
    stored = null;
    reconcile(from, to, (error) => {
      if (!error) stored = { ...remote, entries: from.entries };
      done(error);
    });
    transaction?.commit(); // all that it is to do has been asked of it
    transaction = null;
  };
  /** What became of large files on their way in: the transaction that named them does not wait for them. */
  let reading: Promise<unknown>[] = [];
  idbfs.loadRemoteEntry = (store, path, done) =>
    loadRemoteEntry(store, path, (error, entry) => {
      const contents = entry?.contents;
      if (!(contents instanceof Blob)) return done(error, entry);
      const read = contents.arrayBuffer().then((buffer) => done(null, { ...entry, contents: new Uint8Array(buffer) }));
      reading.push(
        read.then(
          () => null,
          (reason: unknown) => reason ?? new Error("a file could not be read"),
        ),
      );
    });

  const mount: Mount = {
    sync: (populate) =>
      new Promise((done, fail) => {
        idbfs.syncfs(emscriptenMount, populate, (error) => (error ? fail(error) : done()));
      }),
    onBegin: null,
    onSync: null,
  };
  let last: Promise<void> = Promise.resolve();
  idbfs.syncfs = (target, populate, done) => {
    const once = async () => {
      if (!populate) mount.onBegin?.();
      const fault = await attempt((ended) => syncfs(target, populate, ended));
      const unread = (await Promise.all(reading)).find((reason) => reason !== null);
      reading = [];
      const count = changed;
      changed = 0;
      const error = fault ?? unread ?? null;
      if (!populate) mount.onSync?.(count, error);
      done(error);
    };
    last = last.then(once); // two at once would both store what is new, and half a gigabyte twice
  };
  return mount;
}

function packed(entry: Entry): Entry {
  const { contents } = entry;
  return contents instanceof Uint8Array && contents.byteLength >= LARGE
    ? { ...entry, contents: new Blob([contents]) }
    : entry;
}

/** The error with which something ended, if any. */
function attempt(act: (ended: (error?: unknown) => void) => void): Promise<unknown> {
  return new Promise((resolve) => {
    try {
      act((error) => resolve(error ?? null));
    } catch (error) {
      resolve(error);
    }
  });
}
