/** A talk on the page: what of the cells that stand on its slides is shown now. */

import { deckSettings, slideWish } from "../notebook/slides.js";
import type { ClocheCell } from "./cell.js";
import type { Workbench } from "./workbench.js";

/** Mark the boxes of the slides in `cells`, and the cells in them. Reads signals: call it again when one changes. */
export function stage(cells: HTMLElement, { store, deck }: Workbench): void {
  const { layout } = store.layouts.now.value;
  const wasOn = cells.hasAttribute("data-deck");
  cells.toggleAttribute("data-deck", deck.isOn.value);
  cells.toggleAttribute("data-overview", deck.isOn.value && deck.isOverview.value);
  if (!layout || !deck.isOn.value) {
    if (wasOn) for (const cell of cells.querySelectorAll<ClocheCell>("cloche-cell")) clear(cell);
    return;
  }
  const { transition, alignment } = deckSettings(layout);
  const { slide: now, step } = deck.place.value;
  const slides = deck.slides.value;
  Object.assign(cells.dataset, { transition, alignment });
  for (const box of cells.querySelectorAll<HTMLElement>(":scope > .slide")) {
    const at = slides.findIndex(({ id }) => id === box.dataset.key);
    const steps = slides[at]?.steps ?? [];
    const isCurrent = at === now;
    box.tabIndex = isCurrent && deck.isOverview.value ? 0 : -1;
    box.ariaLabel = `Slide ${at + 1} of ${slides.length}`;
    box.setAttribute("role", "group");
    box.setAttribute("aria-roledescription", "slide");
    box.toggleAttribute("data-current", isCurrent);
    for (const cell of box.children as HTMLCollectionOf<ClocheCell>) {
      const id = cell.cellId;
      const comes = steps.findIndex((ids) => ids.includes(id));
      cell.toggleAttribute("data-unrevealed", isCurrent && comes >= step && !deck.isOverview.value);
      cell.toggleAttribute("data-slide-code", slideWish(layout, id).showsCode);
      cell.inert = deck.isOverview.value;
    }
  }
}

function clear(cell: ClocheCell): void {
  cell.removeAttribute("data-unrevealed");
  cell.removeAttribute("data-slide-code");
  cell.inert = false;
}
