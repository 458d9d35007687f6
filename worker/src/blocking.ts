/**
 * Blocking this thread on purpose, in a way that Stop still reaches: `time.sleep` and `input()` by the memory that is
 * shared with the page. Not here: waiting without it, where the browser suspends Python (`cloche.hosts.blocking`).
 */

import type { Answer, Shared } from "./wire/shared.js";

/** Longest time in milliseconds between two looks. */
const LOOK = 20;

/** `time.sleep` in slices of waiting; false when the signal came before the time was over. */
export function sleepUntilSignal(shared: Shared, now: () => number = () => performance.now()) {
  return (milliseconds: number): boolean => {
    const end = now() + milliseconds;
    for (;;) {
      if (shared.takeSignal()) return false;
      const rest = end - now();
      if (rest <= 0) return true;
      shared.wait(Math.min(rest, LOOK));
    }
  };
}

/** What the page answers to a request of `input()`; null when the signal came first. */
export function askUntilSignal(shared: Shared) {
  return (request: number): Answer | null => {
    for (;;) {
      if (shared.takeSignal()) return null;
      const answer = shared.takeAnswer(request);
      if (answer) return answer;
      shared.wait(LOOK);
    }
  };
}
