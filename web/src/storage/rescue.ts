/**
 * The last resort when the page goes away before the database has answered: the newest state in
 * `localStorage`, which is written at once. The next page that opens takes it into the database.
 */

import { checkedRecord, copyOf, type SavedNotebook } from "./record.js";
import type { Shelf } from "./shelf.js";

const KEY = "cloche-rescue-";

/** The part of `localStorage` that is needed. Reached through a function, as reading the name itself may throw. */
export type Drawer = () => Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">;

/** Put this record aside; false when the browser refuses (no storage, or too large). */
export function leaveRescue(drawer: Drawer, record: SavedNotebook): boolean {
  try {
    drawer().setItem(KEY + record.id, JSON.stringify(record));
    return true;
  } catch {
    return false;
  }
}

/**
 * Save what earlier pages put aside: over the state that it follows, or as a copy if another tab saved meanwhile.
 * A rescue goes only when its text is in the database; what the database refuses stays for the next time.
 */
export async function takeInRescues(drawer: Drawer, shelf: Shelf): Promise<void> {
  if (!shelf.isLasting) return; // it waits for a page that can keep it
  for (const key of rescues(drawer)) {
    try {
      const rescued = parsed(drawer().getItem(key));
      if (rescued) await takeIn(shelf, rescued);
      drawer().removeItem(key);
    } catch {
      // refused: it stays where it is
    }
  }
}

async function takeIn(shelf: Shelf, rescued: SavedNotebook): Promise<void> {
  const present = await shelf.load(rescued.id);
  if (present === null || present === "damaged") return save(shelf, { ...rescued, version: 1 }, 0);
  const isNext = present.version === rescued.version - 1;
  // Of one writer the rescue is the newest word: a save that was under way may have come through.
  const isOurs = present.writer === rescued.writer && rescued.writer !== "" && present.version <= rescued.version;
  if (isNext || isOurs) return save(shelf, { ...rescued, version: present.version + 1 }, present.version);
  if (present.writer !== rescued.writer) return save(shelf, copyOf(rescued), 0);
}

async function save(shelf: Shelf, record: SavedNotebook, basedOn: number): Promise<void> {
  const result = await shelf.save(record, basedOn, { isAsked: false, isFirst: basedOn > 0 });
  if (result === "conflict") throw new Error("saved by another tab in this moment");
}

function parsed(text: string | null): SavedNotebook | null {
  try {
    return text === null ? null : checkedRecord(JSON.parse(text));
  } catch {
    return null; // not what we left
  }
}

function rescues(drawer: Drawer): string[] {
  try {
    const storage = drawer();
    const keys = Array.from({ length: storage.length }, (_, at) => storage.key(at));
    return keys.filter((key) => key?.startsWith(KEY)) as string[];
  } catch {
    return []; // no storage: nothing was left
  }
}
