/**
 * The last resort when the page goes away before the database has answered: the newest state in
 * `localStorage`, which is written at once. Taken back, and removed, when the notebook is opened.
 */

import { checkedRecord, type SavedNotebook } from "./record.js";

const KEY = "cloche-rescue-";

/** The part of `localStorage` that is needed. Reached through a function, as reading the name itself may throw. */
export type Drawer = () => Pick<Storage, "getItem" | "setItem" | "removeItem">;

/** Put this record aside; false when the browser refuses (no storage, or too large). */
export function leaveRescue(drawer: Drawer, record: SavedNotebook): boolean {
  try {
    drawer().setItem(KEY + record.id, JSON.stringify(record));
    return true;
  } catch {
    return false;
  }
}

/** What was put aside for this notebook, if it is newer than what the database has. It is not there any more after. */
export function takeRescue(drawer: Drawer, id: string, saved: SavedNotebook | null): SavedNotebook | null {
  try {
    const text = drawer().getItem(KEY + id);
    if (text === null) return null;
    drawer().removeItem(KEY + id);
    const rescued = checkedRecord(JSON.parse(text));
    return rescued && rescued.savedAt >= (saved?.savedAt ?? 0) ? rescued : null;
  } catch {
    return null; // no storage, or not what we left: the database has the last word
  }
}
