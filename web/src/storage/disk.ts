/**
 * For tests: a browser's database whose disk can be full and whose tab can be killed between any two calls.
 * IndexedDB in memory, with the calls of this page counted.
 */

import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { openShelf, type ShelfOptions } from "./open-shelf.js";
import type { Drawer } from "./rescue.js";
import type { Shelf } from "./shelf.js";

const COUNTED = ["get", "getAll", "getAllKeys", "put", "delete", "openCursor"] as const;

/** Each stands for one browser profile. Only the newest is in use. */
export class Disk {
  isFull = false;
  /** Writes that still find room. */
  room = Number.POSITIVE_INFINITY;
  /** Calls left until the tab is killed; endless until a test says otherwise. */
  left = Number.POSITIVE_INFINITY;
  calls = 0;
  readonly drawers = new Map<string, string>();
  readonly #open = new Set<IDBTransaction>();

  constructor() {
    globalThis.indexedDB = new IDBFactory();
    const count = (transaction: IDBTransaction) => this.#count(transaction);
    const checkRoom = (transaction: IDBTransaction) => this.#checkRoom(transaction);
    const stores = originals.store as unknown as Record<string, (...args: unknown[]) => unknown>;
    for (const name of COUNTED)
      Object.assign(IDBObjectStore.prototype, {
        [name](this: IDBObjectStore, ...args: unknown[]) {
          count(this.transaction);
          if (name === "put") checkRoom(this.transaction);
          return stores[name]?.apply(this, args);
        },
      });
    IDBTransaction.prototype.commit = function (this: IDBTransaction) {
      count(this);
      return originals.commit.call(this);
    };
  }

  /** The tab is dead: nothing more of it reaches the database, and what was not committed is gone. */
  kill(): void {
    this.left = 0;
    for (const transaction of this.#open) abort(transaction);
    this.#open.clear();
  }

  /** Another tab, after a kill. */
  revive(): void {
    this.left = Number.POSITIVE_INFINITY;
  }

  readonly drawer: Drawer = () => ({
    length: this.drawers.size,
    key: (at) => [...this.drawers.keys()][at] ?? null,
    getItem: (key) => this.drawers.get(key) ?? null,
    setItem: (key, value) => void this.drawers.set(key, value),
    removeItem: (key) => void this.drawers.delete(key),
  });

  shelf(options: ShelfOptions = {}): Promise<Shelf> {
    return openShelf({ drawer: this.drawer, ...options });
  }

  #count(transaction: IDBTransaction): void {
    this.calls += 1;
    this.#open.add(transaction);
    if (this.left > 0) this.left -= 1;
    if (this.left > 0) return;
    this.kill();
    abort(transaction);
    throw new DOMException("the tab is gone", "AbortError");
  }

  #checkRoom(transaction: IDBTransaction): void {
    if (!this.isFull && this.room-- > 0) return;
    abort(transaction);
    throw new DOMException("no room", "QuotaExceededError");
  }
}

const originals = {
  store: Object.fromEntries(COUNTED.map((name) => [name, IDBObjectStore.prototype[name]])),
  commit: IDBTransaction.prototype.commit,
};

function abort(transaction: IDBTransaction): void {
  try {
    transaction.abort();
  } catch {
    // over already
  }
}
