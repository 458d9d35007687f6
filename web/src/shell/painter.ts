/** Who is drawn when: what people see at once, the rest in the pauses that are left. */

export interface Drawable {
  /** On the screen, or close to it. */
  readonly isNear: boolean;
  draw(): void;
}

/** Milliseconds of drawing far from the screen in one go; typing and pictures come in between. */
const BUDGET = 8;

/**
 * Brings cells up to date after their state changed, each at most once for many changes. Cells near the screen are drawn
 * before the next picture; the others one after the other, a few milliseconds at a time, so that a run through thousands
 * of cells never holds the page up.
 */
export class Painter {
  readonly #near = new Set<Drawable>();
  readonly #far = new Set<Drawable>();
  #isFlushing = false;
  #isWorking = false;

  /** Draw this soon. */
  ask(cell: Drawable): void {
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
  }

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
