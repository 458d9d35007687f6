/** An app's grid while people look at it or change it. No DOM. */

import { computed, type Signal, signal } from "@preact/signals-core";
import type { CellId } from "../../../worker/src/wire/messages.js";
import type { AppLayout } from "../notebook/app-layout.js";
import { begun, freeSpot, placed, type Spot, spotOf, unplaced } from "../notebook/grid.js";
import { givesNothing } from "../notebook/state.js";
import type { NotebookStore } from "../notebook/store.js";
import type { Desk } from "./desk.js";

export class Board {
  readonly #store: NotebookStore;
  readonly #desk: Desk;
  /** How the grid would be if the pointer went up now. */
  readonly #preview: Signal<AppLayout | null> = signal(null);
  /** Cells can be moved. */
  readonly isArranging = signal(false);

  constructor(store: NotebookStore, desk: Desk) {
    this.#store = store;
    this.#desk = desk;
  }

  /** The grid of the app view; null where it is none. */
  readonly layout = computed((): AppLayout | null => {
    const { layout } = this.#store.layouts.now.value;
    if (!this.#desk.appView.value || layout?.type !== "grid") return null;
    return this.#preview.value ?? layout;
  });

  /** Cells that show something and are not on the grid. */
  readonly tray = computed((): readonly CellId[] => {
    const layout = this.layout.value;
    if (!layout) return [];
    return this.#shown().filter((id) => !spotOf(layout, id));
  });

  /** A grid that holds nothing yet gets all that is shown. */
  begin(): void {
    const { layout } = this.#store.layouts.now.peek();
    const ids = this.#store.order.peek();
    if (layout?.type !== "grid" || ids.some((id) => spotOf(layout, id))) return;
    this.#store.layouts.set(begun(layout, this.#shown()));
  }

  preview(id: CellId, spot: Spot): void {
    this.#preview.value = this.#with(id, spot);
  }

  /** Take what is previewed, or leave all as it was. */
  settle(isTaken: boolean): void {
    const preview = this.#preview.peek();
    if (!preview) return;
    if (isTaken) this.#store.layouts.set(preview);
    this.#preview.value = null;
  }

  place(id: CellId, spot: Spot): void {
    const next = this.#with(id, spot);
    if (next) this.#store.layouts.set(next);
  }

  /** From the tray to a free place. */
  takeOut(id: CellId): void {
    const { layout } = this.#store.layouts.now.peek();
    if (layout) this.place(id, freeSpot(layout, this.#store.order.peek()));
  }

  putAway(id: CellId): void {
    const { layout } = this.#store.layouts.now.peek();
    if (layout) this.#store.layouts.set(unplaced(layout, id));
  }

  #with(id: CellId, spot: Spot): AppLayout | null {
    const { layout } = this.#store.layouts.now.peek();
    return layout?.type === "grid" ? placed(layout, id, spot, this.#store.order.peek()) : null;
  }

  #shown(): CellId[] {
    return this.#store.order.value.filter((id) => {
      const view = this.#store.view(id);
      return view && !givesNothing(view.run.value, view.problems.value);
    });
  }
}
