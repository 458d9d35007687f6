/**
 * What a person can do with the open notebook, in one place: every button, key and menu entry
 * ends here. Joins the store, the kernel and the desk; draws nothing.
 */

import type { ReadonlySignal } from "@preact/signals-core";
import type { CellId, ElementId } from "../../../worker/src/wire/messages.js";
import type { CaretPlace } from "../editor/actions.js";
import type { CellEditor } from "../editor/cell-editor.js";
import type { Kernel } from "../kernel/kernel.js";
import type { LayoutType } from "../notebook/app-layout.js";
import { type KernelState, SCRATCH } from "../notebook/state.js";
import type { NotebookStore } from "../notebook/store.js";
import type { Parcel } from "../share/parcel.js";
import { Beside } from "./beside.js";
import { Board } from "./board-state.js";
import { calm, lagging } from "./calm.js";
import { Deck } from "./deck.js";
import type { Desk } from "./desk.js";
import { type Luggage, luggageOf, missAbsent } from "./luggage.js";
import { Opener } from "./opener.js";
import { type Toast, Toasts } from "./toasts.js";

/** Frames until a new cell is drawn, which may be in the pauses only. */
const PATIENCE = 60;
/** Milliseconds after the last change of a text in which its writer is not to lose the keyboard. */
const WRITING = 2000;

export class Workbench {
  readonly store: NotebookStore;
  readonly kernel: Kernel;
  readonly desk: Desk;
  readonly deck: Deck;
  readonly board: Board;
  readonly beside: Beside;
  /** The kernel as it is drawn. */
  readonly kernelState: ReadonlySignal<KernelState>;
  /** How many cells wait for a run, as it is drawn. */
  readonly staleCells: ReadonlySignal<number>;
  /** Editors by cell, put here by the cells that draw them. */
  readonly editors = new Map<CellId, CellEditor>();
  readonly luggage: Luggage;
  readonly toasts = new Toasts();
  /** Opens other notebooks. */
  readonly opener: Opener;
  #sawOutput = false;
  #lastEdit = Number.NEGATIVE_INFINITY;
  #hasJustDeleted = false;

  constructor(store: NotebookStore, kernel: Kernel, desk: Desk) {
    this.store = store;
    this.kernel = kernel;
    this.desk = desk;
    this.deck = new Deck(store, desk);
    this.board = new Board(store, desk);
    this.beside = new Beside(store, desk, kernel.files);
    this.luggage = luggageOf(store, kernel, desk);
    missAbsent(desk, this.luggage, kernel.files);
    this.opener = new Opener(this);
    this.kernelState = calm(store.kernel);
    this.staleCells = lagging(() => store.stale.peek().length, store.changes);
  }

  // -------------------------------------------------------------- running

  run(id: CellId): void {
    this.desk.trust();
    if (this.store.cell(id)?.config.disabled) this.say("This cell is disabled. Enable it in its menu to run it.");
    else void this.kernel.run([id]);
  }

  runAndNext(id: CellId): void {
    this.run(id);
    const order = this.store.order.peek();
    const at = order.indexOf(id);
    const next = order[at + 1] ?? this.store.insert(at + 1);
    this.focusCell(next, "start");
  }

  runAll(): void {
    this.desk.trust();
    void this.kernel.runAll();
  }

  runStale(): void {
    this.desk.trust();
    void this.kernel.runStale();
  }

  /** Run code in the scratchpad. */
  async runScratch(code: string): Promise<void> {
    this.desk.trust();
    if (!(await this.kernel.runScratch(code))) this.say("Python is still starting. Run it again in a moment.");
  }

  /** A stranger's notebook, after the person said yes: from now on it is treated as their own. */
  trustAndRun(): void {
    this.desk.trust();
    if (this.desk.files.peek().length === 0) this.runAll();
    else void this.kernel.start(true); // in a folder that lasts, with the files that came along
  }

  stop(): void {
    this.kernel.stop();
  }

  /** Answer the `input()` of a cell; null is the end of the input. */
  answer(id: CellId, request: number, line: string | null): void {
    this.kernel.answer(id, request, line);
  }

  async restart(): Promise<void> {
    await this.kernel.restart();
  }

  setElement(element: ElementId, value: unknown, isSecret: boolean): void {
    this.kernel.setElement(element, value, isSecret);
  }

