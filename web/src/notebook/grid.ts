/** Cells on a grid: where each stands, and what moves out of the way. Pure; the tools to move them are `web/src/shell/`. */

import type { CellId } from "../../../worker/src/wire/messages.js";
import { type AppLayout, withCell } from "./app-layout.js";

/** A rectangle of the grid, in columns and rows from 0. */
export interface Spot {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface GridSettings {
  readonly columns: number;
  /** Pixels of a row. */
  readonly rowHeight: number;
  /** Pixels; null for the whole width. */
  readonly maxWidth: number | null;
  readonly isBordered: boolean;
}

/** More than anyone places by hand. */
const MOST_COLUMNS = 200;
const MOST_ROWS = 10_000;

export function gridSettings({ settings }: AppLayout): GridSettings {
  const { columns, rowHeight, maxWidth, bordered } = settings;
  return {
    columns: Math.min(whole(columns) ?? 24, MOST_COLUMNS),
    rowHeight: whole(rowHeight) ?? 20,
    maxWidth: whole(maxWidth),
    isBordered: bordered === true,
  };
}

/** Where a cell stands; null where it is not on the grid. */
export function spotOf(layout: AppLayout, id: CellId): Spot | null {
  const position = layout.cells[id]?.position;
  if (!Array.isArray(position) || position.length !== 4) return null;
  if (!position.every((each) => typeof each === "number" && Number.isFinite(each))) return null;
  const [x = 0, y = 0, width = 1, height = 1] = position as number[];
  return inside({ x, y, width, height }, gridSettings(layout).columns);
}

/** To which side of its rectangle a cell's output stands, and whether it may be scrolled there. */
export function manners(layout: AppLayout, id: CellId): { readonly side: string | null; readonly scrolls: boolean } {
  const { side, scrollable } = layout.cells[id] ?? {};
  return { side: typeof side === "string" ? side : null, scrolls: scrollable === true };
}

/** The cells on the grid, in the order in which one reads it. */
export function readingOrder(layout: AppLayout, ids: readonly CellId[]): CellId[] {
  return ids
    .flatMap((id) => {
      const spot = spotOf(layout, id);
      return spot ? [{ id, spot }] : [];
    })
    .sort((one, other) => one.spot.y - other.spot.y || one.spot.x - other.spot.x)
    .map(({ id }) => id);
}

/** The layout with a cell in this rectangle; those of `ids` that were there move down, no further than they must. */
export function placed(layout: AppLayout, id: CellId, wanted: Spot, ids: readonly CellId[]): AppLayout {
  let next = withSpot(layout, id, inside(wanted, gridSettings(layout).columns));
  const settled: CellId[] = [id];
  for (const other of readingOrder(next, ids)) {
    if (other === id) continue;
    let spot = spotOf(next, other) as Spot;
    for (let hit = true; hit; ) {
      hit = false;
      for (const there of settled) {
        const taken = spotOf(next, there) as Spot;
        if (!overlap(spot, taken)) continue;
        spot = { ...spot, y: taken.y + taken.height };
        hit = true;
      }
    }
    if (spot.y !== spotOf(next, other)?.y) next = withSpot(next, other, spot);
    settled.push(other);
  }
  return next;
}

/** The layout with a cell off the grid. */
export function unplaced(layout: AppLayout, id: CellId): AppLayout {
  return withCell(layout, id, { position: null });
}

/** A free rectangle below all others, half the grid wide. */
export function freeSpot(layout: AppLayout, ids: readonly CellId[]): Spot {
  const { columns, rowHeight } = gridSettings(layout);
  const ends = ids.map((id) => {
    const spot = spotOf(layout, id);
    return spot ? spot.y + spot.height : 0;
  });
  const height = Math.max(2, Math.round(160 / rowHeight));
  return { x: 0, y: Math.max(0, ...ends), width: Math.max(1, Math.ceil(columns / 2)), height };
}

/** All these cells in two columns, in their order: a beginning, where nothing is on the grid yet. */
export function begun(layout: AppLayout, ids: readonly CellId[]): AppLayout {
  const { columns, width, height } = { ...gridSettings(layout), ...freeSpot(layout, []) };
  return ids.reduce((made, id, at) => {
    const isRight = at % 2 === 1 && width < columns;
    const row = width < columns ? Math.floor(at / 2) : at;
    return withSpot(made, id, inside({ x: isRight ? width : 0, y: row * height, width, height }, columns));
  }, layout);
}

function withSpot(layout: AppLayout, id: CellId, { x, y, width, height }: Spot): AppLayout {
  return withCell(layout, id, { position: [x, y, width, height] });
}

function inside({ x, y, width, height }: Spot, columns: number): Spot {
  const wide = Math.min(Math.max(Math.round(width), 1), columns);
  return {
    x: Math.min(Math.max(Math.round(x), 0), columns - wide),
    y: Math.min(Math.max(Math.round(y), 0), MOST_ROWS),
    width: wide,
    height: Math.min(Math.max(Math.round(height), 1), MOST_ROWS),
  };
}

function overlap(one: Spot, other: Spot): boolean {
  return (
    one.x < other.x + other.width &&
    other.x < one.x + one.width &&
    one.y < other.y + other.height &&
    other.y < one.y + one.height
  );
}

function whole(found: unknown): number | null {
  return typeof found === "number" && Number.isFinite(found) && found >= 1 ? Math.round(found) : null;
}
