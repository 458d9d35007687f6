/**
 * How long a boot may be silent. Not here: how long a download may stall, which the
 * worker knows better and tells first (its limits are shorter).
 */

import { BootStalledError } from "./errors.js";
import type { BootPhase } from "./messages.js";

/** Milliseconds without a sign of life that are still normal, by what the worker is doing. */
export type Patience = Readonly<Record<BootPhase | "start", number>>;

/** Generous: a slow phone on a slow line must not be called dead. */
export const PATIENCE: Patience = {
  start: 60_000,
  download: 75_000, // a script may take 60 s, and the worker tells of it
  waking: 30_000, // a tenth of a second, and 20 s before the worker itself gives up; then files do
  python: 90_000,
  kernel: 90_000,
  files: 60_000,
  ready: 60_000,
};

// The wire is compiled without the DOM and without Node; both have these.
declare function setTimeout(run: () => void, milliseconds: number): unknown;
declare function clearTimeout(timer: unknown): void;

/** Calls `onSilence` once if a phase lasts longer than its limit without a word. */
export class BootWatch {
  readonly #patience: Patience;
  readonly #onSilence: (error: BootStalledError) => void;
  #timer: unknown;

  constructor(patience: Patience, onSilence: (error: BootStalledError) => void) {
    this.#patience = patience;
    this.#onSilence = onSilence;
    this.heard("start");
  }

  heard(phase: BootPhase | "start"): void {
    clearTimeout(this.#timer);
    const limit = this.#patience[phase];
    this.#timer = setTimeout(() => this.#onSilence(new BootStalledError(phase, limit)), limit);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}
