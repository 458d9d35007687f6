import { effect, type ReadonlySignal, signal } from "@preact/signals-core";
import type { KernelState } from "../notebook/state.js";

/** Milliseconds after which a run is worth showing in the bar. */
const SHORT = 150;

/**
 * The kernel's state for those who draw it: a run that is over at once is left out. A slider that is moved makes sixty a
 * second, and bars that come and go with each would flicker and cost more than the run.
 */
export function calm(kernel: ReadonlySignal<KernelState>): ReadonlySignal<KernelState> {
  const shown = signal(kernel.peek());
  let busySince: number | null = null;
  effect(() => {
    const now = kernel.value;
    const isShortSoFar = now.phase === "busy" && shown.peek().phase === "ready" && !now.stopping;
    if (!isShortSoFar) {
      busySince = null;
      if (!isSame(now, shown.peek())) shown.value = now;
      return;
    }
    busySince ??= performance.now();
    const rest = SHORT - (performance.now() - busySince);
    const timer = setTimeout(() => {
      shown.value = kernel.peek();
    }, rest);
    return () => clearTimeout(timer);
  });
  return shown;
}

function isSame(one: KernelState, other: KernelState): boolean {
  return (Object.keys(one) as (keyof KernelState)[]).every((key) => one[key] === other[key]);
}
