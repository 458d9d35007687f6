/**
 * Sessions that can go on where they ended: Python's memory and what the cells showed, by notebook. A database of its
 * own, as they are large and may go at any time; a notebook without one just runs again.
 */

import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import type { CellId, Problem } from "../../../worker/src/wire/messages.js";
import type { CellRun } from "../notebook/state.js";

export interface KeptSession {
  /** All that decides what the notebook would show if it ran: the session is good for exactly this. */
  readonly likeness: string;
  readonly runs: readonly (readonly [CellId, CellRun])[];
  readonly problems: readonly Problem[];
  readonly image: Blob;
}

interface Stored extends KeptSession {
  readonly id: string;
}

interface Schema extends DBSchema {
  sessions: { key: string; value: Stored };
}

/** How many notebooks' sessions are kept, the newest. */
const MANY = 4;

/** A session may take so much of the space that the browser has left for the site. */
const SHARE = 0.1;

/** Notebooks that have one, the newest first: read by the page's first script, before any database is open (`wheels/assemble.mjs`). */
const LIST = "cloche-sessions";

/** The notebook that had one which was taken away: to be told, once, when it is opened again. */
const GONE = "cloche-session-gone";

export class Sessions {
  #database: Promise<IDBPDatabase<Schema>> | null = null;

  /** The notebook's session, however old; null where there is none or it cannot be read; "gone" where one was. */
  async find(id: string): Promise<KeptSession | "gone" | null> {
    if (!listed().includes(id)) return wasTaken(id) ? "gone" : null;
    const found = await (await this.#open()).get("sessions", id);
    return found?.image instanceof Blob && Array.isArray(found.runs) ? found : null;
  }

  /** False where the browser has no room for it. */
  async keep(id: string, session: KeptSession): Promise<boolean> {
    const { quota = 0, usage = 0 } = (await navigator.storage?.estimate?.()) ?? {};
    if (session.image.size > SHARE * (quota - usage)) return false;
    const database = await this.#open();
    await database.put("sessions", { ...session, id });
    const kept = [id, ...listed().filter((other) => other !== id)].slice(0, MANY);
    // By their keys: the sessions themselves are many megabytes.
    for (const old of await database.getAllKeys("sessions"))
      if (!kept.includes(old)) await database.delete("sessions", old);
    list(kept);
    return true;
  }

  async remove(id: string): Promise<void> {
    if (!listed().includes(id)) return;
    list(listed().filter((other) => other !== id));
    localStorage.setItem(GONE, id);
    await (await this.#open()).delete("sessions", id);
  }

  #open(): Promise<IDBPDatabase<Schema>> {
    this.#database ??= openDB<Schema>("cloche-sessions", 1, {
      upgrade: (database) => void database.createObjectStore("sessions", { keyPath: "id" }),
    });
    return this.#database;
  }
}

function listed(): readonly string[] {
  try {
    return localStorage.getItem(LIST)?.split(" ").filter(Boolean) ?? [];
  } catch {
    return []; // storage is refused here: nothing was kept
  }
}

function wasTaken(id: string): boolean {
  try {
    if (localStorage.getItem(GONE) !== id) return false;
    localStorage.removeItem(GONE);
    return true;
  } catch {
    return false;
  }
}

function list(ids: readonly string[]): void {
  localStorage.setItem(LIST, ids.join(" "));
}
