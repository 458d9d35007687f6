import { expect, test } from "vitest";
import { isWorthKeeping, MANY, surplus } from "./history.js";
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

test("what a notebook was before this sitting is kept, once", () => {
  expect(isWorthKeeping(card(9, { version: 5, at: NOON }), NOON, true)).toBe(true);
  expect(isWorthKeeping(card(9, { version: 9, at: NOON }), NOON, true)).toBe(false);
});

test("while someone types, a state is kept every five minutes or three hundred saves", () => {
  const before = card(9, { version: 5, at: NOON });

  expect(isWorthKeeping(before, NOON + 4 * MINUTE, false)).toBe(false);
  expect(isWorthKeeping(before, NOON + 5 * MINUTE, false)).toBe(true);
  expect(isWorthKeeping(card(305, { version: 5, at: NOON }), NOON, false)).toBe(true);
});

test("a clock that jumps keeps a state too many, and never stops keeping them", () => {
  const year = 365 * 24 * 60 * MINUTE;

  expect(isWorthKeeping(card(9, { version: 5, at: NOON }), NOON - year, false)).toBe(true);
  expect(isWorthKeeping(card(9, { version: 5, at: NOON + year }), NOON, false)).toBe(true);
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
