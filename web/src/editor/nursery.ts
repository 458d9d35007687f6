/**
 * Decides which cells have a real editor: those near the screen. Makes them a few at a time,
 * so that opening or scrolling a long notebook never holds the page up, and puts away those
 * that are far, once there are many.
 */

import type { CellEditor } from "./cell-editor.js";

/** Milliseconds of editor making in one go. */
const BUDGET = 10;
/** Editors kept alive although nobody sees them. */
const SPARE = 40;

export class Nursery {
  readonly #observer: IntersectionObserver;
  readonly #editors = new Map<Element, CellEditor>();
  readonly #near = new Set<Element>();
  #isGrowing = false;

  constructor() {
    this.#observer = new IntersectionObserver((entries) => this.#look(entries), { rootMargin: "600px 0px" });
  }

  watch(host: Element, editor: CellEditor): void {
    this.#editors.set(host, editor);
    this.#observer.observe(host);
  }

  forget(host: Element): void {
    this.#observer.unobserve(host);
    this.#editors.delete(host);
    this.#near.delete(host);
  }

  #look(entries: readonly IntersectionObserverEntry[]): void {
    for (const { target, isIntersecting } of entries) {
      if (isIntersecting) this.#near.add(target);
      else this.#near.delete(target);
    }
    void this.#grow();
  }

  async #grow(): Promise<void> {
    if (this.#isGrowing) return;
    this.#isGrowing = true;
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
    for (const host of this.#near) {
      const editor = this.#editors.get(host);
      if (editor && !editor.isMounted && host.isConnected) return editor;
    }
    return undefined;
  }

  #thin(): void {
    const unseen = [...this.#editors].filter(([host, editor]) => editor.isMounted && !this.#near.has(host));
    for (const [, editor] of unseen.slice(0, Math.max(0, unseen.length - SPARE))) editor.putAway();
  }
}
