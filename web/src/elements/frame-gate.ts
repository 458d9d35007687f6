/**
 * Lets one task through at once, and of those that follow only the newest, once each animation frame. A hand on a slider
 * makes more events than a screen can show.
 */
export class FrameGate {
  #frame: number | null = null;
  #waiting: (() => void) | null = null;

  send(task: () => void): void {
    if (this.#frame !== null) {
      this.#waiting = task;
      return;
    }
    this.#frame = requestAnimationFrame(() => {
      this.#frame = null;
      const waiting = this.#waiting;
      this.#waiting = null;
      if (waiting) this.send(waiting);
    });
    task();
  }

  /** Run what waits, now. */
  flush(): void {
    const waiting = this.#waiting;
    this.#waiting = null;
    waiting?.();
  }
}
