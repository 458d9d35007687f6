/** The app view's layout of the open notebook: what the file says or what was chosen since, and the way back. */

import { batch, computed, type ReadonlySignal, signal } from "@preact/signals-core";
import { type AppLayout, type LayoutType, layoutOf, layoutPath, NEW_LAYOUTS } from "./app-layout.js";
import { type NotebookDocument, setLayout } from "./document.js";

const UNDO_LIMIT = 100;

export class Layouts {
  readonly #document: ReadonlySignal<NotebookDocument>;
  readonly #change: (document: NotebookDocument) => void;
  readonly #beside = signal<string | null | undefined>(undefined);
  readonly #earlier = signal<readonly (AppLayout | null)[]>([]);
  /** Or why there is none. */
  readonly now = computed(() => layoutOf(this.#document.value, this.#beside.value));
  /** The file beside the notebook that holds the layout; null where none does. */
  readonly path = computed(() => layoutPath(this.#document.value));

  /** `change` makes a document the open one. */
  constructor(document: ReadonlySignal<NotebookDocument>, change: (document: NotebookDocument) => void) {
    this.#document = document;
    this.#change = change;
  }

  /** What the file at `path` says: null where there is none, undefined while nobody knows. */
  get beside(): string | null | undefined {
    return this.#beside.value;
  }
  set beside(text: string | null | undefined) {
    this.#beside.value = text;
  }

  /** Whether `undo` would do something. */
  get canUndo(): boolean {
    return this.#earlier.value.length > 0;
  }

  /** A layout of this type, as it was when the notebook last had it. */
  choose(type: LayoutType): void {
    if (type === (this.now.peek().layout?.type ?? "vertical")) return;
    const earlier = this.#earlier.peek().findLast((layout) => layout?.type === type);
    this.set(type === "vertical" ? null : (earlier ?? NEW_LAYOUTS[type]));
  }

  set(layout: AppLayout | null): void {
    batch(() => {
      this.#earlier.value = [...this.#earlier.peek().slice(1 - UNDO_LIMIT), this.now.peek().layout];
      this.#change(setLayout(this.#document.peek(), layout));
    });
  }

  /** Back to the layout before the last change of it. */
  undo(): void {
    const earlier = this.#earlier.peek();
    if (earlier.length === 0) return;
    batch(() => {
      this.#earlier.value = earlier.slice(0, -1);
      this.#change(setLayout(this.#document.peek(), earlier.at(-1) ?? null));
    });
  }

  /** Another notebook. */
  forget(): void {
    this.#beside.value = undefined;
    this.#earlier.value = [];
  }
}
