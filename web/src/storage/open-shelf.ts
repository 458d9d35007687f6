/** Finds the shelf that this browser has, or the best there is in its place. Never fails. */

import { openDB } from "idb";
import { type Connect, DatabaseShelf } from "./database-shelf.js";
import { StorageFault } from "./faults.js";
import { MemoryShelf, ReadingShelf } from "./memory-shelf.js";
import type { Drawer } from "./rescue.js";
import { type Database, type Schema, STEPS, type Step, upgrade } from "./schema.js";
import type { Shelf } from "./shelf.js";
import { Space } from "./space.js";
import { hasTrace } from "./traces.js";

/** Milliseconds for a database to open, and for an older tab to let go of it. Bringing it into a new form may take longer. */
const PATIENCE = 5000;
const PATIENCE_WITH_OTHERS = 1500;

export interface ShelfOptions {
  readonly name?: string;
  readonly steps?: readonly Step[];
  readonly drawer?: Drawer;
  readonly space?: Space;
}

export async function openShelf(options: ShelfOptions = {}): Promise<Shelf> {
  const { name = "cloche", steps = STEPS, drawer = () => localStorage } = options;
  const space = options.space ?? new Space(drawer);
  let isNew = false;
  const onUpgrade = (from: number): void => {
    isNew ||= from === 0;
  };
  const shelf = new DatabaseShelf(
    (ends) => connected(name, steps, onUpgrade, ends),
    space,
    () => isNew && hasTrace(drawer),
  );
  if (!(await space.isEnough())) return new MemoryShelf(new StorageFault("unreachable"));
  try {
    await shelf.open();
    return shelf;
  } catch (cause) {
    return substitute(name, cause, () => hasTrace(drawer));
  }
}

/** What stands in for a database that does not open. */
async function substitute(name: string, cause: unknown, wasUsed: () => boolean): Promise<Shelf> {
  const why = cause instanceof Error || cause instanceof DOMException ? cause.name : "";
  if (cause instanceof StorageFault) return new MemoryShelf(cause);
  if (why === "VersionError") return new MemoryShelf(new StorageFault("newer", cause));
  try {
    const found = await within(PATIENCE, recordsAsTheyAre(name));
    if (found) return new ReadingShelf(found, new StorageFault("not-migrated", cause));
  } catch {
    // not even that
  }
  // Refused on purpose (a private window, a setting), or does what is there not open, as on a disk without room?
  const isRefused = why === "SecurityError" || !wasUsed();
  return new MemoryShelf(new StorageFault(isRefused ? "unavailable" : "unreachable", cause));
}

/** The notebooks in a database of whatever form; null where there is none. */
async function recordsAsTheyAre(name: string): Promise<unknown[] | null> {
  let isNew = false;
  const database = await openDB<Schema>(name, undefined, {
    upgrade: (_database, _from, _to, transaction) => {
      isNew = true;
      transaction.done.catch(() => {});
      transaction.abort(); // there was none, and none is made
    },
  }).catch((cause) => {
    if (isNew) return null;
    throw cause;
  });
  if (!database) return null;
  try {
    if (!database.objectStoreNames.contains("notebooks")) return [];
    const transaction = database.transaction("notebooks");
    transaction.done.catch(() => {}); // its request tells
    return await transaction.store.getAll();
  } finally {
    database.close();
  }
}

function connected(
  name: string,
  steps: readonly Step[],
  onUpgrade: (from: number) => void,
  ends: Parameters<Connect>[0],
): Promise<Database> {
  return new Promise((resolve, reject) => {
    let isOver = false;
    const giveUp = (fault: StorageFault) => () => {
      isOver = true;
      reject(fault);
    };
    let timer = setTimeout(giveUp(new StorageFault("unavailable")), PATIENCE);
    const opening = openDB<Schema>(name, steps.length, {
      upgrade: (database, from, _to, transaction) => {
        clearTimeout(timer); // it takes what it takes
        onUpgrade(from);
        upgrade(database, from, transaction as Parameters<typeof upgrade>[2], steps);
      },
      blocked: () => {
        clearTimeout(timer);
        timer = setTimeout(giveUp(new StorageFault("blocked")), PATIENCE_WITH_OTHERS);
      },
      blocking: () => ends.onUnwanted(),
      terminated: () => ends.onClosed(),
    });
    opening
      .finally(() => clearTimeout(timer))
      .then((database) => {
        if (isOver)
          database.close(); // too late: the page goes on without
        else resolve(database);
      }, reject);
  });
}

function within<T>(milliseconds: number, promise: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("The browser's database did not open.")), milliseconds);
    promise.finally(() => clearTimeout(timer)).then(resolve, reject);
  });
}
