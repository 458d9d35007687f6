/** Blocking the worker on purpose, in a way that Stop still reaches. */

import type { Interrupt } from "./interrupt.js";

/** Longest time in milliseconds between two looks at the signal. */
const LOOK = 20;

/** `time.sleep` in slices of waiting on the signal; false when it came before the time was over. */
export function sleepUntilSignal(signal: Interrupt, now: () => number = () => performance.now()) {
  return (milliseconds: number): boolean => {
    const end = now() + milliseconds;
    for (;;) {
      if (signal.take()) return false;
      const rest = end - now();
      if (rest <= 0) return true;
      signal.wait(Math.min(rest, LOOK));
    }
  };
}
