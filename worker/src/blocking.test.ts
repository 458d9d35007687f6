import { expect, test } from "vitest";
import { askUntilSignal, sleepUntilSignal } from "./blocking.js";
import { LONGEST_LINE, Shared } from "./wire/shared.js";

const memory = () => new Shared(new SharedArrayBuffer(Shared.BYTES));

test("sleep lasts as long as asked", () => {
  const began = performance.now();

  const slept = sleepUntilSignal(memory())(50);

  expect(slept).toBe(true);
  expect(performance.now() - began).toBeGreaterThanOrEqual(49);
});

test("a signal ends it, and is taken so that the next run does not see it", () => {
  const shared = memory();
  shared.ring();
  const began = performance.now();

  const slept = sleepUntilSignal(shared)(10_000);

  expect(slept).toBe(false);
  expect(performance.now() - began).toBeLessThan(1_000);
  expect(shared.takeSignal()).toBe(false);
});

test("a signal that comes while it waits, from a page that wakes nobody, ends it within two looks", () => {
  const shared = memory();
  let now = 0;
  const clock = () => {
    now += 10; // time passes by being looked at; the page writes at 100
    if (now === 100) shared.signal[0] = 2;
    return now;
  };

  expect(sleepUntilSignal(shared, clock)(100_000)).toBe(false);
  expect(now).toBeLessThanOrEqual(140);
});

test("a signal left over is forgotten on reset, and Stop is off when the page says so", () => {
  const shared = memory();

  shared.ring();
  const during = shared.isStopping;
  shared.reset();
  const afterReset = [shared.takeSignal(), shared.isStopping];
  shared.hush();

  expect([during, afterReset, shared.isStopping]).toEqual([true, [false, true], false]);
});

test.each(["", "Ada", "naïve 🦀", "\ud800", "x".repeat(LONGEST_LINE)])(
  "an answer arrives as it was typed: %.20s",
  (line) => {
    const shared = memory();

    shared.answer(7, line);

    expect(askUntilSignal(shared)(7)?.line).toBe(line);
  },
);

test("the end of the input is not an empty line, and an answer to another request is no answer", () => {
  const shared = memory();
  shared.answer(6, "late");
  const other = shared.takeAnswer(7);

  shared.answer(7, null);

  expect([other, askUntilSignal(shared)(7)]).toEqual([null, { line: null }]);
});

test("a signal ends a question too", () => {
  const shared = memory();
  shared.ring();

  expect(askUntilSignal(shared)(1)).toBeNull();
});
