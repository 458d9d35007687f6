/**
 * Decides which cells are near the screen and have a real editor. Makes editors a few at a time, so that opening or
 * scrolling a long notebook never holds the page up, and puts away those that are far, once there are many.
 */

import type { CellEditor } from "./cell-editor.js";

/** A cell as the nursery knows it. Its parent is a block that the nursery watches. */
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
/** How close is near. Blocks are looked at first, and cells only in blocks that are near. */
const CELL_MARGIN = "600px 0px";
const BLOCK_MARGIN = "1200px 0px";

export class Nursery {
  readonly #cells: IntersectionObserver;
  readonly #blocks: IntersectionObserver;
  readonly #mounted = new Set<Resident>();
  /** Those near the screen that have been drawn and have no editor yet. */
  readonly #waiting = new Set<Resident>();
  readonly #mayGrow: () => Promise<void>;
  #isGrowing = false;

  /** `mayGrow` resolves when the page has nothing more urgent to do. Who goes to a cell has its editor before. */
  constructor(mayGrow: () => Promise<void>) {
    this.#mayGrow = mayGrow;
    this.#cells = new IntersectionObserver((entries) => this.#lookAtCells(entries), { rootMargin: CELL_MARGIN });
    this.#blocks = new IntersectionObserver((entries) => this.#lookAtBlocks(entries), { rootMargin: BLOCK_MARGIN });
  }

  /** Marks the block with `data-near` while it is, and keeps its `--height` when it leaves. Again does nothing. */
  watchBlock(block: Element): void {
    this.#blocks.observe(block);
  }

  forgetBlock(block: Element): void {
    this.#blocks.unobserve(block);
  }

  /** It has come into its block, or into another one. */
  watch(resident: Resident): void {
    if (resident.parentElement?.hasAttribute("data-near")) this.#cells.observe(resident);
    else this.#leave(resident);
  }

  /** It has left the page. */
  forget(resident: Resident): void {
    this.#cells.unobserve(resident);
    this.#mounted.delete(resident);
    this.#waiting.delete(resident);
  }

  /** It is near and has been drawn: it wants an editor. */
  arrived(resident: Resident): void {
    if (resident.editor?.isMounted) this.#mounted.add(resident);
    if (resident.editor?.isMounted !== false) return;
    this.#waiting.add(resident);
    if (!this.#isGrowing) void this.#grow();
  }

  #lookAtBlocks(entries: readonly IntersectionObserverEntry[]): void {
    for (const { target, isIntersecting, boundingClientRect } of entries) {
      const block = target as HTMLElement;
      const wasSeen = block.hasAttribute("data-near") && [...block.children].every((cell) => cell.hasChildNodes());
      if (!isIntersecting && wasSeen) block.style.setProperty("--height", `${boundingClientRect.height}px`); // it leaves with the size it had
      block.toggleAttribute("data-near", isIntersecting);
      for (const resident of target.children) this.watch(resident as Resident);
    }
    if (!this.#isGrowing) this.#thin();
  }

  #lookAtCells(entries: readonly IntersectionObserverEntry[]): void {
    for (const { target, isIntersecting } of entries) (target as Resident).setNear(isIntersecting);
    if (!this.#isGrowing) this.#thin();
  }

  #leave(resident: Resident): void {
    this.#cells.unobserve(resident);
    resident.setNear(false);
  }

  async #grow(): Promise<void> {
    this.#isGrowing = true;
    await nextFrame(); // the text is shown first
    await this.#mayGrow();
    for (let next = this.#nextWanted(); next; next = this.#nextWanted()) {
      const start = performance.now();
      for (let one: Resident | undefined = next; one; one = this.#nextWanted()) {
        await one.editor?.mount();
        this.#waiting.delete(one); // made, or it could not be: its host has left the page
        this.#mounted.add(one);
        if (performance.now() - start > BUDGET) break;
      }
      await nextFrame();
    }
    this.#isGrowing = false;
    this.#thin();
  }

  #nextWanted(): Resident | undefined {
    for (const resident of this.#waiting) {
      if (resident.isNear && resident.editor?.isMounted === false && resident.isConnected) return resident;
      this.#waiting.delete(resident);
    }
    return undefined;
  }

  #thin(): void {
    const unseen = [...this.#mounted].filter((resident) => !resident.isNear);
    for (const resident of unseen.slice(0, Math.max(0, unseen.length - SPARE))) {
      resident.editor?.putAway();
      if (!resident.editor?.isMounted) this.#mounted.delete(resident);
    }
  }
}

function nextFrame(): Promise<unknown> {
  return new Promise((resolve) => requestAnimationFrame(resolve));
}
