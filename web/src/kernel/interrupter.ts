const SIGINT = 2;
const EVERY = 20;

/**
 * Rings the kernel's bell until it is quiet. One ring is not enough: a loop that catches
 * every exception swallows it, so the signal is written again every 20 ms.
 */
export class Interrupter {
  /** The four bytes both sides see, or null where the page may not share memory. */
  readonly memory: SharedArrayBuffer | null;
  #timer: ReturnType<typeof setInterval> | null = null;

  constructor(memory: SharedArrayBuffer | null) {
    this.memory = memory;
  }

  ring(): void {
    if (!this.memory || this.#timer !== null) return;
    const signal = new Int32Array(this.memory);
    const write = () => {
      new Uint8Array(signal.buffer)[0] = SIGINT;
      Atomics.notify(signal, 0);
    };
    write();
    this.#timer = setInterval(write, EVERY);
  }

  hush(): void {
    if (this.#timer === null) return;
    clearInterval(this.#timer);
    this.#timer = null;
    if (this.memory) new Uint8Array(this.memory).fill(0);
  }
}
