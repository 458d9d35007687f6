/**
 * Where this browser keeps notebooks: an IndexedDB database of the page's own.
 *
 * Each save is one transaction. A record that cannot be read is set aside, not deleted,
 * and the others stay usable. Where there is no database (private windows, a full disk)
 * the shelf lives in memory and says so through `isLasting`.
 */

import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import { checkedRecord, type SavedNotebook } from "./record.js";

interface Schema extends DBSchema {
  notebooks: { key: string; value: SavedNotebook };
  settings: { key: string; value: unknown };
  damaged: { key: string; value: { id: string; found: unknown; at: number } };
}

export interface ShelfEntry {
  readonly id: string;
  readonly title: string;
  readonly savedAt: number;
  readonly cells: number;
}

/** What a save came to. `conflict`: another tab saved a newer version of the same notebook. */
export type SaveResult = "saved" | "conflict";

export interface Shelf {
  /** False when everything here is gone with the tab. */
  readonly isLasting: boolean;
  save(record: SavedNotebook, basedOn: number): Promise<SaveResult>;
  load(id: string): Promise<SavedNotebook | "damaged" | null>;
  list(): Promise<ShelfEntry[]>;
  remove(id: string): Promise<void>;
  last(): Promise<string | null>;
  close(): void;
}

/** The browser's shelf, or one in memory where the browser gives none. */
export async function openShelf(name = "cloche"): Promise<Shelf> {
  try {
    return new DatabaseShelf(await within(3000, openDatabase(name)));
  } catch {
    return new MemoryShelf(); // no IndexedDB, blocked by the browser, or never answered
  }
}

function openDatabase(name: string): Promise<IDBPDatabase<Schema>> {
  return openDB<Schema>(name, 1, {
    upgrade(database) {
      database.createObjectStore("notebooks", { keyPath: "id" });
      database.createObjectStore("settings");
      database.createObjectStore("damaged", { keyPath: "id" });
    },
  });
}

function within<T>(milliseconds: number, promise: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("The browser's database did not open.")), milliseconds);
    promise.finally(() => clearTimeout(timer)).then(resolve, reject);
  });
}

class DatabaseShelf implements Shelf {
  readonly isLasting = true;
  readonly #database: IDBPDatabase<Schema>;

  constructor(database: IDBPDatabase<Schema>) {
    this.#database = database;
  }

  async save(record: SavedNotebook, basedOn: number): Promise<SaveResult> {
    const transaction = this.#database.transaction(["notebooks", "settings"], "readwrite");
    const notebooks = transaction.objectStore("notebooks");
    const present = checkedRecord(await notebooks.get(record.id));
    if (present && present.version > basedOn) {
      await transaction.done;
      return "conflict";
    }
    await Promise.all([
      notebooks.put(record),
      transaction.objectStore("settings").put(record.id, "last"),
      transaction.done,
    ]);
    return "saved";
  }

  async load(id: string): Promise<SavedNotebook | "damaged" | null> {
    const found: unknown = await this.#database.get("notebooks", id);
    if (found === undefined) return null;
    const record = checkedRecord(found);
    if (record) return record;
    await this.#setAside(id, found);
    return "damaged";
  }

  async list(): Promise<ShelfEntry[]> {
    const entries: ShelfEntry[] = [];
    for (const found of await this.#database.getAll("notebooks")) {
      const record = checkedRecord(found);
      if (record) entries.push(entryOf(record));
    }
    return entries.sort((a, b) => b.savedAt - a.savedAt);
  }

  async remove(id: string): Promise<void> {
    await this.#database.delete("notebooks", id);
  }

  async last(): Promise<string | null> {
    const id = await this.#database.get("settings", "last");
    return typeof id === "string" ? id : null;
  }

  close(): void {
    this.#database.close();
  }

  async #setAside(id: string, found: unknown): Promise<void> {
    const transaction = this.#database.transaction(["notebooks", "damaged"], "readwrite");
    await Promise.all([
      transaction.objectStore("damaged").put({ id, found, at: Date.now() }),
      transaction.objectStore("notebooks").delete(id),
      transaction.done,
    ]);
  }
}

class MemoryShelf implements Shelf {
  readonly isLasting = false;
  readonly #records = new Map<string, SavedNotebook>();
  #last: string | null = null;

  async save(record: SavedNotebook): Promise<SaveResult> {
    this.#records.set(record.id, record);
    this.#last = record.id;
    return "saved";
  }
  async load(id: string): Promise<SavedNotebook | null> {
    return this.#records.get(id) ?? null;
  }
  async list(): Promise<ShelfEntry[]> {
    return [...this.#records.values()].map(entryOf).sort((a, b) => b.savedAt - a.savedAt);
  }
  async remove(id: string): Promise<void> {
    this.#records.delete(id);
  }
  async last(): Promise<string | null> {
    return this.#last;
  }
  close(): void {}
}

function entryOf(record: SavedNotebook): ShelfEntry {
  return { id: record.id, title: record.title, savedAt: record.savedAt, cells: record.document.cells.length };
}
