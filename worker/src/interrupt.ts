/**
 * The signal by which the page reaches Python while it is busy. The page writes 2 into the first
 * byte, and again until the run is over; Python takes it away and raises KeyboardInterrupt.
 * Not here: cancelling a cell that awaits (a call), and replacing the worker (the page's business).
 */

export class Interrupt {
  readonly #words: Int32Array<SharedArrayBuffer>;

  constructor(buffer: SharedArrayBuffer) {
    this.#words = new Int32Array(buffer, 0, 1);
  }

  /** What Pyodide watches. */
  get bytes(): Uint8Array<SharedArrayBuffer> {
    return new Uint8Array(this.#words.buffer, 0, 1);
  }

  /** Forget a signal that came too late for the run it was meant for. */
  reset(): void {
    Atomics.store(this.#words, 0, 0);
  }

  /** Take the signal, if there is one. */
  take(): boolean {
    return Atomics.exchange(this.#words, 0, 0) !== 0;
  }

  /** Block until a signal comes or the time is over; looks again itself, as a page may write without waking us. */
  wait(milliseconds: number): void {
    Atomics.wait(this.#words, 0, 0, milliseconds);
  }
}
