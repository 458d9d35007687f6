/**
 * Emscripten's IDBFS behind a small door. It saves by itself soon after a file is closed (`autoPersist`,
 * Pyodide 0.28 and later), but tells nobody, not even when storing failed; so its functions are wrapped here.
 */

import type { FileSystem } from "../python.js";

/** One folder kept in IndexedDB. */
export interface Mount {
  /** Bring the stored files in, or store what changed; rejects with the browser's reason. */
  sync(populate: boolean): Promise<void>;
  /** Called after each store, also those that IDBFS begins: how many entries changed, and what failed. */
  onSync: ((changed: number, fault: unknown) => void) | null;
}

type Done = (error?: unknown) => void;
type StoreEntry = (store: unknown, path: string, ...rest: unknown[]) => void;

/** The parts of IDBFS that are called through the object, and so can be wrapped. */
interface Idbfs {
  syncfs(mount: unknown, populate: boolean, done: Done): void;
  storeRemoteEntry: StoreEntry;
  removeRemoteEntry: StoreEntry;
}

interface Mounting {
  mount(type: Idbfs, options: object, path: string): { readonly mount: unknown };
  readonly filesystems: { readonly IDBFS: Idbfs };
}

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

function watched(idbfs: Idbfs, emscriptenMount: unknown): Mount {
  let changed = 0;
  const counting =
    (store: StoreEntry): StoreEntry =>
    (...args) => {
      changed++;
      store(...args);
    };
  idbfs.storeRemoteEntry = counting(idbfs.storeRemoteEntry);
  idbfs.removeRemoteEntry = counting(idbfs.removeRemoteEntry);

  const mount: Mount = {
    sync: (populate) =>
      new Promise((done, fail) => {
        idbfs.syncfs(emscriptenMount, populate, (error) => (error ? fail(error) : done()));
      }),
    onSync: null,
  };
  const syncfs = idbfs.syncfs;
  let last: Promise<void> = Promise.resolve();
  idbfs.syncfs = (target, populate, done) => {
    const sync = () =>
      new Promise<void>((next) => {
        const finish = (error?: unknown) => {
          next();
          const count = changed;
          changed = 0;
          if (!populate) mount.onSync?.(count, error ?? null);
          done(error);
        };
        try {
          syncfs(target, populate, finish);
        } catch (error) {
          finish(error);
        }
      });
    last = last.then(sync); // two at once would both store what is new, and half a gigabyte twice
  };
  return mount;
}
