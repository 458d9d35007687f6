import { expect, test } from "vitest";
import { progressTo } from "./progress.js";
import type { WireEvent } from "./wire/messages.js";

test("bytes are told at a measured pace, each phase and each end at once", () => {
  const told: WireEvent[] = [];
  let now = 0;
  const progress = progressTo(
    (event) => told.push(event),
    () => now,
  );

  for (let loaded = 0; loaded <= 1000; loaded++) {
    now += 1;
    progress("download", loaded, 1000);
  }
  progress("python", 0, null);

  expect(told.length).toBeLessThan(25);
  expect(told.slice(-2)).toEqual([
    { type: "boot-progress", phase: "download", loaded: 1000, total: 1000 },
    { type: "boot-progress", phase: "python", loaded: 0, total: null },
  ]);
});
