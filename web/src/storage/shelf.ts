/** Where this browser keeps notebooks, as the rest of the page knows it. `open-shelf.ts` finds the one there is. */

import type { ReadonlySignal } from "@preact/signals-core";
import type { NotebookDocument } from "../notebook/document.js";
import type { StorageFault } from "./faults.js";
import type { Card, SavedNotebook, Version, VersionReason } from "./record.js";
import type { Damaged } from "./schema.js";

/** What a save came to. `conflict`: another tab saved a newer version of the same notebook. */
export type SaveResult = "saved" | "conflict";

export interface SaveWish {
  /** By hand: this state goes into the history, and is on the disk when the save settles. */
  readonly isAsked: boolean;
  /** Why it goes there, where that is not that a person pressed Save. */
  readonly why?: VersionReason;
  /** The first save since the notebook was opened: what it was before goes into the history. */
  readonly isFirst: boolean;
}

/** Each method that writes is one transaction: it happens as a whole, or rejects with a `StorageFault` and nothing did. */
export interface Shelf {
  /** False when everything here is gone with the tab. */
  readonly isLasting: boolean;
  /** What stands in the way of keeping things, for as long as the page lives; null for nothing. */
  readonly trouble: ReadonlySignal<StorageFault | null>;
  /** The browser deleted what was here. */
  readonly wasEmptied: boolean;

  save(record: SavedNotebook, basedOn: number, wish?: SaveWish): Promise<SaveResult>;
  load(id: string): Promise<SavedNotebook | "damaged" | null>;
  /** The notebooks that are there, the one saved last first. */
  list(): Promise<Card[]>;
  /** What `list` and `bin` give, by their cards alone: quick however many there are. `mend` says whether that was all. */
  glance(): Promise<Lists>;
  /** Make cards that are missing or damaged anew, and set aside what cannot be read. True if there was something to do. */
  mend(): Promise<boolean>;
  /** Nothing is kept here: no notebook, none in the bin, nothing set aside. */
  isEmpty(): Promise<boolean>;
  /** Those whose code or title has every one of these words. */
  find(words: readonly string[]): Promise<ReadonlySet<string>>;

  /** Put a notebook into the bin: it is listed there, and whole. */
  discard(id: string): Promise<void>;
  bin(): Promise<Card[]>;
  restore(id: string): Promise<void>;
  /** Delete a notebook with its history, for good. */
  remove(id: string): Promise<void>;

  /** A notebook's history, the newest first. */
  history(id: string): Promise<Version[]>;
  documentAt(id: string, version: number): Promise<NotebookDocument | null>;

  /** What was set aside because it could not be read. */
  damaged(): Promise<Damaged[]>;
  removeDamaged(id: string): Promise<void>;
  close(): void;
}

export interface Lists {
  readonly cards: readonly Card[];
  readonly bin: readonly Card[];
}

export const PLAIN_SAVE: SaveWish = { isAsked: false, isFirst: false };

/** Newest first by what was saved last; of equal times, by the name they have. */
export function inOrder(cards: readonly Card[]): Card[] {
  return [...cards].sort((a, b) => b.savedAt - a.savedAt || (a.id < b.id ? -1 : 1));
}

export function hasWords(title: string, document: NotebookDocument, words: readonly string[]): boolean {
  const text = `${title}\n${document.cells.map(({ name, code }) => `${name}\n${code}`).join("\n")}`.toLowerCase();
  return words.every((word) => text.includes(word));
}
