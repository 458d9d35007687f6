/**
 * The page's one notebook: its document and its runs, in signals.
 *
 * The store alone changes them. It has a signal for each cell, so that an event or a
 * keystroke redraws that cell and no other. It sends nothing and saves nothing: those
 * who do watch `document`.
 */

import { batch, computed, type ReadonlySignal, type Signal, signal } from "@preact/signals-core";
import type {
  CellAnalysis,
  CellError,
  CellId,
  CellText,
  KernelEvent,
  Problem,
} from "../../../worker/src/wire/messages.js";
import { Answers } from "./answers.js";
import { applyToCell, applyToNotebook, cellOf, withoutQuestion } from "./apply.js";
import { columnsOf, hasColumns, moveToColumn } from "./columns.js";
import {
  type Cell,
  cellText,
  changeCell,
  DEFAULT_NAME,
  insertCell,
  moveCell,
  type NotebookDocument,
  removeCell,
  restoreCell,
  setRuntime,
  setTitle,
  titleOf,
} from "./document.js";
import { type Runtime, runtimeOf } from "./header.js";
import { Layouts } from "./layouts.js";
import { runsBefore, type ShownCell } from "./session.js";
import type { Analyses } from "./signatures.js";
import {
  BOOTING,
  type CellRun,
  isEdited,
  type KernelState,
  NEVER_RAN,
  NOTHING_RUN,
  type NotebookRun,
  SCRATCH,
  shownStatus,
} from "./state.js";
import { writeNotebook } from "./write.js";

export interface CellView {
  readonly cell: ReadonlySignal<Cell>;
  readonly run: ReadonlySignal<CellRun>;
  readonly problems: ReadonlySignal<readonly Problem[]>;
  readonly status: ReadonlySignal<CellRun["status"]>;
}

interface Slot extends CellView {
  readonly cell: Signal<Cell>;
  readonly run: Signal<CellRun>;
}

interface Deleted {
  readonly cell: Cell;
  readonly index: number;
}

const NO_PROBLEMS: readonly Problem[] = [];
const UNDO_LIMIT = 50;

export class NotebookStore {
  readonly #document: Signal<NotebookDocument>;
  readonly #order: Signal<readonly CellId[]>;
  readonly #slots = new Map<CellId, Slot>();
  readonly #run = signal<NotebookRun>(NOTHING_RUN);
  /** Apart from the run, whose every step would else be told to every cell. */
  readonly #problems = signal<readonly Problem[]>(NO_PROBLEMS);
  readonly #kernel = signal<KernelState>(BOOTING);
  readonly #deleted = signal<readonly Deleted[]>([]);
  readonly #scratch = signal<CellRun>(NEVER_RAN);
  readonly #changes = signal(0);
  /** The newest value of every element that the person has moved. */
  readonly answers = new Answers();
  #generation = 0;

