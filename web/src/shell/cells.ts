import { effect, untracked } from "@preact/signals-core";
import type { CellId } from "../../../worker/src/wire/messages.js";
import { Nursery } from "../editor/nursery.js";
import { build } from "../outputs/build.js";
import { type Arrangement, arrangementNow, type Group } from "./arrangement.js";
import { inBlocks } from "./blocks.js";
import { clearOffGrid, lay } from "./board.js";
import { started } from "./calm.js";
import type { ClocheCell } from "./cell.js";
import { Painter } from "./painter.js";
import { stage } from "./stage.js";
import type { Workbench } from "./workbench.js";

/** Cells that are taken for near when a notebook opens: what a large screen shows. */
const FIRST_CELLS = 12;
/** Cells put on the page with each picture after that, at most and at least. They are empty until the painter comes to them. */
const MOST_A_FRAME = 240;
const LEAST_A_FRAME = 30;
/** Milliseconds that this may take: a slow machine places fewer at a time. */
const BUDGET = 25;
/** Pixels that a line of code takes, what is around the lines of a cell, and an output of one line. */
const LINE = 21;
const AROUND = 47;
const OUTPUT = 46;
/** A last line that is likely to show something: a name, a call, but no assignment and no statement. */
const SHOWS = /^(?!\s|import\b|from\b|def\b|class\b|return\b|pass\b)(?!.*[^=!<>]=(?!=)[^)]*$)./;

/**
 * The cells in page order, in blocks that cost nothing while they are far from the screen, or in the boxes of an app's
 * layout. A cell stays the same node for as long as its notebook lies open.
 */
export class ClocheCells extends HTMLElement {
  bench!: Workbench;
  readonly #nursery = new Nursery(() => this.#started);
  readonly #painter = new Painter();
  readonly #cells = new Map<CellId, ClocheCell>();
  #started: Promise<void> = Promise.resolve();
  #opened = -1;
  #placed = FIRST_CELLS;
  #hasPlacedAll = false;
  #aFrame = MOST_A_FRAME / 2;
  #stopWatching: () => void = () => {};

