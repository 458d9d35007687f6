/**
 * Keeps the open notebook saved: at once after every change, one save at a time, and the
 * newest state always last. It never waits for Python.
 */

import { batch, type ReadonlySignal, signal } from "@preact/signals-core";
import { faultFrom, type StorageFault } from "./faults.js";
import { newNotebookId, type SavedNotebook, type VersionReason } from "./record.js";
import type { Shelf } from "./shelf.js";

/**
 * `clean`: nothing to save yet (an example, a link nobody edited). `failed`: the browser refused;
 * the work is only in this tab. `memory`: saved, but only as long as the tab lives.
 */
export type SaveState = "clean" | "saving" | "saved" | "failed" | "memory";

export type SavedContent = Omit<SavedNotebook, "id" | "version" | "savedAt" | "writer">;

interface Wanted {
  readonly content: SavedContent;
  /** The state is worth a place in the history, for this reason; null for a save like any other. */
  readonly asked: VersionReason | null;
}

export class Saver {
  readonly #shelf: Shelf;
  readonly #state = signal<SaveState>("clean");
  readonly #fault = signal<StorageFault | null>(null);
  readonly #onCopy: (id: string) => void;
  readonly #writer = newNotebookId();
  #id: string;
  #version: number;
  #isFirst = true;
  #pending: Wanted | null = null;
  /** What is not known to be in a database that outlives the tab. */
  #unsaved: SavedContent | null = null;
  #loop: Promise<void> | null = null;

  /** `onCopy` is told the new id when another tab had saved this notebook meanwhile and ours became a copy. */
  constructor(shelf: Shelf, id: string, version: number, onCopy: (id: string) => void) {
    this.#shelf = shelf;
    this.#id = id;
    this.#version = version;
    this.#onCopy = onCopy;
    if (version > 0) this.#state.value = shelf.isLasting ? "saved" : "memory";
  }

  get id(): string {
    return this.#id;
  }
  /** The version of the newest acknowledged save. */
  get version(): number {
    return this.#version;
  }
  get state(): ReadonlySignal<SaveState> {
    return this.#state;
  }
  /** Why the newest save failed; null while saving works. */
  get fault(): ReadonlySignal<StorageFault | null> {
    return this.#fault;
  }

  /** Save this content; settles when it, or something newer, is in the database or was refused. */
  save(content: SavedContent, isAsked: boolean | VersionReason = false): Promise<void> {
    const asked = isAsked === true ? "asked" : isAsked || null;
    this.#pending = { content, asked: asked ?? this.#pending?.asked ?? null };
    this.#unsaved = content;
    this.#state.value = "saving";
    this.#loop ??= this.#drain().finally(() => {
      this.#loop = null;
    });
    return this.#loop;
  }

  /** Settles when nothing is on its way to the database. */
  async idle(): Promise<void> {
    await this.#loop;
  }

  /** The record that would be lost if the page ended now, or null. */
  get atRisk(): SavedNotebook | null {
    return this.#unsaved && this.#recordOf(this.#unsaved);
  }

  #recordOf(content: SavedContent): SavedNotebook {
    return { ...content, id: this.#id, version: this.#version + 1, savedAt: Date.now(), writer: this.#writer };
  }

  async #drain(): Promise<void> {
    while (this.#pending) {
      const wanted: Wanted = this.#pending;
      this.#pending = null;
      try {
        await this.#put(wanted);
        if (this.#unsaved === wanted.content && this.#shelf.isLasting) this.#unsaved = null;
        const settled = this.#shelf.isLasting ? "saved" : "memory";
        batch(() => {
          this.#fault.value = null;
          this.#state.value = this.#pending ? "saving" : settled;
        });
      } catch (cause) {
        batch(() => {
          this.#fault.value = faultFrom(cause);
          this.#state.value = "failed"; // the page shows why and offers a download
        });
      }
    }
  }

  async #put({ content, asked }: Wanted): Promise<void> {
    const isAsked = asked !== null;
    const wish = { isAsked, isFirst: this.#isFirst && this.#version > 0, ...(asked ? { why: asked } : {}) };
    if ((await this.#shelf.save(this.#recordOf(content), this.#version, wish)) === "conflict") {
      this.#id = newNotebookId();
      this.#version = 0;
      this.#onCopy(this.#id);
      await this.#shelf.save(this.#recordOf(content), 0, { ...wish, isFirst: false });
    }
    this.#version += 1;
    this.#isFirst = false;
  }
}
