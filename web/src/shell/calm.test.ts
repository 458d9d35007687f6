import { effect, signal } from "@preact/signals-core";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { BOOTING, type KernelState } from "../notebook/state.js";
import { calm, lagging } from "./calm.js";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const READY: KernelState = { ...BOOTING, phase: "ready", boot: null };

/** A kernel, what is drawn of it, and how often. */
function watch() {
  const kernel = signal(READY);
  const shown = calm(kernel);
  const drawn: string[] = [];
  effect(() => void drawn.push(shown.value.phase));
  return { kernel, drawn };
}

test("runs that are over at once are never drawn, however many", () => {
  const { kernel, drawn } = watch();

  for (let run = 0; run < 100; run++) {
    kernel.value = { ...READY, phase: "busy" };
    vi.advanceTimersByTime(10);
    kernel.value = { ...READY };
    vi.advanceTimersByTime(6);
  }

  expect(drawn).toEqual(["ready"]);
});

test("a run that goes on is drawn, also while there is news of it, and its end at once", () => {
  const { kernel, drawn } = watch();

  for (let news = 0; news < 10; news++) {
    kernel.value = { ...READY, phase: "busy", activity: `step ${news}` };
    vi.advanceTimersByTime(40);
  }
  expect(drawn).toContain("busy");
  kernel.value = READY;

  expect(drawn.at(-1)).toBe("ready");
});

test("a kernel that dies or is being stopped is drawn at once", () => {
  const { kernel, drawn } = watch();

  kernel.value = { ...READY, phase: "busy", stopping: true };
  kernel.value = { ...READY, phase: "dead" };

  expect(drawn).toEqual(["ready", "busy", "dead"]);
});

test("a number that comes back at once is never drawn, and one that stays is, a moment later", () => {
  const source = signal(0);
  const shown = lagging(() => source.peek(), source);
  const drawn: number[] = [];
  effect(() => void drawn.push(shown.value));

  source.value = 1;
  vi.advanceTimersByTime(20);
  source.value = 0;
  vi.advanceTimersByTime(1000);
  source.value = 2;
  vi.advanceTimersByTime(1000);

  expect(drawn).toEqual([0, 2]);
});
