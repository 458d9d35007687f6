import { expect, test } from "vitest";
import { beginningWith, told } from "./selections.js";
import { isWallTime, rowsOf, type Table, type Tables } from "./tables.js";

const numbers = new Float64Array([1.5, Number.NaN, -2]);
const TABLE: Table = {
  rows: 3,
  columns: [
    { name: "n", kind: "i4", values: btoa(String.fromCharCode(1, 0, 0, 0, 2, 0, 0, 0, 255, 255, 255, 255)) },
    { name: "x", kind: "f8", values: new Uint8Array(numbers.buffer) },
    { name: "day", kind: "values", values: [null, "2020-07-01T00:00:00", "2020-07-02T00:00:00"] },
    { name: "zoned", kind: "values", values: ["2020-07-01T00:00:00+02:00", null, null] },
  ],
};
const TABLES: Tables = { table_0: TABLE };

test("columns become rows, from bytes and from base64, and numbers that are none are null", () => {
  expect(rowsOf(TABLE)).toEqual([
    { n: 1, x: 1.5, day: null, zoned: "2020-07-01T00:00:00+02:00" },
    { n: 2, x: null, day: "2020-07-01T00:00:00", zoned: null },
    { n: -1, x: -2, day: "2020-07-02T00:00:00", zoned: null },
  ]);
});

test("a column of times without a zone is known by its first time", () => {
  expect(["day", "zoned", "x", "none"].map((name) => isWallTime(TABLES, name))).toEqual([true, false, false, false]);
});

test("a selection travels as plain values, and nothing selected as null", () => {
  expect(told({}, TABLES)).toBeNull();
  expect(told({ vlPoint: { or: [] } }, TABLES)).toBeNull();
  expect(told({ x: [1, 2] }, TABLES)).toEqual({ x: [1, 2] });
  expect(told({ zoned: [new Date(5)], vlPoint: { or: [{ zoned: new Date(5) }] } }, TABLES)).toEqual({
    zoned: [5],
    vlPoint: { or: [{ zoned: 5 }] },
  });
});

test("a chart begins with what was selected before, and a time comes back to where it was", () => {
  const wall = new Date("2020-07-01T00:00:00").getTime();
  const selections = {
    brush: told({ day: [wall, wall + 1000] }, TABLES) ?? {},
    point: told({ n: [2], vlPoint: { or: [{ n: 2 }] } }, TABLES) ?? {},
  };
  const spec = {
    vconcat: [{ encoding: { x: { field: "day" } }, params: [{ name: "brush", select: { type: "interval" } }] }],
    params: [{ name: "point", select: "point" }],
  };

  const begun = beginningWith(spec, selections, TABLES) as typeof spec;

  expect(begun.params).toEqual([{ name: "point", select: "point", value: [{ n: 2 }] }]);
  expect(begun.vconcat[0]?.params).toEqual([
    { name: "brush", select: { type: "interval" }, value: { x: [wall, wall + 1000] } },
  ]);
  expect(selections.brush.day).toEqual([Date.UTC(2020, 6, 1), Date.UTC(2020, 6, 1) + 1000]);
});