  connectedCallback(): void {
    const { desk, store } = this.bench;
    this.#started = started(store.kernel);
    const stops = [
      effect(() => {
        if (desk.opened.value !== this.#opened) {
          this.#opened = desk.opened.value;
          this.#placed = FIRST_CELLS;
          this.#hasPlacedAll = false;
          this.#cells.clear();
          this.replaceChildren();
        }
        this.#arrange(arrangementNow(this.bench));
      }),
      effect(() => stage(this, this.bench)),
      effect(() => lay(this, this.bench)),
    ];
    this.#stopWatching = () => {
      for (const stop of stops) stop();
    };
  }

  disconnectedCallback(): void {
    this.#stopWatching();
  }

  #arrange(arrangement: Arrangement): void {
    const order = this.bench.store.order.peek();
    const shown = new Set(order.slice(0, this.#placed));
    if (shown.size < order.length) this.#goOn(order);
    for (const [id, cell] of this.#cells) {
      if (shown.has(id)) continue;
      this.#cells.delete(id);
      cell.remove();
    }
    this.dataset.arranged = arrangement.kind;
    const kept = new Set<Element>();
    if (arrangement.kind === "groups") this.#fillGroups(arrangement.groups, shown, kept);
    else if (arrangement.kind === "column") this.#fillBlocks(this, [...shown], kept);
    else this.#fillColumns(arrangement.columns, shown, kept);
    // Only now: until all cells are where they belong, these may hold some.
    for (const box of this.querySelectorAll(":scope > *, :scope > .cell-column > .cell-block")) {
      if (kept.has(box)) continue;
      this.#nursery.forgetBlock(box);
      box.remove();
    }
    untracked(() => {
      stage(this, this.bench);
      lay(this, this.bench);
    });
    this.#hasPlacedAll = shown.size === order.length;
    for (const cell of this.#cells.values()) if (cell.style.gridArea && !cell.closest(".app-grid")) clearOffGrid(cell);
  }

  /** The next cells with the next picture. In one column they are only added: all others would be looked at each time. */
  #goOn(order: readonly CellId[]): void {
    requestAnimationFrame(() => {
      const began = performance.now();
      const from = this.#placed;
      this.#placed += this.#aFrame;
      if (order === this.bench.store.order.peek() && this.dataset.arranged === "column") this.#append(order, from);
      else this.#arrange(untracked(() => arrangementNow(this.bench)));
      const isSlow = performance.now() - began > BUDGET;
      this.#aFrame = isSlow ? Math.max(LEAST_A_FRAME, this.#aFrame / 2) : Math.min(MOST_A_FRAME, this.#aFrame * 2);
    });
  }

  #append(order: readonly CellId[], from: number): void {
    const blocks = inBlocks(order.slice(from, this.#placed), () => undefined, newBlock);
    this.append(...blocks.keys());
    for (const [block, ids] of blocks) this.#fillBlock(block, ids);
    this.#hasPlacedAll = this.#placed >= order.length;
    if (!this.#hasPlacedAll) this.#goOn(order);
  }

  #fillGroups(groups: readonly Group[], shown: ReadonlySet<CellId>, kept: Set<Element>): void {
    const boxes = groups.map(({ key, kind }) => this.#box(kind, key));
    arrangeChildren(this, boxes);
    groups.forEach(({ kind, ids }, at) => {
      const box = boxes[at] as HTMLElement;
      kept.add(box);
      box.toggleAttribute("data-near", kind === "slide" || kind === "app-grid");
      this.#fill(
        box,
        ids.filter((id) => shown.has(id)),
      );
    });
  }

  #fillColumns(columns: readonly (readonly CellId[])[], shown: ReadonlySet<CellId>, kept: Set<Element>): void {
    const boxes = columns.map((_, at) => this.#box("cell-column", String(at)));
    arrangeChildren(this, boxes);
    columns.forEach((ids, at) => {
      const box = boxes[at] as HTMLElement;
      kept.add(box);
      this.#fillBlocks(
        box,
        ids.filter((id) => shown.has(id)),
        kept,
      );
    });
  }

  /** The box that is there for this, or a new one. */
  #box(kind: string, key: string): HTMLElement {
    const there = [...this.children].find((box) => box.className === kind && (box as HTMLElement).dataset.key === key);
    return (there as HTMLElement | undefined) ?? build("div", { class: kind, "data-key": key });
  }

  #fillBlocks(column: HTMLElement, ids: readonly CellId[], kept: Set<Element>): void {
    const blockOf = (id: CellId) => {
      const block = this.#cells.get(id)?.parentElement;
      return block?.parentElement === column && block.className === "cell-block" ? block : undefined;
    };
    const blocks = inBlocks(ids, blockOf, newBlock);
    arrangeChildren(column, [...blocks.keys()]);
    for (const [block, inside] of blocks) {
      kept.add(block);
      if (block === column.firstElementChild) block.toggleAttribute("data-near", true);
      this.#fillBlock(block, inside);
    }
  }

  #fillBlock(block: HTMLElement, ids: readonly CellId[]): void {
    this.#nursery.watchBlock(block);
    this.#fill(block, ids);
    this.#estimate(block, ids);
  }

  #fill(box: HTMLElement, ids: readonly CellId[]): void {
    arrangeChildren(
      box,
      ids.map((id) => this.#cells.get(id) ?? this.#newCell(id)),
    );
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
    // One that comes later is a person's, who goes on in it.
    const isFirst = this.#cells.size < FIRST_CELLS || this.#hasPlacedAll;
    Object.assign(cell, { cellId: id, bench: this.bench, nursery: this.#nursery, painter: this.#painter, isFirst });
    this.#cells.set(id, cell);
    return cell;
  }
}

function newBlock(): HTMLElement {
  return build("div", { class: "cell-block" });
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
