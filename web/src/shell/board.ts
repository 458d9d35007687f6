/** The app's grid on the page: what stands where. The tools to change it are in `board-tools.ts`. */

import { gridSettings, manners, spotOf } from "../notebook/grid.js";
import type { ClocheCell } from "./cell.js";
import type { Workbench } from "./workbench.js";

/** Put the cells in the box of the grid in `cells` where they belong. Reads signals: call it again when one changes. */
export function lay(cells: HTMLElement, { board }: Workbench): void {
  const layout = board.layout.value;
  const box = cells.querySelector<HTMLElement>(":scope > .app-grid");
  cells.toggleAttribute("data-arranging", layout !== null && board.isArranging.value);
  if (!layout || !box) return;
  const { columns, rowHeight, maxWidth, isBordered } = gridSettings(layout);
  box.style.setProperty("--columns", String(columns));
  box.style.setProperty("--row-height", `${rowHeight}px`);
  box.style.setProperty("--most-width", maxWidth === null ? "none" : `${maxWidth}px`);
  box.toggleAttribute("data-bordered", isBordered);
  for (const cell of box.querySelectorAll<ClocheCell>(":scope > cloche-cell")) {
    const spot = spotOf(layout, cell.cellId);
    const { side, scrolls } = manners(layout, cell.cellId);
    if (spot) cell.style.gridArea = areaOf(spot);
    cell.toggleAttribute("data-scrolls", scrolls);
    if (side) cell.dataset.side = side;
    else delete cell.dataset.side;
    cell.inert = board.isArranging.value;
  }
}

/** A rectangle as CSS has it. */
export function areaOf({ x, y, width, height }: NonNullable<ReturnType<typeof spotOf>>): string {
  return `${y + 1} / ${x + 1} / span ${height} / span ${width}`;
}

/** Cells that have left the grid stand as everywhere else. */
export function clearOffGrid(cell: ClocheCell): void {
  cell.style.gridArea = "";
  cell.removeAttribute("data-scrolls");
  delete cell.dataset.side;
  cell.inert = false;
}
