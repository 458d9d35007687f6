import { expect, test } from "vitest";
import { readNotebook } from "../notebook/read.js";
import { isSameText, MANY, reasonToKeep, surplus } from "./history.js";
import type { Card, Version } from "./record.js";

const MINUTE = 60_000;
const NOON = 1_790_000_000_000;

const card = (version: number, checkpoint: Card["checkpoint"]): Card => ({
  id: "a",
  version,
  title: "",
  savedAt: NOON,
  cells: 1,
  size: 1,
  preview: "",
  isDeleted: false,
  checkpoint,
});

const state = (version: number, size = 1): Version => ({
  notebook: "a",
  version,
  title: "",
  savedAt: 0,
  cells: 1,
  size,
  why: "rest",
});

/** The history after so many states, each put in as it came. */
function grown(states: number, many = MANY): number[] {
  let history: Version[] = [];
  for (let version = 1; version <= states; version++) {
    history.push(state(version));
    const gone = new Set(surplus(history, many));
    history = history.filter((each) => !gone.has(each));
  }
  return history.map(({ version }) => version);
}

const SAME = { cells: 1, size: 1 };

test("what a notebook was before this sitting is kept, once", () => {
  expect(reasonToKeep(card(9, { version: 5, at: NOON }), SAME, NOON, true)).toBe("opened");
  expect(reasonToKeep(card(9, { version: 9, at: NOON }), SAME, NOON, true)).toBeNull();
});

test("while someone types, a state is kept every minute or three hundred saves, and where they stopped", () => {
  const typed = (seconds: number) => ({ ...card(9, { version: 5, at: NOON }), savedAt: NOON + seconds * 1000 });

  expect(reasonToKeep(typed(50), SAME, NOON + 51_000, false)).toBeNull();
  expect(reasonToKeep(typed(59), SAME, NOON + 60_000, false)).toBe("rest");
  expect(reasonToKeep(typed(5), SAME, NOON + 25_000, false)).toBe("rest");
  expect(reasonToKeep(card(305, { version: 5, at: NOON }), SAME, NOON, false)).toBe("rest");
});

test("before much changes at once a state is kept, and cells deleted in a row are one change", () => {
  const large = { ...card(9, { version: 5, at: NOON }), cells: 4, size: 1000, savedAt: NOON };
  const soon = NOON + 5000;

  expect(reasonToKeep(large, { cells: 4, size: 700 }, soon, false)).toBe("large");
  expect(reasonToKeep(large, { cells: 4, size: 1300 }, soon, false)).toBe("large");
  expect(reasonToKeep(large, { cells: 4, size: 990 }, soon, false)).toBeNull();
  expect(reasonToKeep(large, { cells: 3, size: 990 }, soon, false)).toBeNull();
  expect(reasonToKeep(large, { cells: 3, size: 990 }, NOON + 11_000, false)).toBe("large");
  expect(reasonToKeep(large, { cells: 3, size: 1000 }, NOON + 11_000, false)).toBeNull(); // an empty one
});

test("a clock that jumps keeps a state too many, and never stops keeping them", () => {
  const year = 365 * 24 * 60 * MINUTE;

  expect(reasonToKeep(card(9, { version: 5, at: NOON }), SAME, NOON - year, false)).toBe("rest");
  expect(reasonToKeep(card(9, { version: 5, at: NOON + year }), SAME, NOON, false)).toBe("rest");
});

test("what tells two states apart is what a reader sees", () => {
  const one = readNotebook(
    "import cloche\napp = cloche.App()\n\n\n@app.cell\ndef _():\n    x = 1\n    return (x,)\n",
    "a.py",
  );
  const [first] = one.cells;
  if (!first) throw new Error("no cell");
  const withCell = (change: object) => ({ ...one, cells: [{ ...first, ...change }] });

  expect(isSameText(one, { ...one, nextId: 99 })).toBe(true);
  for (const change of [{ code: "x = 2" }, { name: "a" }, { config: { ...first.config, disabled: true } }])
    expect(isSameText(one, withCell(change))).toBe(false);
  expect(isSameText(one, { ...one, cells: [] })).toBe(false);
  expect(isSameText(one, { ...one, header: "# x" })).toBe(false);
});

test("a history stays in its bounds, with the first state and the newest in it", () => {
  const history = grown(2000);

  expect(history).toHaveLength(MANY);
  expect(history[0]).toBe(1);
  expect(history.slice(-15)).toEqual(Array.from({ length: 15 }, (_, at) => 1986 + at));
  expect(history).toEqual([...history].sort((a, b) => a - b));
});

test("a history is denser the nearer it comes to the present", () => {
  const history = grown(2000);
  const ages = history.map((version) => 2001 - version).toReversed();

  for (const age of [16, 32, 64, 128, 256, 512, 1024])
    expect(
      ages.filter((each) => each >= age && each < age * 2).length,
      `between ${age} and ${age * 2} saves ago`,
    ).toBeGreaterThan(3);
});

test("large notebooks have shorter histories, but never fewer than ten states", () => {
  const large = Array.from({ length: 20 }, (_, at) => state(at + 1, 1_000_000));
  const enormous = Array.from({ length: 20 }, (_, at) => state(at + 1, 9_000_000));

  expect(surplus(large, 60, 15_000_000)).toHaveLength(5);
  expect(surplus(enormous)).toHaveLength(10);
  expect(surplus(enormous).map(({ version }) => version)).not.toContain(20);
});
