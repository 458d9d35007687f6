import type { Interrupter } from "./interrupter.js";

/** How long Stop waits for Python to end what it does before it takes a new worker, in milliseconds. */
const PATIENCE_WITH_STOP = 800;
/** How long it waits for a sign of life where there is no shared memory: a busy Python hears nothing then. */
const PATIENCE_WITH_SILENCE = 300;
/** What ends by itself has mostly ended by then: afterwards it is likely that a new worker will be needed. */
const DOUBT = 100;
/** And where there is no shared memory, a Python that is not busy has been heard of. */
const DOUBT_WITH_SILENCE = 30;

/** One Stop at a time: rings until Python is quiet, and says when it has waited long enough. */
export class Stopping {
  #timer: ReturnType<typeof setTimeout> | null = null;
  #doubt: ReturnType<typeof setTimeout> | undefined;

  get isOn(): boolean {
    return this.#timer !== null;
  }

  /**
   * Ring now and go on ringing. `cancel` asks by message, and resolves when it is heard; `doubt` and later `giveUp` are
   * called once, unless `end` comes first.
   */
  begin(interrupter: Interrupter, cancel: () => Promise<unknown>, doubt: () => void, giveUp: () => void): void {
    let isAlive = interrupter.shared !== null;
    interrupter.ring(() => {
      const heard = () => {
        isAlive = true;
      };
      cancel().then(heard, () => {}); // the worker died: who owns it hears of that
    });
    const doubtLater = () => {
      this.#doubt = setTimeout(doubt, DOUBT);
    };
    if (isAlive) doubtLater();
    else this.#doubt = setTimeout(() => (isAlive ? doubtLater() : doubt()), DOUBT_WITH_SILENCE);
    const rest = PATIENCE_WITH_STOP - PATIENCE_WITH_SILENCE;
    this.#timer = setTimeout(() => {
      if (isAlive) this.#timer = setTimeout(giveUp, rest);
      else giveUp();
    }, PATIENCE_WITH_SILENCE);
  }

  end(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    clearTimeout(this.#doubt);
  }
}