  /** An element says something to Python that is no value; `value` is what a restart would give it. */
  tellElement(element: ElementId, message: unknown, value?: unknown): void {
    if (value !== undefined) this.store.answers.set(element, value);
    void this.kernel.tellElement(element, message);
  }

  /** The first output of the page is on the screen: told once, for measuring. */
  noteOutput(): void {
    if (this.#sawOutput) return;
    this.#sawOutput = true;
    performance.mark("cloche:first-output");
  }

  // -------------------------------------------------------------- cells

  /** The person changed a cell's text. */
  edit(id: CellId, code: string): void {
    this.#hasJustDeleted = false;
    this.#lastEdit = performance.now();
    this.store.edit(id, code);
  }

  /** The person is typing somewhere that is not in `cell`: the keyboard must stay there. */
  isWritingOutside(cell: HTMLElement): boolean {
    const at = document.activeElement;
    if (!at || cell.contains(at)) return false;
    if (at.closest(".cm-editor")) return performance.now() - this.#lastEdit < WRITING;
    return at.matches("input, textarea, select, [contenteditable]") || at.closest("dialog") !== null;
  }

  addCell(index: number): void {
    this.focusCell(this.store.insert(index), "start");
  }

  addBeside(id: CellId, step: 0 | 1): void {
    this.addCell(this.store.order.peek().indexOf(id) + step);
  }

  deleteCell(id: CellId): void {
    const order = this.store.order.peek();
    const at = order.indexOf(id);
    const name = this.store.nameOf(id);
    const wasEmpty = !this.store.cell(id)?.code.trim();
    this.store.remove(id);
    this.#hasJustDeleted = !wasEmpty;
    void this.kernel.deleteCells([id]);
    const next = order[at + 1] ?? order[at - 1];
    if (next) this.focusCell(next, "keep");
    if (!wasEmpty) this.say(`Deleted ${name}.`, { label: "Undo", act: () => this.undoDelete() });
  }

  /** A cell was deleted, and nothing was typed since: what a person wants to undo is that. */
  get hasJustDeleted(): boolean {
    return this.#hasJustDeleted;
  }

  /** Bring back the cell that was deleted last. False where there is none. */
  undoDelete(): boolean {
    const id = this.store.undoRemove();
    if (!id) return false;
    if (this.store.cell(id)?.code.trim() && this.desk.isTrusted.peek()) void this.kernel.bringBack(id);
    this.focusCell(id, "keep");
    return true;
  }

  moveCell(id: CellId, steps: number): void {
    if (!this.store.move(id, steps)) return;
    void this.kernel.moveCells();
    this.focusCell(id, "keep");
  }

  /** To another column, or to a new one past the last. */
  moveToColumn(id: CellId, column: number): void {
    if (!this.store.moveToColumn(id, column)) return;
    void this.kernel.moveCells();
    this.focusCell(id, "keep");
  }

  /** To a column, before the cell that is at `place` of the page order. */
  moveInColumns(id: CellId, column: number, place: number): void {
    const ids = this.store.columns.peek()[column] ?? [];
    const order = this.store.order.peek();
    const inside = ids.filter((each) => each !== id && order.indexOf(each) < place).length;
    if (!this.store.moveToColumn(id, column, inside)) return;
    void this.kernel.moveCells();
    this.focusCell(id, "keep");
  }

  /** To the column beside, where there is one. */
  moveBeside(id: CellId, step: -1 | 1): void {
    if (!this.store.hasColumns.peek()) return;
    const to = this.store.columns.peek().findIndex((ids) => ids.includes(id)) + step;
    if (to >= 0) this.moveToColumn(id, to);
  }

  renameCell(id: CellId, name: string): void {
    this.store.rename(id, name);
    void this.kernel.configure(id);
  }

  toggleCode(id: CellId): void {
    const cell = this.store.cell(id);
    if (!cell) return;
    this.store.configure(id, { hideCode: !cell.config.hideCode });
    void this.kernel.configure(id);
  }

  toggleDisabled(id: CellId): void {
    const cell = this.store.cell(id);
    if (!cell) return;
    this.store.configure(id, { disabled: !cell.config.disabled });
    void this.kernel.configure(id);
  }

  /**
   * Take the keyboard to a cell's code and bring it into view. A cell with hidden code gets it as a whole. Where the
   * cell is drawn in this turn, what is typed next comes to it; and again with the next picture, if something that
   * closes has given the keyboard elsewhere.
   */
  focusCell(id: CellId, place: CaretPlace, frames = PATIENCE): void {
    queueMicrotask(() => this.#giveKeyboard(id, place));
    requestAnimationFrame(() => {
      const element = cellElement(id);
      if (!element) {
        if (frames > 0) this.focusCell(id, place, frames - 1);
        return;
      }
      if (!this.editors.get(id)?.hasFocus) this.#giveKeyboard(id, place);
      element.scrollIntoView({ block: "nearest" });
    });
  }

  #giveKeyboard(id: CellId, place: CaretPlace): void {
    const isHidden = this.store.cell(id)?.config.hideCode && typeof place !== "object";
    if (isHidden || this.desk.appView.peek()) cellElement(id)?.focus({ preventScroll: true });
    else this.editors.get(id)?.focus(place);
  }

  /** The caret leaves a cell at its top or bottom edge; false when there is no cell that way. */
  goTo(from: CellId, step: -1 | 1): boolean {
    const order = this.store.order.peek();
    const next = order[order.indexOf(from) + step];
    if (!next) return false;
    this.focusCell(next, step > 0 ? "start" : "end");
    return true;
  }

  // -------------------------------------------------------------- layout

  /** Lay the app view out in this way, and show it. */
  chooseLayout(type: LayoutType): void {
    this.store.layouts.choose(type);
    if (!this.desk.appView.peek()) this.desk.setAppView(true);
    if (type === "grid") this.board.begin();
  }

  undoLayout(): void {
    if (this.store.layouts.canUndo) this.store.layouts.undo();
  }

  toggleLazy(): void {
    const lazy = !this.store.runtime.peek().lazy;
    this.store.setRuntime({ lazy });
    void this.kernel.setLazy(lazy);
  }

  toggleAutorun(): void {
    this.store.setRuntime({ autorun: !this.store.runtime.peek().autorun });
  }

  /** Put the keyboard into a cell's code, showing it if it is hidden. */
  enter(id: CellId): void {
    if (this.store.cell(id)?.config.hideCode) this.toggleCode(id);
    this.focusCell(id, "keep");
  }

  /** From a cell that is selected as a whole to its neighbour. */
  selectBeside(id: CellId, step: -1 | 1): void {
    const order = this.store.order.peek();
    const next = order[order.indexOf(id) + step];
    if (next) cellElement(next)?.focus();
  }

  jumpTo(id: CellId, line: number | null): void {
    if (id === SCRATCH) return;
    if (!this.store.cell(id)) {
      this.say("That cell was deleted.");
      return;
    }
    if (this.desk.appView.peek()) this.desk.setAppView(false);
    if (line !== null && this.store.cell(id)?.config.hideCode) this.toggleCode(id);
    this.focusCell(id, line === null ? "keep" : { line });
  }

  // -------------------------------------------------------------- keeping

  /** The last visit left a session: say discreetly what became of it. */
  noteResumed(how: "resumed" | "ran-again"): void {
    document.documentElement.dataset.session = how;
    if (how === "resumed")
      this.say("Resumed: nothing ran again.", { label: "Run again", act: () => void this.restart() });
    else this.say("Every cell ran again, because Python’s memory of your last visit could not be used.");
  }

  async saveNow(): Promise<void> {
    if (this.desk.outside.isSandboxed) {
      this.desk.outside.keep();
      return;
    }
    await this.desk.saveNow(true);
    this.say(
      this.desk.saveState.peek() === "saved"
        ? "Saved in this browser."
        : "This browser did not save the notebook. Download it to keep it.",
    );
  }

  async download(): Promise<void> {
    const { name, text } = await this.text();
    this.desk.outside.giveFile(name, new Blob([text], { type: "text/x-python" }));
  }

  /** The notebook's file as it is now. */
  async text(): Promise<Parcel["notebook"]> {
    return { name: this.filename, text: this.store.source(await this.kernel.analyses()) };
  }

  /** What the notebook's file is called. */
  get filename(): string {
    const { filename } = this.store.document.peek();
    if (filename !== "notebook.py") return filename;
    const slug = this.store.title
      .peek()
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, "_")
      .replace(/^_+|_+$/g, "");
    return `${slug || "notebook"}.py`;
  }

  /** Say something in passing, with one thing to do about it at most. */
  say(text: string, action: Toast["action"] = null): void {
    this.toasts.say(text, action);
  }
}

function cellElement(id: CellId): HTMLElement | null {
  return document.querySelector<HTMLElement>(`[data-cell-id="${CSS.escape(id)}"]`);
}
