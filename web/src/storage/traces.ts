/**
 * A mark outside the database that says it held notebooks. Browsers that delete a site's databases to make room may leave
 * `localStorage` alone: then an empty database with this mark was emptied by the browser, and the page can say so.
 */

import type { Drawer } from "./rescue.js";

const KEY = "cloche-kept";

export function leaveTrace(drawer: Drawer): void {
  try {
    if (drawer().getItem(KEY) === null) drawer().setItem(KEY, "1");
  } catch {
    // no storage: nothing will be missed
  }
}

export function hasTrace(drawer: Drawer): boolean {
  try {
    return drawer().getItem(KEY) !== null;
  } catch {
    return false;
  }
}

/** The person knows. */
export function removeTrace(drawer: Drawer): void {
  try {
    drawer().removeItem(KEY);
  } catch {
    // no storage
  }
}
