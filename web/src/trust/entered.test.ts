import { expect, test } from "vitest";
import { bareNotebook, insertCell, moveCell, type NotebookDocument } from "../notebook/document.js";
import { readNotebook } from "../notebook/read.js";
import { writeNotebook } from "../notebook/write.js";
import { enteredIn, isEntered, MOST_ENTERED } from "./entered.js";

/** Each cell's code names it. */
function notebookOf(...codes: string[]): NotebookDocument {
  return codes.reduce(
    (made, code) => insertCell(made, made.cells.length, { code }).document,
    bareNotebook("notebook.py"),
  );
}

const { cells: sole } = notebookOf("cl.ui.text()");

test("values follow their cells into the file, wherever those were moved", () => {
  let document = notebookOf("a = 1", "b = 2", "", "b = 2", "d = 4");
  const id = (code: string, nth = 0) => document.cells.filter((each) => each.code === code)[nth]?.id ?? ("" as never);
  const values = new Map<string, unknown>([
    [`${id("a = 1")}-0`, "a"],
    [`${id("b = 2", 1)}-12`, { second: ["b"] }],
    [`${id("d = 4")}.0.3-1`, 4], // of a notebook embedded there
    ["c99-0", "of a cell that was deleted"],
  ]);
  document = moveCell(document, id("d = 4"), -4);

  const { cells } = readNotebook(writeNotebook(document), "notebook.py");

  expect(cells.map(({ id, code }) => [id, code])).toEqual([
    ["c1", "d = 4"],
    ["c2", "a = 1"],
    ["c3", "b = 2"],
    ["c4", ""],
    ["c5", "b = 2"],
  ]);
  expect(enteredIn(values, document.cells, cells)).toEqual({ "c2-0": "a", "c5-12": { second: ["b"] }, "c1.0.3-1": 4 });
});

const circle: unknown[] = [];
circle.push(circle, circle);
const deep = (levels: number): unknown => (levels > 0 ? [deep(levels - 1)] : 0);

test.each([
  ["bytes", new Uint8Array(3)],
  ["a file", [{ name: "a", content: new Blob([]) }]],
  ["a circle", circle],
  ["too deep", deep(60)],
  ["no number", Number.NaN],
  ["a hole", new Array(3)],
  ["a length without items", Object.assign([], { length: 4e9 })],
  ["too much", "x".repeat(MOST_ENTERED)],
  ["too many", Array.from({ length: MOST_ENTERED / 8 }, () => 0)],
  ["a map", new Map()],
])("what no element says in plain words stays behind: %s", (_, entered) => {
  expect(enteredIn(new Map([["c1-0", entered]]), sole, sole)).toEqual({});
  expect(isEntered({ "c1-0": entered })).toBe(false);
});

test("what is sent is believed as far as it is sent, and what is too much leaves room for the rest", () => {
  const values = new Map<string, unknown>([
    ["c1-0", "x".repeat(MOST_ENTERED)],
    ["c1-1", deep(20)],
    ["c1-2", ""],
  ]);

  const sent = enteredIn(values, sole, sole);

  expect(Object.keys(sent)).toEqual(["c1-1", "c1-2"]);
  expect(isEntered(sent)).toBe(true);
  expect([null, [], "{}", 3].some(isEntered)).toBe(false);
});
