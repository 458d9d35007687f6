/**
 * Keeps the open notebook saved: at once after every change, one save at a time, and the
 * newest state always last. It never waits for Python.
 */

import { type ReadonlySignal, signal } from "@preact/signals-core";
import type { SavedNotebook } from "./record.js";
import type { Shelf } from "./shelf.js";

/**
 * `clean`: nothing to save yet (an example, a link nobody edited). `failed`: the browser refused;
 * the work is only in this tab. `memory`: saved, but only as long as the tab lives.
 */
export type SaveState = "clean" | "saving" | "saved" | "failed" | "memory";

export type SavedContent = Omit<SavedNotebook, "id" | "version" | "savedAt">;

export class Saver {
  readonly #shelf: Shelf;
  readonly #state = signal<SaveState>("clean");
  readonly #onCopy: (id: string) => void;
  #id: string;
  #version: number;
  #pending: SavedContent | null = null;
  /** What is not known to be in the database. */
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
  get state(): ReadonlySignal<SaveState> {
    return this.#state;
  }

  /** Save this content; settles when it, or something newer, is in the database or was refused. */
  save(content: SavedContent): Promise<void> {
    this.#pending = content;
    this.#unsaved = content;
    this.#state.value = "saving";
    this.#loop ??= this.#drain().finally(() => {
      this.#loop = null;
    });
    return this.#loop;
  }

  /** The record that would be lost if the page ended now, or null. */
  get atRisk(): SavedNotebook | null {
    return this.#unsaved && this.#recordOf(this.#unsaved);
  }

  #recordOf(content: SavedContent): SavedNotebook {
    return { ...content, id: this.#id, version: this.#version + 1, savedAt: Date.now() };
  }

  async #drain(): Promise<void> {
    while (this.#pending) {
      const content = this.#pending;
      this.#pending = null;
      try {
        await this.#put(content);
        if (this.#unsaved === content) this.#unsaved = null;
        this.#state.value = this.#pending ? "saving" : this.#shelf.isLasting ? "saved" : "memory";
      } catch {
        this.#state.value = "failed"; // quota, a closed database: the page shows it and offers a download
      }
    }
  }

  async #put(content: SavedContent): Promise<void> {
    const record = this.#recordOf(content);
    if ((await this.#shelf.save(record, this.#version)) === "conflict") {
      this.#id = newNotebookId();
      this.#version = 0;
      await this.#shelf.save({ ...record, id: this.#id, version: 1, title: `${content.title} (copy)` }, 0);
      this.#onCopy(this.#id);
    }
    this.#version += 1;
  }
}

/** Short, unguessable enough to never meet another one in this browser. */
export function newNotebookId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(6));
  return [...bytes].map((byte) => byte.toString(36).padStart(2, "0")).join("");
}
