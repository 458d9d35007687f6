/** Who is drawn when: what people see at once, the rest in the pauses that are left. */

export interface Drawable {
  /** On the screen, or close to it. */
  readonly isNear: boolean;
  draw(): void;
}

/** Milliseconds of drawing far from the screen in one go; typing and pictures come in between. */
const BUDGET = 8;
/** Milliseconds after which it is worth a picture that a cell runs: most are over by then, and their output would wait for it. */
const SHORT = 50;

/**
 * Brings cells up to date after their state changed, each at most once for many changes. Cells near the screen are drawn
 * before the next picture; the others one after the other, a few milliseconds at a time, so that a run through thousands
 * of cells never holds the page up.
 */
export class Painter {
  readonly #near = new Set<Drawable>();
  readonly #far = new Set<Drawable>();
  /** Near, and changed in a way that most likely will have changed again in a moment. */
  readonly #fleeting = new Set<Drawable>();
  #shortTimer: ReturnType<typeof setTimeout> | undefined;
  #isFlushing = false;
  #isWorking = false;

  /** Draw this soon; what is fleeting only if it lasts. */
  ask(cell: Drawable, { isFleeting = false } = {}): void {
    if (isFleeting && cell.isNear && !this.#near.has(cell)) {
      if (this.#fleeting.size === 0) this.#shortTimer = setTimeout(this.#endOfShort, SHORT);
      this.#fleeting.add(cell);
      return;
    }
    this.#hasCome(cell);
    if (!cell.isNear) {
      this.#far.add(cell);
      this.#goOn();
      return;
    }
    this.#far.delete(cell);
    this.#near.add(cell);
    if (this.#isFlushing) return;
    this.#isFlushing = true;
    queueMicrotask(this.#flush);
  }

  /** It left the page. */
  forget(cell: Drawable): void {
    this.#near.delete(cell);
    this.#far.delete(cell);
    this.#hasCome(cell);
  }

  /** It is fleeting no more. With the last one the clock stops: the next begins its own time. */
  #hasCome(cell: Drawable): void {
    if (this.#fleeting.delete(cell) && this.#fleeting.size === 0) clearTimeout(this.#shortTimer);
  }

  readonly #endOfShort = (): void => {
    for (const cell of [...this.#fleeting]) this.ask(cell);
  };

  readonly #flush = (): void => {
    this.#isFlushing = false;
    const asked = [...this.#near];
    this.#near.clear();
    for (const cell of asked) cell.draw();
  };

  #goOn(): void {
    if (this.#isWorking || this.#far.size === 0) return;
    this.#isWorking = true;
    setTimeout(this.#work);
  }

  readonly #work = (): void => {
    this.#isWorking = false;
    const start = performance.now();
    for (const cell of this.#far) {
      this.#far.delete(cell);
      cell.draw();
      if (performance.now() - start > BUDGET) break;
    }
    this.#goOn();
  };
}
