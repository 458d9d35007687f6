import type { Shared } from "../../../worker/src/wire/shared.js";

const EVERY = 20;

/**
 * Rings the kernel's bell until it is quiet. One ring is not enough: code that catches every exception swallows it, and
 * behind the run that it ends another may wait.
 */
export class Interrupter {
  /** What both sides see, or null where the page may not share memory. */
  readonly shared: Shared | null;
  #timer: ReturnType<typeof setInterval> | null = null;

  constructor(shared: Shared | null) {
    this.shared = shared;
  }

  /** `call` reaches a Python that waits for a promise, as the memory reaches one that is busy. */
  ring(call: () => void): void {
    if (this.#timer !== null) return;
    const ring = () => {
      this.shared?.ring();
      call();
    };
    ring();
    this.#timer = setInterval(ring, EVERY);
  }

  hush(): void {
    if (this.#timer === null) return;
    clearInterval(this.#timer);
    this.#timer = null;
    this.shared?.hush();
  }
}
