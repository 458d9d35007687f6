import { expect, test } from "vitest";
import type { CellId } from "../../../worker/src/wire/messages.js";
import { type AppLayout, NEW_LAYOUTS } from "./app-layout.js";
import { begun, freeSpot, placed, readingOrder, type Spot, spotOf, unplaced } from "./grid.js";

const [a, b, c] = ["a", "b", "c"] as CellId[] as [CellId, CellId, CellId];
const spot = (x: number, y: number, width: number, height: number): Spot => ({ x, y, width, height });
const at = (...spots: [CellId, Spot][]): AppLayout =>
  spots.reduce((layout, [id, wanted]) => placed(layout, id, wanted, [a, b, c]), NEW_LAYOUTS.grid);
const spots = (layout: AppLayout) => [a, b, c].map((id) => spotOf(layout, id));

test("a cell that is put where others stand moves them down, each no further than it must", () => {
  const before = at([a, spot(0, 0, 12, 4)], [b, spot(0, 4, 12, 4)], [c, spot(12, 0, 12, 4)]);

  const after = placed(before, c, spot(6, 0, 12, 6), [a, b, c]);

  expect(spots(after)).toEqual([spot(0, 6, 12, 4), spot(0, 10, 12, 4), spot(6, 0, 12, 6)]);
});

test("no cells overlap, whatever is put wherever", () => {
  let seed = 7;
  const random = (most: number) => {
    seed = (seed * 16807) % 2147483647;
    return seed % most;
  };
  let layout: AppLayout = NEW_LAYOUTS.grid;
  const ids = [..."abcdefghij"] as CellId[];

  for (let step = 0; step < 300; step++)
    layout = placed(
      layout,
      ids[random(10)] as CellId,
      spot(random(30) - 3, random(20) - 2, random(30), random(9)),
      ids,
    );

  const taken = ids.flatMap((id) => spotOf(layout, id) ?? []);
  for (const [n, one] of taken.entries()) {
    expect(one.x >= 0 && one.y >= 0 && one.x + one.width <= 24).toBe(true);
    for (const other of taken.slice(n + 1)) {
      const isApart =
        one.x + one.width <= other.x ||
        other.x + other.width <= one.x ||
        one.y + one.height <= other.y ||
        other.y + other.height <= one.y;
      expect(isApart).toBe(true);
    }
  }
});

test("a cell that is taken off the grid is in its layout no more, and reads no longer in its order", () => {
  const layout = at([a, spot(12, 0, 6, 4)], [b, spot(0, 0, 6, 4)], [c, spot(0, 4, 6, 4)]);

  expect(readingOrder(layout, [a, b, c])).toEqual([b, a, c]);
  expect(readingOrder(unplaced(layout, b), [a, b, c])).toEqual([a, c]);
  expect(freeSpot(layout, [a, b, c])).toMatchObject({ x: 0, y: 8 });
});

test("a grid begins with all cells in two columns", () => {
  expect(spots(begun(NEW_LAYOUTS.grid, [a, b, c]))).toEqual([spot(0, 0, 12, 8), spot(12, 0, 12, 8), spot(0, 8, 12, 8)]);
});

test("a position that is none leaves the cell off the grid", () => {
  for (const position of [null, [1, 2, 3], [0, 0, "4", 4], "there", [0, 0, Number.NaN, 1]])
    expect(spotOf({ ...NEW_LAYOUTS.grid, cells: { [a]: { position: position as null } } }, a)).toBeNull();
});
