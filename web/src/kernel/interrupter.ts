import type { Shared } from "../../../worker/src/wire/shared.js";
import type { Waits } from "./waits.js";

const EVERY = 20;

/**
 * Rings the kernel's bell until it is quiet. One ring is not enough: code that catches every exception swallows it, and
 * behind the run that it ends another may wait.
 */
export class Interrupter {
  /** What both sides see, or null where the page may not share memory. */
  readonly shared: Shared | null;
  readonly #waits: Waits | null;
  #timer: ReturnType<typeof setInterval> | null = null;

  constructor(shared: Shared | null, waits: Waits | null) {
    this.shared = shared;
    this.#waits = waits;
  }

  /** `call` reaches a Python that waits for a promise, as the memory reaches one that is busy. */
  ring(call: () => void): void {
    if (this.#timer !== null) return;
    const ring = () => {
      this.shared?.ring();
      this.#waits?.tell({ kind: "stop" });
      call();
    };
    ring();
    this.#timer = setInterval(ring, EVERY);
  }

  /** Give a line to a Python that waits for it in a way that no call reaches; false where one does. */
  answer(request: number, line: string | null): boolean {
    this.shared?.answer(request, line);
    this.#waits?.tell({ kind: "answer", request, line });
    return this.shared !== null;
  }

  hush(): void {
    if (this.#timer === null) return;
    clearInterval(this.#timer);
    this.#timer = null;
    this.shared?.hush();
  }
}
