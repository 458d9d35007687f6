/**
 * What a person can do with notebooks that are not open: rename, copy, delete, export, import. Draws nothing.
 * A notebook that another tab has open is left alone: everything that would change it raises `StorageFault`.
 */

import { setTitle, titleOf } from "../notebook/document.js";
import { readNotebook } from "../notebook/read.js";
import { browserHolds } from "../storage/browser-holds.js";
import { StorageFault } from "../storage/faults.js";
import { type KeptFile, readFolder, removeFolder, writeFolder } from "../storage/folders.js";
import { Hold, type HoldWorld } from "../storage/hold.js";
import { type Card, copyOf, entitled, newNotebookId, type SavedNotebook } from "../storage/record.js";
import { Sessions } from "../storage/sessions.js";
import type { Shelf } from "../storage/shelf.js";
import { packNotebooks, unpackNotebooks } from "./archive.js";

export interface Imported {
  readonly notebooks: number;
  /** Those that the person may agree to run: none is agreed to yet. */
  readonly ids: readonly string[];
  readonly ignored: readonly string[];
}

export class Library {
  readonly #shelf: Shelf;
  readonly #holds: HoldWorld;

  constructor(shelf: Shelf, holds: HoldWorld = browserHolds()) {
    this.#shelf = shelf;
    this.#holds = holds;
  }

  async rename(id: string, title: string): Promise<void> {
    await this.#holding(id, async () => {
      const record = await this.#record(id);
      const next = { ...entitled(record, title), version: record.version + 1, savedAt: Date.now(), writer: "library" };
      if ((await this.#shelf.save(next, record.version)) === "conflict") throw new StorageFault("elsewhere");
    });
  }

  /** A copy with its own files; its id. */
  async duplicate(id: string): Promise<string> {
    const record = copyOf({ ...(await this.#record(id)), savedAt: Date.now(), elements: {} });
    await this.#put(record, await readFolder(id));
    return record.id;
  }

  discard(id: string): Promise<void> {
    return this.#holding(id, () => this.#shelf.discard(id));
  }

  restore(id: string): Promise<void> {
    return this.#shelf.restore(id);
  }

  /** Delete for good, files included. */
  async remove(ids: readonly string[]): Promise<void> {
    for (const id of ids) {
      await this.#shelf.remove(id);
      await removeFolder(id);
      await new Sessions().remove(id).catch(() => {}); // one that stays is found by nobody
    }
  }

  /** Notebooks with their files as a zip archive. */
  async pack(cards: readonly Card[]): Promise<Uint8Array<ArrayBuffer>> {
    const packed = [];
    for (const { id } of cards) {
      const record = await this.#shelf.load(id);
      if (!record || record === "damaged") continue; // it was set aside, and the page lists it there
      const { title, document, view } = record;
      packed.push({ title, document, files: await readFolder(id), isTrusted: view.isTrusted });
    }
    return packNotebooks(packed);
  }

  /**
   * Put the notebooks of an archive on the shelf. Whoever made it, each asks before it first runs, unless the person says
   * that they are theirs (`agree`). Raises `ArchiveError` for what is refused, and then takes nothing.
   */
  async unpack(archive: Uint8Array<ArrayBuffer>): Promise<Imported> {
    const { notebooks, ignored } = unpackNotebooks(archive);
    const titles = new Set((await this.#shelf.list()).map(({ title }) => title));
    const ids: string[] = [];
    for (const { document, files, isTrusted } of notebooks) {
      const title = titleOf(document);
      const own = newRecord(titles.has(title) ? setTitle(document, `${title} (imported)`) : document, false);
      await this.#put(own, files);
      if (isTrusted) ids.push(own.id);
    }
    return { notebooks: notebooks.length, ids, ignored };
  }

  /** The person says that these notebooks are theirs: they run like those that were made here. */
  async agree(ids: readonly string[]): Promise<void> {
    for (const id of ids) {
      await this.#holding(id, async () => {
        const record = await this.#record(id);
        const view = { ...record.view, isTrusted: true };
        const next = { ...record, view, version: record.version + 1, savedAt: Date.now(), writer: "library" };
        if ((await this.#shelf.save(next, record.version)) === "conflict") throw new StorageFault("elsewhere");
      });
    }
  }

  /** The words' notebooks among these: by what their cards show at once, by their code when it has been read. */
  find(words: readonly string[]): Promise<ReadonlySet<string>> {
    return this.#shelf.find(words);
  }

  /** A notebook that the person chose as theirs, on the shelf with files beside it; its id. */
  async add(text: string, filename: string, files: readonly KeptFile[] = []): Promise<string> {
    const record = newRecord(readNotebook(text, filename), true);
    await this.#put(record, files);
    return record.id;
  }

  async #put(record: SavedNotebook, files: readonly KeptFile[]): Promise<void> {
    await writeFolder(record.id, files);
    await this.#shelf.save(record, 0);
  }

  async #record(id: string): Promise<SavedNotebook> {
    const record = await this.#shelf.load(id);
    if (!record || record === "damaged") throw new StorageFault("unknown");
    return record;
  }

  async #holding<Result>(id: string, work: () => Promise<Result>): Promise<Result> {
    const hold = new Hold(id, { onAsked: async () => {}, onLost: () => {}, onFree: () => {} }, this.#holds);
    try {
      if ((await hold.take()) === "elsewhere") throw new StorageFault("elsewhere");
      return await work();
    } finally {
      hold.release();
    }
  }
}

function newRecord(document: SavedNotebook["document"], isTrusted: boolean): SavedNotebook {
  return {
    id: newNotebookId(),
    version: 1,
    title: titleOf(document),
    savedAt: Date.now(),
    writer: "library",
    document,
    elements: {},
    view: { appView: false, isTrusted },
  };
}
