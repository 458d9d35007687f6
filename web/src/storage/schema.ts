/**
 * The database's form, and the way from each earlier form to today's. A step is never changed once
 * people have taken it; a new form is a new step at the end.
 *
 * All steps run in the one transaction that the browser gives to an upgrade: they all happen or none
 * does. A record that a step cannot read is set aside, and stops nothing.
 */

import type { DBSchema, IDBPDatabase, IDBPTransaction, StoreNames } from "idb";
import type { NotebookDocument } from "../notebook/document.js";
import { type Card, cardOf, checkedRecord, type SavedNotebook, type Version } from "./record.js";

/** What could not be read, as it was found. */
export interface Damaged {
  readonly id: string;
  readonly found: unknown;
  readonly at: number;
}

export type VersionKey = [notebook: string, version: number];

export interface Schema extends DBSchema {
  notebooks: { key: string; value: SavedNotebook };
  /** One for each notebook, written in the same transaction. */
  cards: { key: string; value: Card };
  /** The history of each notebook, and the documents in it. */
  versions: { key: VersionKey; value: Version };
  documents: { key: VersionKey; value: NotebookDocument };
  settings: { key: string; value: unknown };
  damaged: { key: string; value: Damaged };
}

export type Database = IDBPDatabase<Schema>;
type Upgrade = IDBPTransaction<Schema, StoreNames<Schema>[], "versionchange">;
export type Step = (database: Database, transaction: Upgrade) => Promise<void>;

export const STEPS: readonly Step[] = [
  /** 1: a record for each notebook. */
  async (database) => {
    database.createObjectStore("notebooks", { keyPath: "id" });
    database.createObjectStore("settings");
    database.createObjectStore("damaged", { keyPath: "id" });
  },
  /** 2: cards beside the records, and histories. */
  async (database, transaction) => {
    const cards = database.createObjectStore("cards", { keyPath: "id" });
    database.createObjectStore("versions", { keyPath: ["notebook", "version"] });
    database.createObjectStore("documents");
    const notebooks = transaction.objectStore("notebooks");
    for (let cursor = await notebooks.openCursor(); cursor; cursor = await cursor.continue()) {
      const record = checkedRecord(cursor.value);
      if (record) await cards.put(cardOf(record));
      else {
        await transaction.objectStore("damaged").put({ id: cursor.key, found: cursor.value, at: 0 });
        await cursor.delete();
      }
    }
  },
];

/** Take the database from its form to the newest, or leave all as it was. */
export function upgrade(database: Database, from: number, transaction: Upgrade, steps = STEPS): void {
  transaction.done.catch(() => {}); // the opening of the database fails with it
  const walk = async () => {
    for (const step of steps.slice(from)) await step(database, transaction);
  };
  walk().catch(() => {
    try {
      transaction.abort();
    } catch {
      // it is over already: a step failed because the browser had ended it
    }
  });
}
