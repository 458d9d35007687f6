/** Which cells stand together on the page now: in one column, in several, on slides, on the grid. A value; `cells.ts` carries it out. */

import type { CellId } from "../../../worker/src/wire/messages.js";
import type { AppLayout } from "../notebook/app-layout.js";
import { readingOrder } from "../notebook/grid.js";
import type { Workbench } from "./workbench.js";

/** Cells in a box of their own. */
export interface Group {
  /** The same for what is the same box a moment later. */
  readonly key: string;
  /** The class of the box. */
  readonly kind: "slide" | "app-grid" | "tray" | "offstage";
  readonly ids: readonly CellId[];
}

export type Arrangement =
  | { readonly kind: "column" | "columns"; readonly columns: readonly (readonly CellId[])[] }
  | { readonly kind: "groups"; readonly groups: readonly Group[] };

/** Reads signals: it is looked at anew when one of them changes. */
export function arrangementNow({ store, deck, board }: Workbench): Arrangement {
  const grid = board.layout.value;
  if (grid) return { kind: "groups", groups: onGrid(grid, store.order.value, board.tray.value) };
  if (deck.isOn.value) return { kind: "groups", groups: onSlides(store.order.value, deck.slides.value) };
  const order = store.order.value;
  if (!store.hasColumns.value) return { kind: "column", columns: [order] };
  return { kind: "columns", columns: store.columns.value };
}

function onGrid(layout: AppLayout, order: readonly CellId[], tray: readonly CellId[]): Group[] {
  const placed = readingOrder(layout, order);
  const elsewhere = new Set([...placed, ...tray]);
  return [
    { key: "grid", kind: "app-grid", ids: placed },
    { key: "tray", kind: "tray", ids: tray },
    { key: "offstage", kind: "offstage", ids: order.filter((id) => !elsewhere.has(id)) },
  ];
}

function onSlides(order: readonly CellId[], slides: Workbench["deck"]["slides"]["value"]): Group[] {
  const groups: Group[] = slides.map(({ id, steps }) => ({ key: id, kind: "slide", ids: steps.flat() }));
  const placed = new Set(groups.flatMap(({ ids }) => ids));
  return [...groups, { key: "offstage", kind: "offstage", ids: order.filter((id) => !placed.has(id)) }];
}
