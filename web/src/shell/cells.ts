import { effect } from "@preact/signals-core";
import type { CellId } from "../../../worker/src/wire/messages.js";
import { Nursery } from "../editor/nursery.js";
import { build } from "../outputs/build.js";
import { inBlocks } from "./blocks.js";
import { started } from "./calm.js";
import type { ClocheCell } from "./cell.js";
import { Painter } from "./painter.js";
import type { Workbench } from "./workbench.js";

/** Cells that are taken for near when a notebook opens: what a large screen shows. */
const FIRST_CELLS = 12;
/** Cells put on the page with each picture after that. They are empty until the painter comes to them. */
const CELLS_A_FRAME = 240;
/** Pixels that a line of code takes, what is around the lines of a cell, and an output of one line. */
const LINE = 21;
const AROUND = 47;
const OUTPUT = 46;
/** A last line that is likely to show something: a name, a call, but no assignment and no statement. */
const SHOWS = /^(?!\s|import\b|from\b|def\b|class\b|return\b|pass\b)(?!.*[^=!<>]=(?!=)[^)]*$)./;

/**
 * The column of cells in page order, in blocks that cost nothing while they are far from the screen. A cell stays the
 * same node for as long as its notebook lies open.
 */
export class ClocheCells extends HTMLElement {
  bench!: Workbench;
  readonly #nursery = new Nursery(() => this.#started);
  readonly #painter = new Painter();
  readonly #cells = new Map<CellId, ClocheCell>();
  #started: Promise<void> = Promise.resolve();
  #opened = -1;
  #placed = FIRST_CELLS;
  #stopWatching: () => void = () => {};

  connectedCallback(): void {
    const { desk, store } = this.bench;
    this.#started = started(store.kernel);
    this.#stopWatching = effect(() => {
      if (desk.opened.value !== this.#opened) {
        this.#opened = desk.opened.value;
        this.#placed = FIRST_CELLS;
        this.#cells.clear();
        this.replaceChildren();
      }
      this.#arrange(store.order.value);
    });
  }

  disconnectedCallback(): void {
    this.#stopWatching();
  }

  #arrange(order: readonly CellId[]): void {
    const shown = order.slice(0, this.#placed);
    if (shown.length < order.length)
      requestAnimationFrame(() => {
        this.#placed += CELLS_A_FRAME;
        this.#arrange(this.bench.store.order.peek());
      });
    const kept = new Set(shown);
    for (const [id, cell] of this.#cells) {
      if (kept.has(id)) continue;
      this.#cells.delete(id);
      cell.remove();
    }
    const blockOf = (id: CellId) => this.#cells.get(id)?.parentElement ?? undefined;
    const blocks = inBlocks(shown, blockOf, () => build("div", { class: "cell-block" }));
    arrangeChildren(this, [...blocks.keys()]);
    for (const [block, ids] of blocks) {
      if (block === this.firstElementChild) block.toggleAttribute("data-near", true);
      this.#nursery.watchBlock(block);
      arrangeChildren(
        block,
        ids.map((id) => this.#cells.get(id) ?? this.#newCell(id)),
      );
      this.#estimate(block, ids);
    }
    for (const block of [...this.children]) {
      if (blocks.has(block as HTMLElement)) continue;
      this.#nursery.forgetBlock(block);
      block.remove();
    }
  }

  /** How high a block will be, for the scroll bar and for jumps, while nobody has measured it. */
  #estimate(block: HTMLElement, ids: readonly CellId[]): void {
    if (block.hasAttribute("data-near") || block.dataset.cells === String(ids.length)) return;
    block.dataset.cells = String(ids.length);
    let height = 0;
    for (const id of ids) {
      const cell = this.bench.store.cell(id);
      const lines = cell?.code.trimEnd().split("\n") ?? [];
      height +=
        AROUND + (cell?.config.hideCode ? 1 : lines.length) * LINE + (SHOWS.test(lines.at(-1) ?? "") ? OUTPUT : 0);
    }
    block.style.setProperty("--height", `${height}px`);
  }

  #newCell(id: CellId): ClocheCell {
    const cell = document.createElement("cloche-cell") as ClocheCell;
    const isFirst = this.#cells.size < FIRST_CELLS;
    Object.assign(cell, { cellId: id, bench: this.bench, nursery: this.#nursery, painter: this.#painter, isFirst });
    this.#cells.set(id, cell);
    return cell;
  }
}

/** Make these the first children of `parent`, in this order; those that stand right stay untouched. */
function arrangeChildren(parent: HTMLElement, wanted: readonly HTMLElement[]): void {
  let cursor = parent.firstElementChild;
  for (const child of wanted) {
    if (child === cursor) cursor = cursor.nextElementSibling;
    else move(parent, child, cursor);
  }
}

/** Without taking it out of the page, where the browser can: what a cell shows keeps its state, and the keyboard. */
function move(parent: HTMLElement, child: HTMLElement, before: Element | null): void {
  const mover = parent as HTMLElement & { moveBefore?: (node: Node, before: Node | null) => void };
  if (mover.moveBefore && child.isConnected && parent.isConnected) mover.moveBefore(child, before);
  else parent.insertBefore(child, before);
}