  readonly problemsByCell = computed(() => {
    const byCell = new Map<CellId, Problem[]>();
    for (const problem of this.#problems.value)
      for (const cell of problem.cells) byCell.set(cell, [...(byCell.get(cell) ?? []), problem]);
    return byCell;
  });

  /** Where each cell stands on the page, from 0. */
  readonly #places = computed(() => new Map(this.#order.value.map((id, place) => [id, place])));

  /** Cells whose output is not what their code would give, in page order. */
  readonly stale = computed(() => this.#order.value.filter((id) => this.#slots.get(id)?.status.value === "stale"));
  readonly title = computed(() => titleOf(this.#document.value));
  readonly runtime = computed(() => runtimeOf(this.#document.value.header));

  readonly layouts: Layouts;
  readonly hasColumns = computed(() => hasColumns(this.#document.value));
  /** The cells of each column, where the notebook asks for columns; the same list while nothing moves. */
  readonly columns = computed((): readonly (readonly CellId[])[] => {
    const columns = columnsOf(this.#document.value).map((cells) => cells.map(({ id }) => id));
    if (JSON.stringify(columns) !== JSON.stringify(this.#columns)) this.#columns = columns;
    return this.#columns;
  });
  #columns: readonly (readonly CellId[])[] = [];

  constructor(document: NotebookDocument) {
    this.#document = signal(document);
    this.layouts = new Layouts(this.#document, (next) => this.#change(next));
    this.#order = signal(document.cells.map((cell) => cell.id));
    for (const cell of document.cells) this.#slots.set(cell.id, this.#slotFor(cell));
  }

  get document(): ReadonlySignal<NotebookDocument> {
    return this.#document;
  }
  get order(): ReadonlySignal<readonly CellId[]> {
    return this.#order;
  }
  get problems(): ReadonlySignal<readonly Problem[]> {
    return this.#problems;
  }
  get run(): ReadonlySignal<NotebookRun> {
    return this.#run;
  }
  /** Grows with every change of a cell or of its run: for those who look at all cells, and only now and then. */
  get changes(): ReadonlySignal<number> {
    return this.#changes;
  }
  /** What the scratchpad gave last. */
  get scratch(): ReadonlySignal<CellRun> {
    return this.#scratch;
  }
  get kernel(): ReadonlySignal<KernelState> {
    return this.#kernel;
  }
  /** Deleted cells that can still come back, the newest last. */
  get deleted(): ReadonlySignal<readonly Deleted[]> {
    return this.#deleted;
  }

  view(id: CellId): CellView | undefined {
    return this.#slots.get(id);
  }

  cell(id: CellId): Cell | undefined {
    return this.#slots.get(id)?.cell.peek();
  }

  /** What the page calls a cell: its name, else its place. */
  nameOf(id: CellId): string {
    if (id === SCRATCH) return "scratchpad";
    const cell = this.cell(id);
    if (cell && cell.name !== DEFAULT_NAME && cell.name) return cell.name;
    const place = this.#places.peek().get(id);
    return place === undefined ? "a deleted cell" : `cell ${place + 1}`;
  }

  texts(ids: readonly CellId[] = this.#order.peek()): CellText[] {
    return ids.flatMap((id) => this.cell(id) ?? []).map(cellText);
  }

  /** The kernel's analyses that still fit what the editors hold. */
  analyses(): Analyses {
    const known = new Map<CellId, CellAnalysis>();
    for (const [id, { cell, run }] of this.#slots) {
      const analysis = run.peek().analysis;
      if (analysis && !isEdited(cell.peek(), run.peek())) known.set(id, analysis);
    }
    return known;
  }

  /** The notebook's file as it would be saved now. */
  source(analyses: Analyses = this.analyses()): string {
    return writeNotebook(this.#document.peek(), analyses, this.layouts.beside);
  }

  // ---------------------------------------------------------------- people

  /** Another notebook in place of this one: nothing of the old one's runs stays. `shown` is shown until it runs. */
  open(
    document: NotebookDocument,
    elements: Readonly<Record<string, unknown>> = {},
    shown: readonly ShownCell[] = [],
  ): void {
    const before = runsBefore(document, shown);
    batch(() => {
      this.#slots.clear();
      this.answers.replace(elements);
      this.#deleted.value = [];
      this.layouts.forget();
      this.#run.value = NOTHING_RUN;
      this.#problems.value = NO_PROBLEMS;
      for (const cell of document.cells) this.#slots.set(cell.id, this.#slotFor(cell, before.get(cell.id)));
      this.#scratch.value = NEVER_RAN;
      this.#changed();
      this.#document.value = document;
      this.#order.value = document.cells.map((cell) => cell.id);
    });
  }

  edit(id: CellId, code: string): void {
    const cell = this.cell(id);
    const kind = cell?.kind === "setup" ? "setup" : "cell";
    if (cell && cell.code !== code) this.#change(changeCell(this.#document.peek(), id, { code, kind }));
  }

  rename(id: CellId, name: string): void {
    this.#change(changeCell(this.#document.peek(), id, { name: name.trim() || DEFAULT_NAME }));
  }

  configure(id: CellId, changes: Partial<Cell["config"]>): void {
    const cell = this.cell(id);
    if (cell) this.#change(changeCell(this.#document.peek(), id, { config: { ...cell.config, ...changes } }));
  }

  entitle(title: string): void {
    this.#change(setTitle(this.#document.peek(), title));
  }

  setRuntime(wishes: Partial<Runtime>): void {
    this.#change(setRuntime(this.#document.peek(), wishes));
  }

  /** A new empty cell at `index` of the page order. */
  insert(index: number, code = ""): CellId {
    const { document, id } = insertCell(this.#document.peek(), index, { code });
    this.#change(document);
    return id;
  }

  move(id: CellId, steps: number): boolean {
    const before = this.#document.peek();
    this.#change(moveCell(before, id, steps));
    return this.#document.peek() !== before;
  }

  /** To another column, a new one past the last; false where it stays. `place` is its place there, the last if missing. */
  moveToColumn(id: CellId, column: number, place?: number): boolean {
    const before = this.#document.peek();
    this.#change(moveToColumn(before, id, column, place));
    return this.#document.peek() !== before;
  }

  remove(id: CellId): void {
    const index = this.#order.peek().indexOf(id);
    const cell = this.cell(id);
    if (!cell) return;
    batch(() => {
      this.#deleted.value = [...this.#deleted.peek().slice(1 - UNDO_LIMIT), { cell, index }];
      this.#change(removeCell(this.#document.peek(), id));
    });
  }

  /** Bring back the cell deleted last; its id, or null when there is none. */
  undoRemove(): CellId | null {
    const last = this.#deleted.peek().at(-1);
    if (!last) return null;
    batch(() => {
      this.#deleted.value = this.#deleted.peek().slice(0, -1);
      this.#change(restoreCell(this.#document.peek(), last.index, last.cell));
    });
    return last.cell.id;
  }

  // ---------------------------------------------------------------- kernel

  /** A new life of the kernel: only its events count from now on, and no cell has run in it. */
  beginGeneration(generation: number, autorun: boolean): void {
    this.#generation = generation;
    this.answers.beginPython();
    batch(() => {
      this.#run.value = NOTHING_RUN;
      this.#scratch.value = interrupted(this.#scratch.peek());
      this.#changed();
      for (const slot of this.#slots.values()) {
        const status = autorun && slot.cell.peek().code.trim() ? "queued" : "stale";
        const run = slot.run.peek();
        slot.run.value = {
          ...run,
          status,
          ranCode: null,
          outputIsOld: run.output !== null,
          questions: [],
          analysis: null,
        };
      }
    });
  }

  /** Cells as they were when a session was kept. With `isOld` Python has still to say that they are so again. */
  resume(runs: readonly (readonly [CellId, CellRun])[], problems: readonly Problem[], isOld: boolean): void {
    batch(() => {
      this.#problems.value = problems;
      for (const [id, run] of runs)
        this.#changeRun(id, () => (isOld ? { ...run, status: "queued", outputIsOld: run.output !== null } : run));
    });
  }

  setKernel(changes: Partial<KernelState>): void {
    const before = this.#kernel.peek();
    const isNews = (Object.keys(changes) as (keyof KernelState)[]).some((key) => changes[key] !== before[key]);
    if (isNews) this.#kernel.value = { ...before, ...changes };
  }

  /** The kernel now holds these texts: their cells count as unedited until someone types. */
  sent(cells: readonly CellText[]): void {
    batch(() => {
      for (const { id, code } of cells) this.#changeRun(id, (run) => ({ ...run, ranCode: code }));
    });
  }

  /** Take in what the kernel told, in order. Words of an earlier life are dropped. */
  apply(generation: number, events: readonly KernelEvent[]): void {
    if (generation !== this.#generation) return;
    batch(() => {
      for (const event of events) this.#applyOne(event);
    });
  }

  /** The person has answered: the question goes at once. */
  answered(id: CellId, request: number): void {
    this.#changeRun(id, (run) => {
      if (run.questions.some((question) => question.request === request && question.secret)) this.answers.noteTold();
      return withoutQuestion(run, request);
    });
  }

  /** Python goes away under the cells that run: each says why it has no result. */
  stopRunning(error: CellError): void {
    batch(() => {
      for (const id of this.#slots.keys())
        this.#changeRun(id, (run) => (run.status === "running" ? { ...run, output: null, error } : run));
    });
  }

  /** The kernel is gone: what ran or waited did not finish. */
  interruptAll(): void {
    batch(() => {
      this.#run.value = NOTHING_RUN;
      for (const id of [...this.#slots.keys(), SCRATCH]) this.#changeRun(id, interrupted);
    });
  }

  #applyOne(event: KernelEvent): void {
    const id = cellOf(event);
    if (id) this.#changeRun(id, (run) => applyToCell(run, event));
    else if (event.type === "cells-analysed")
      for (const analysis of event.cells) this.#changeRun(analysis.cell, (run) => ({ ...run, analysis }));
    else if (event.type === "problems-changed") this.#problems.value = event.problems;
    else if (event.type === "element-updated") this.answers.set(event.element, event.value);
    else if (event.type === "element-renewed") this.answers.forget(event.element);
    this.#run.value = applyToNotebook(this.#run.peek(), event);
  }

  #changed(): void {
    this.#changes.value = this.#changes.peek() + 1;
  }

  #changeRun(id: CellId, change: (run: CellRun) => CellRun): void {
    const run = id === SCRATCH ? this.#scratch : this.#slots.get(id)?.run;
    if (!run) return;
    run.value = change(run.peek());
    this.#changed();
  }

  #change(document: NotebookDocument): void {
    if (document === this.#document.peek()) return;
    batch(() => {
      this.#changed();
      const order = document.cells.map((cell) => cell.id);
      for (const cell of document.cells) {
        const slot = this.#slots.get(cell.id);
        if (slot) slot.cell.value = cell;
        else this.#slots.set(cell.id, this.#slotFor(cell));
      }
      const kept = new Set(order);
      for (const id of this.#slots.keys()) if (!kept.has(id)) this.#slots.delete(id);
      this.#document.value = document;
      const before = this.#order.peek();
      if (order.length !== before.length || order.some((id, place) => id !== before[place])) this.#order.value = order;
    });
  }

  #slotFor(content: Cell, before: CellRun = NEVER_RAN): Slot {
    const cell = signal(content);
    const run = signal(before);
    const problems = computed(() => this.problemsByCell.value.get(content.id) ?? NO_PROBLEMS);
    const status = computed(() => shownStatus(cell.value, run.value));
    return { cell, run, problems, status };
  }
}

function interrupted(run: CellRun): CellRun {
  return run.status === "running" || run.status === "queued"
    ? { ...run, status: "stale", outputIsOld: false, questions: [] }
    : run;
}
