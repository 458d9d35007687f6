/**
 * When each step of a start was done, on a clock that page and worker share. The browser's own marks hold them, so
 * they are in its profiler too; a worker starts once, and its marks are those of that start.
 */

import type { BootStep } from "../wire/messages.js";

const PREFIX = "cloche:";

/** This step is done now. */
export function mark(step: string): void {
  performance.mark(PREFIX + step);
}

/** The same promise; when it is kept, its step is done. */
export async function marked<Value>(step: string, promise: Promise<Value>): Promise<Value> {
  const value = await promise;
  mark(step);
  return value;
}

/** All steps so far, in order; the first is the worker's own birth. */
export function timeline(): readonly BootStep[] {
  const marks = performance.getEntriesByType("mark").filter(({ name }) => name.startsWith(PREFIX));
  const steps = marks.map(({ name, startTime }) => ({
    step: name.slice(PREFIX.length),
    at: performance.timeOrigin + startTime,
  }));
  return [{ step: "worker-born", at: performance.timeOrigin }, ...steps];
}
