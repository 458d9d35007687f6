import { expect, test } from "vitest";
import { boxBetween, described, extended, holds, type Mark, moved, readMark, sized, within } from "./mark.js";

const FRAME = [0.1, 0.1, 0.9, 0.9] as const;
const box = (...sides: [number, number, number, number]): Mark => ({ box: sides });

test("what is no mark is none", () => {
  expect(readMark(null)).toBe(null);
  expect(readMark({ box: [0, 1, 2] })).toBe(null);
  expect(readMark({ box: [0, 0, 1, Number.NaN] })).toBe(null);
  expect(readMark({ lasso: [[0, 0]] })).toBe(null);
  expect(readMark({ box: [0, 0, 1, 1] })).toEqual(box(0, 0, 1, 1));
});

test("a box is drawn from any corner and stays in the frame when it is moved or sized", () => {
  expect(boxBetween([0.5, 0.5], [0.2, 0.3])).toEqual(box(0.2, 0.3, 0.5, 0.5));
  expect(within([2, -1], FRAME)).toEqual([0.9, 0.1]);
  expect(moved(box(0.2, 0.2, 0.5, 0.5), 5, -5, FRAME)).toEqual(box(0.6000000000000001, 0.1, 0.9, 0.4));
  expect(sized([0.2, 0.2, 0.5, 0.5], 5, -5, FRAME)).toEqual(box(0.2, 0.2, 0.9, 0.20500000000000002));
});

test("a line holds what it goes around, hollows excepted", () => {
  const hollow: Mark = {
    lasso: [
      [0, 0],
      [1, 0],
      [1, 1],
      [0.5, 0.2],
      [0, 1],
    ],
  };

  expect(holds(hollow, [0.1, 0.5])).toBe(true);
  expect(holds(hollow, [0.5, 0.6])).toBe(false);
  expect(moved(hollow, 0.1, 0, [0, 0, 1.05, 2])).toMatchObject({ lasso: { 0: [0.050000000000000044, 0] } });
});

test("a long line loses corners before Python refuses it", () => {
  let line: readonly (readonly [number, number])[] = [];
  for (let at = 0; at < 5000; at++) line = extended(line, [Math.cos(at), Math.sin(at)]);

  expect(line.length).toBeLessThanOrEqual(501);
  expect(extended([[0, 0]], [0.001, 0])).toHaveLength(1);
});

test("a mark is told in the numbers of the axes, where those are known", () => {
  const half = box(0.1, 0.1, 0.5, 0.5);

  expect(described(null, FRAME, null, null)).toBe("Nothing is marked.");
  expect(described(half, FRAME, [0, 10, "linear"], [1, 100, "log"])).toBe("Box: x 0 to 5, y 10 to 100");
  expect(described(half, FRAME, null, null)).toBe("Box drawn.");
});
