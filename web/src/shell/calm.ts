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

/** Milliseconds after which a number that changed is drawn. */
const LAG = 100;

/**
 * What `source` gives, a moment later, and not asked more often: what changes with the first key of an edit, and back with its
 * run, waits for neither. It may look at all cells; `changes` says that it is worth it.
 */
export function lagging<Value>(source: () => Value, changes: ReadonlySignal<unknown>): ReadonlySignal<Value> {
  const shown = signal(source());
  let isWaiting = false;
  effect(() => {
    changes.value;
    if (isWaiting) return;
    isWaiting = true;
    setTimeout(() => {
      isWaiting = false;
      shown.value = source();
    }, LAG);
  });
  return shown;
}

/** Milliseconds after which nobody waits for Python any longer. */
const PATIENCE = 2500;

/** Python's start takes all that the machine has: resolves when Python rests for the first time, or takes too long. */
export function started(kernel: ReadonlySignal<KernelState>): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, PATIENCE);
    const stop = effect(() => {
      if (kernel.value.phase !== "ready" && kernel.value.phase !== "dead") return;
      clearTimeout(timer);
      queueMicrotask(() => stop());
      resolve();
    });
  });
}

function isSame(one: KernelState, other: KernelState): boolean {
  return (Object.keys(one) as (keyof KernelState)[]).every((key) => one[key] === other[key]);
}
