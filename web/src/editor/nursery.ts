/**
 * Decides which cells are near the screen and have a real editor. Makes editors a few at a time, so that opening or
 * scrolling a long notebook never holds the page up, and puts away those that are far, once there are many.
 */

import type { CellEditor } from "./cell-editor.js";

/** A cell as the nursery knows it. */
export interface Resident extends Element {
  readonly isNear: boolean;
  /** Null until the cell is drawn. */
  readonly editor: CellEditor | null;
  setNear(isNear: boolean): void;
}

/** Milliseconds of editor making in one go. */
const BUDGET = 10;
/** Editors kept alive although nobody sees them. */
const SPARE = 40;

export class Nursery {
  readonly #observer: IntersectionObserver;
  readonly #residents = new Set<Resident>();
  /** Those near the screen that have been drawn and have no editor yet. */
  readonly #waiting = new Set<Resident>();
  #isGrowing = false;

  constructor() {
    this.#observer = new IntersectionObserver((entries) => this.#look(entries), { rootMargin: "600px 0px" });
  }

  watch(resident: Resident): void {
    this.#residents.add(resident);
    this.#observer.observe(resident);
  }

  forget(resident: Resident): void {
    this.#observer.unobserve(resident);
    this.#residents.delete(resident);
    this.#waiting.delete(resident);
  }

  /** It is near and has been drawn: it wants an editor. */
  arrived(resident: Resident): void {
    if (resident.editor?.isMounted !== false) return;
    this.#waiting.add(resident);
    if (!this.#isGrowing) void this.#grow();
  }

  #look(entries: readonly IntersectionObserverEntry[]): void {
    for (const { target, isIntersecting } of entries) (target as Resident).setNear(isIntersecting);
    if (!this.#isGrowing) this.#thin();
  }

  async #grow(): Promise<void> {
    this.#isGrowing = true;
    await new Promise((resolve) => requestAnimationFrame(resolve)); // the text is shown first
    let next = this.#nextWanted();
    while (next) {
      const start = performance.now();
      while (next && performance.now() - start < BUDGET) {
        await next.mount();
        const before: CellEditor = next;
        next = this.#nextWanted();
        if (next === before) next = undefined; // could not be made: its host has left the page
      }
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
    this.#isGrowing = false;
    this.#thin();
  }

  #nextWanted(): CellEditor | undefined {
    for (const resident of this.#waiting) {
      const { isNear, editor, isConnected } = resident;
      if (isNear && editor && !editor.isMounted && isConnected) return editor;
      this.#waiting.delete(resident);
    }
    return undefined;
  }

  #thin(): void {
    const unseen: CellEditor[] = [];
    for (const { isNear, editor } of this.#residents) if (!isNear && editor?.isMounted) unseen.push(editor);
    for (const editor of unseen.slice(0, Math.max(0, unseen.length - SPARE))) editor.putAway();
  }
}
