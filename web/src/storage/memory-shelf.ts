/**
 * A shelf that is gone with the tab, for browsers that keep nothing; and one that only reads, for
 * notebooks of an earlier form that could not be brought into today's.
 */

import { signal } from "@preact/signals-core";
import type { NotebookDocument } from "../notebook/document.js";
import type { StorageFault } from "./faults.js";
import { type Card, cardOf, checkedRecord, type SavedNotebook, type Version } from "./record.js";
import type { Damaged } from "./schema.js";
import { hasWords, inOrder, type Lists, type SaveResult, type Shelf } from "./shelf.js";

/** Keeps records until the tab ends. There are no histories here. */
export class MemoryShelf implements Shelf {
  readonly isLasting: boolean = false;
  readonly wasEmptied = false;
  readonly trouble;
  readonly #records = new Map<string, SavedNotebook>();
  readonly #discarded = new Set<string>();

  constructor(trouble: StorageFault) {
    this.trouble = signal(trouble);
  }

  async save(record: SavedNotebook): Promise<SaveResult> {
    this.#records.set(record.id, record);
    this.#discarded.delete(record.id);
    return "saved";
  }
  async load(id: string): Promise<SavedNotebook | null> {
    return this.#records.get(id) ?? null;
  }
  async list(): Promise<Card[]> {
    return this.#cards().filter((card) => !card.isDeleted);
  }
  async bin(): Promise<Card[]> {
    return this.#cards().filter((card) => card.isDeleted);
  }
  async glance(): Promise<Lists> {
    return { cards: await this.list(), bin: await this.bin() };
  }
  async mend(): Promise<boolean> {
    return false;
  }
  async isEmpty(): Promise<boolean> {
    return this.#records.size === 0;
  }
  async find(words: readonly string[]): Promise<ReadonlySet<string>> {
    return found(this.#records.values(), words);
  }
  async discard(id: string): Promise<void> {
    this.#discarded.add(id);
  }
  async restore(id: string): Promise<void> {
    this.#discarded.delete(id);
  }
  async remove(id: string): Promise<void> {
    this.#records.delete(id);
    this.#discarded.delete(id);
  }
  async history(): Promise<Version[]> {
    return [];
  }
  async documentAt(): Promise<NotebookDocument | null> {
    return null;
  }
  async damaged(): Promise<Damaged[]> {
    return [];
  }
  async removeDamaged(): Promise<void> {}
  close(): void {}

  #cards(): Card[] {
    const cards = [...this.#records.values()].map((record) => ({
      ...cardOf(record),
      isDeleted: this.#discarded.has(record.id),
    }));
    return inOrder(cards);
  }
}

/** Reads what an earlier form of the database has, and refuses to write. */
export class ReadingShelf implements Shelf {
  readonly isLasting = true;
  readonly wasEmptied = false;
  readonly trouble;
  readonly #fault: StorageFault;
  readonly #found: readonly unknown[];
  readonly discard = this.#refuse;
  readonly restore = this.#refuse;
  readonly remove = this.#refuse;
  readonly removeDamaged = this.#refuse;
  readonly save = this.#refuse;

  /** `found`: the records as they lie in the database. */
  constructor(found: readonly unknown[], fault: StorageFault) {
    this.#found = found;
    this.#fault = fault;
    this.trouble = signal(fault);
  }

  async load(id: string): Promise<SavedNotebook | null> {
    return this.#records().find((record) => record.id === id) ?? null;
  }
  async list(): Promise<Card[]> {
    return inOrder(this.#records().map(cardOf));
  }
  async glance(): Promise<Lists> {
    return { cards: await this.list(), bin: [] };
  }
  async mend(): Promise<boolean> {
    return false;
  }
  async isEmpty(): Promise<boolean> {
    return this.#found.length === 0;
  }
  async find(words: readonly string[]): Promise<ReadonlySet<string>> {
    return found(this.#records(), words);
  }
  async bin(): Promise<Card[]> {
    return [];
  }
  async history(): Promise<Version[]> {
    return [];
  }
  async documentAt(): Promise<NotebookDocument | null> {
    return null;
  }
  async damaged(): Promise<Damaged[]> {
    const damaged = this.#found.filter((found) => !checkedRecord(found));
    return damaged.map((found, at) => ({ id: `record ${at + 1}`, found, at: 0 }));
  }
  close(): void {}

  #records(): SavedNotebook[] {
    return this.#found.flatMap((found) => checkedRecord(found) ?? []);
  }

  async #refuse(): Promise<never> {
    throw this.#fault;
  }
}

function found(records: Iterable<SavedNotebook>, words: readonly string[]): ReadonlySet<string> {
  const ids = new Set<string>();
  for (const { id, title, document } of records) if (hasWords(title, document, words)) ids.add(id);
  return ids;
}
