/**
 * Whether the disk has room for opening the database. Chromium writes when it opens one, and where that finds no room it
 * may take the database for damaged and delete it, with all notebooks (measured: after a save that found a full disk, every
 * second opening with 40 KB to 2 MB left). So once there was no room, nothing is opened before there is some again.
 */

import type { Drawer } from "./rescue.js";

const KEY = "cloche-no-room";

/** Bytes that have to be free: more than a database's log and the tables that are made of it. */
const ENOUGH = 16_000_000;

export class Space {
  readonly #drawer: Drawer;
  readonly #probe: () => Promise<boolean>;
  #isShort = false;

  constructor(drawer: Drawer, probe = hasRoom) {
    this.#drawer = drawer;
    this.#probe = probe;
  }

  /** A write found no room. Other tabs, and the next page, are to know. */
  noteShort(): void {
    this.#isShort = true;
    try {
      this.#drawer().setItem(KEY, "1");
    } catch {
      // no room for that either: this tab knows
    }
  }

  /** False while there is no room for opening a database. */
  async isEnough(): Promise<boolean> {
    if (!this.#wasShort()) return true;
    if (!(await this.#probe())) return false;
    this.#isShort = false;
    try {
      this.#drawer().removeItem(KEY);
    } catch {
      // asked again the next time
    }
    return true;
  }

  #wasShort(): boolean {
    try {
      return this.#isShort || this.#drawer().getItem(KEY) !== null;
    } catch {
      return this.#isShort;
    }
  }
}

/** Write a file as large as that, away from the database. Where a page may have no files, it cannot be known: true. */
async function hasRoom(): Promise<boolean> {
  if (!navigator.storage?.getDirectory) return true;
  const name = `room-${crypto.randomUUID()}`;
  let files: FileSystemDirectoryHandle | null = null;
  try {
    files = await navigator.storage.getDirectory();
    const writing = await (await files.getFileHandle(name, { create: true })).createWritable();
    await writing.write(new Uint8Array(ENOUGH));
    await writing.close();
    return true;
  } catch (cause) {
    return cause instanceof DOMException && cause.name === "SecurityError"; // no files here at all
  } finally {
    await files?.removeEntry(name).catch(() => {});
  }
}
