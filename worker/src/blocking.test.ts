import { expect, test } from "vitest";
import { sleepUntilSignal } from "./blocking.js";
import { Interrupt } from "./interrupt.js";

function signal() {
  const buffer = new SharedArrayBuffer(4);
  return { interrupt: new Interrupt(buffer), write: () => new Uint8Array(buffer).fill(2, 0, 1), buffer };
}

test("sleep lasts as long as asked", () => {
  const { interrupt } = signal();
  const began = performance.now();

  const slept = sleepUntilSignal(interrupt)(50);

  expect(slept).toBe(true);
  expect(performance.now() - began).toBeGreaterThanOrEqual(49);
});

test("a signal ends it, and is taken so that the next run does not see it", () => {
  const { interrupt, write, buffer } = signal();
  write();
  const began = performance.now();

  const slept = sleepUntilSignal(interrupt)(10_000);

  expect(slept).toBe(false);
  expect(performance.now() - began).toBeLessThan(1_000);
  expect(new Uint8Array(buffer)[0]).toBe(0);
});

test("a signal that comes while it waits, from a page that wakes nobody, ends it within two looks", () => {
  const { interrupt, write } = signal();
  let now = 0;
  const clock = () => {
    now += 10; // time passes by being looked at; the page writes at 100
    if (now === 100) write();
    return now;
  };

  expect(sleepUntilSignal(interrupt, clock)(100_000)).toBe(false);
  expect(now).toBeLessThanOrEqual(140);
});

test("a signal left over is forgotten on reset", () => {
  const { interrupt, write } = signal();

  write();
  interrupt.reset();

  expect(interrupt.take()).toBe(false);
});
