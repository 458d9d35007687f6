import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Painter } from "./painter.js";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function cell(isNear = true) {
  return {
    isNear,
    draws: 0,
    draw() {
      this.draws += 1;
    },
  };
}

test("many changes of a cell near the screen are one drawing, before anything else happens", async () => {
  const [painter, one] = [new Painter(), cell()];

  painter.ask(one);
  painter.ask(one);
  await Promise.resolve();

  expect(one.draws).toBe(1);
});

test("what is fleeting is drawn only if it lasts, and with what comes after it at once", async () => {
  const [painter, quick, slow] = [new Painter(), cell(), cell()];

  painter.ask(quick, { isFleeting: true });
  painter.ask(slow, { isFleeting: true });
  await vi.advanceTimersByTimeAsync(5);
  const early = [quick.draws, slow.draws];
  painter.ask(quick);
  await vi.advanceTimersByTimeAsync(0);
  const then = [quick.draws, slow.draws];
  await vi.advanceTimersByTimeAsync(100);

  expect([early, then, [quick.draws, slow.draws]]).toEqual([
    [0, 0],
    [1, 0],
    [1, 1],
  ]);
});

test("runs one after the other, each over at once, are never drawn as running", async () => {
  const [painter, one] = [new Painter(), cell()];

  for (let run = 0; run < 20; run += 1) {
    painter.ask(one, { isFleeting: true });
    await vi.advanceTimersByTimeAsync(10);
    painter.ask(one);
    await vi.advanceTimersByTimeAsync(6);
  }

  expect(one.draws).toBe(20);
});

test("a cell far from the screen is drawn in a pause, fleeting or not", async () => {
  const [painter, far] = [new Painter(), cell(false)];

  painter.ask(far, { isFleeting: true });
  await vi.advanceTimersByTimeAsync(10);

  expect(far.draws).toBe(1);
});
