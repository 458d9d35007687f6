import type { CellId } from "../../../worker/src/wire/messages.js";
import { build } from "../outputs/build.js";
import type { Workbench } from "./workbench.js";

/** Pixels from the edge of the screen in which the page scrolls, and how far with each picture. */
const EDGE = 72;
const STEP = 14;

/** Move a cell to another place with the pointer that has gone down on its grip. Escape leaves it where it was. */
export function dragCell(event: PointerEvent, id: CellId, bench: Workbench): void {
  const grip = event.currentTarget as HTMLElement;
  const cell = grip.closest<HTMLElement>("cloche-cell");
  const cells = grip.closest<HTMLElement>("cloche-cells");
  if (event.button !== 0 || !cell || !cells) return;
  event.preventDefault();
  grip.setPointerCapture(event.pointerId);
  const ended = new AbortController();
  const { signal } = ended;
  const line = build("div", { class: "drop-line", hidden: true });
  const start = event.clientY;
  let height = start;
  let across = event.clientX;
  let place: number | null = null;

  const look = () => {
    if (line.hidden && Math.hypot(height - start, across - event.clientX) < 4) return;
    const column = columnAt(cells, across);
    const found = placeAt(column, height, bench);
    if (!found) return;
    place = found.place;
    const around = cells.getBoundingClientRect();
    const { left, right } = column.getBoundingClientRect();
    line.hidden = false;
    line.style.top = `${found.edge - around.top}px`;
    line.style.left = `${left - around.left + cells.scrollLeft}px`;
    line.style.right = `${around.right - right - cells.scrollLeft}px`;
  };
  const scroll = () => {
    if (signal.aborted) return;
    const way = height < EDGE ? -1 : height > innerHeight - EDGE ? 1 : 0;
    if (way !== 0 && !line.hidden) {
      scrollBy({ top: way * STEP, behavior: "instant" });
      look();
    }
    requestAnimationFrame(scroll);
  };
  const end = (isDrop: boolean) => {
    ended.abort();
    line.remove();
    cell.removeAttribute("data-dragged");
    const from = bench.store.order.peek().indexOf(id);
    if (!isDrop || place === null || from < 0) return;
    if (bench.store.hasColumns.peek()) bench.moveInColumns(id, Number(columnAt(cells, across).dataset.key), place);
    else bench.moveCell(id, (place > from ? place - 1 : place) - from);
  };

  cells.append(line);
  cell.toggleAttribute("data-dragged", true);
  grip.addEventListener(
    "pointermove",
    (moved) => {
      height = moved.clientY;
      across = moved.clientX;
      look();
    },
    { signal },
  );
  grip.addEventListener("pointerup", () => end(!line.hidden), { signal });
  grip.addEventListener("lostpointercapture", () => end(false), { signal });
  addEventListener("keydown", (key) => key.key === "Escape" && end(false), { signal, capture: true });
  requestAnimationFrame(scroll);
}

/** The column of cells that is nearest to a place on the screen. */
function columnAt(cells: HTMLElement, across: number): HTMLElement {
  const columns = [...cells.querySelectorAll<HTMLElement>(":scope > .cell-column")];
  const away = (column: HTMLElement) => {
    const { left, right } = column.getBoundingClientRect();
    return Math.max(left - across, across - right, 0);
  };
  return columns.sort((one, other) => away(one) - away(other))[0] ?? cells;
}

/** The place between two cells that is nearest to a height on the screen, and where its edge is drawn. */
function placeAt(column: HTMLElement, height: number, bench: Workbench): { place: number; edge: number } | null {
  const { left, width } = column.getBoundingClientRect();
  const inside = Math.min(Math.max(height, 1), innerHeight - 1);
  const cell = document
    .elementsFromPoint(left + width / 2, inside)
    .map((element) => element.closest<HTMLElement>("cloche-cell"))
    .find((each) => each !== null);
  const at = bench.store.order.peek().indexOf(cell?.dataset.cellId as CellId);
  if (!cell || at < 0) return null;
  const { top, bottom } = cell.getBoundingClientRect();
  return height < (top + bottom) / 2 ? { place: at, edge: top } : { place: at + 1, edge: bottom };
}
