import { effect } from "@preact/signals-core";
import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { createRef, type Ref, ref } from "lit/directives/ref.js";
import type { CellError, CellId, Problem } from "../../../worker/src/wire/messages.js";
import type { EditorActions } from "../editor/actions.js";
import { CellEditor } from "../editor/cell-editor.js";
import type { Nursery } from "../editor/nursery.js";
import { type Cell, DEFAULT_NAME, nameProblem } from "../notebook/document.js";
import { type CellRun, isEdited } from "../notebook/state.js";
import type { CellView } from "../notebook/store.js";
import { renderConsole, renderError, renderOutput, renderQuestions } from "../outputs/index.js";
import { icon } from "./icons.js";
import { LiveElement } from "./live.js";
import { prose } from "./prose.js";
import { duration, statusWords } from "./words.js";
import type { Workbench } from "./workbench.js";

/**
 * One cell on the page: its rail, its code, and what it gave. Lit draws the frame; the editor
 * and the outputs own their hosts and are brought up to date beside it.
 */
export class ClocheCell extends LiveElement {
  static override properties = {
    cellId: { attribute: false },
    bench: { attribute: false },
    nursery: { attribute: false },
  };
  declare cellId: CellId;
  declare bench: Workbench;
  declare nursery: Nursery;

  readonly #editorHost = createRef<HTMLElement>();
  readonly #outputHost = createRef<HTMLElement>();
  readonly #consoleHost = createRef<HTMLElement>();
  readonly #promptHost = createRef<HTMLElement>();
  readonly #errorHost = createRef<HTMLElement>();
  #editor: CellEditor | null = null;
  #stops: (() => void)[] = [];

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.#begin();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#end();
  }

  protected override firstUpdated(_changes: PropertyValues): void {
    this.#begin();
  }

  get #view(): CellView | undefined {
    return this.bench.store.view(this.cellId);
  }

  // ------------------------------------------------------------ drawing

  protected override render(): TemplateResult | typeof nothing {
    const view = this.#view;
    if (!view) return nothing;
    const cell = view.cell.value;
    const run = view.run.value;
    const status = view.status.value;
    this.bench.store.order.value; // the label of a cell without a name is its place
    const label = this.bench.store.nameOf(this.cellId);
    this.#describe(cell, run, status, label);
    return html`
      <div class="cell-body">
        <div class="cell-code" ?hidden=${cell.config.hideCode}>
          <div data-part="editor" ${ref(this.#editorHost)}></div>
          ${this.#status(cell, run, status)}
        </div>
        ${cell.config.hideCode && run.output === null ? html`<div class="cell-stub">${firstWords(cell.code)}</div>` : nothing}
        ${this.#rail(status, label)}
        <div class="cell-head">${this.#name(cell, label)} ${this.#tools(cell, label)}</div>
        ${this.#problems(view.problems.value, run)}
        <div data-part="error" ${ref(this.#errorHost)} ?hidden=${!shownError(run, view.problems.value)}></div>
        <div
          data-part="output"
          class=${run.outputIsOld || (status === "stale" && run.output) ? "is-old" : ""}
          ${ref(this.#outputHost)}
          ?hidden=${run.output === null}
        ></div>
        <div data-part="console" ${ref(this.#consoleHost)} ?hidden=${run.console.length === 0}></div>
        <div data-part="prompt" aria-live="polite" ${ref(this.#promptHost)} ?hidden=${run.questions.length === 0}></div>
      </div>
      <div class="cell-gap">
        <button class="insert" @click=${() => this.bench.addBeside(this.cellId, 1)} aria-label="Add a cell below ${label}">
          ${icon("plus")}
        </button>
      </div>
    `;
  }

  #describe(cell: Cell, run: CellRun, status: CellRun["status"], label: string): void {
    this.className = "cell";
    this.id = `cell-${this.cellId}`;
    this.tabIndex = -1;
    this.setAttribute("role", "region");
    this.setAttribute("aria-label", label === cell.name ? `Cell ${label}` : label.replace(/^c/, "C"));
    this.dataset.cellId = this.cellId;
    this.dataset.cellName = cell.name;
    this.dataset.cellKind = cell.kind;
    this.dataset.status = status;
    this.toggleAttribute("data-code-hidden", cell.config.hideCode);
    this.toggleAttribute("data-waits-for-ancestor", run.error?.code.startsWith("ancestor-") ?? false);
  }

  #status(cell: Cell, run: CellRun, status: CellRun["status"]): TemplateResult {
    const words = statusWords(status, run, isEdited(cell, run));
    return html`<span class="cell-status" title=${run.milliseconds === null ? "" : `Last run took ${duration(run.milliseconds)}`}>${words}</span>`;
  }

  #rail(status: CellRun["status"], label: string): TemplateResult {
    const isRunning = status === "running" || status === "queued";
    return html`<div class="cell-rail">
      <button
        class="run-button"
        aria-label=${isRunning ? `Stop ${label}` : `Run ${label}`}
        title=${isRunning ? "Stop" : "Run this cell (Ctrl+Enter)"}
        @click=${() => (isRunning ? this.bench.stop() : this.bench.run(this.cellId))}
      >
        ${icon(isRunning ? "stop" : "run")}
      </button>
    </div>`;
  }

  /** The cell's name, to read and to change; the setup cell is called so by the file format. */
  #name(cell: Cell, label: string): TemplateResult {
    if (cell.kind === "setup") return html`<span class="cell-name is-fixed">setup</span>`;
    const name = cell.name === DEFAULT_NAME ? "" : cell.name;
    return html`<input
      class="cell-name"
      aria-label="Name of ${label}"
      title="The cell’s name, which is its function’s name in the file"
      placeholder="name"
      tabindex=${name ? 0 : -1}
      autocomplete="off"
      spellcheck="false"
      size=${Math.max(4, name.length)}
      .value=${live(name)}
      @keydown=${blurOnEnter}
      @change=${(event: Event) => this.#rename(event.currentTarget as HTMLInputElement)}
    />`;
  }

  #rename(field: HTMLInputElement): void {
    const fault = nameProblem(this.bench.store.document.peek(), this.cellId, field.value.trim());
    if (fault) {
      this.bench.say(`The cell keeps its name. ${fault}`);
      this.requestUpdate();
    } else this.bench.renameCell(this.cellId, field.value.trim());
  }

  /** One stop for the Tab key: the menu. It has everything that the other buttons do. */
  #tools(cell: Cell, label: string): TemplateResult {
    const id = this.cellId;
    const { hideCode } = cell.config;
    const isSetup = cell.kind === "setup";
    const fold = hideCode ? "Show code" : "Hide code";
    return html`<div class="cell-tools" role="toolbar" aria-label="Tools of ${label}">
      <button tabindex="-1" @click=${() => this.bench.toggleCode(id)} title=${fold} aria-label="${fold} of ${label}">${icon(hideCode ? "code" : "fold")}</button>
      ${
        isSetup
          ? nothing
          : html`<button tabindex="-1" @click=${() => this.bench.moveCell(id, -1)} title="Move up (Alt+Shift+↑)" aria-label="Move ${label} up">${icon("up")}</button>
              <button tabindex="-1" @click=${() => this.bench.moveCell(id, 1)} title="Move down (Alt+Shift+↓)" aria-label="Move ${label} down">${icon("down")}</button>`
      }
      <button tabindex="-1" @click=${() => this.bench.deleteCell(id)} title="Delete" aria-label="Delete ${label}">${icon("trash")}</button>
      <button @click=${this.#openMenu} title="More" aria-haspopup="menu" aria-label="More for ${label}">${icon("more")}</button>
    </div>`;
  }

  readonly #openMenu = (event: Event): void => {
    this.dispatchEvent(
      new CustomEvent("cell-menu", { bubbles: true, detail: { cell: this.cellId, anchor: event.currentTarget } }),
    );
  };

  #problems(problems: readonly Problem[], run: CellRun): TemplateResult | typeof nothing {
    const shown = problems.filter((problem) => run.error?.code !== problem.code);
    if (shown.length === 0) return nothing;
    return html`<div class="cell-problems" data-part="problems" role="note">
      ${shown.map((problem) => {
        const others = problem.cells.filter((id) => id !== this.cellId);
        return html`<div class="problem" data-problem=${problem.code}>
          ${icon("warning")}
          <div>
            <p>${prose(problem.message)}</p>
            ${problem.hint ? html`<p class="problem-hint">${prose(problem.hint)}</p>` : nothing}
            ${others.length ? html`<p class="problem-cells">See ${others.map((id) => this.#cellLink(id))}</p>` : nothing}
          </div>
        </div>`;
      })}
    </div>`;
  }

  #cellLink(id: CellId): TemplateResult {
    return html`<button class="cell-link" @click=${() => this.bench.jumpTo(id, null)}>${this.bench.store.nameOf(id)}</button>`;
  }

  // ------------------------------------------------- editor and outputs

  #begin(): void {
    const view = this.#view;
    const host = this.#editorHost.value;
    if (!view || !host || this.#editor) return;
    const editor = new CellEditor(host, this.#editorSettings(view.cell.peek()), this.#editorActions());
    this.#editor = editor;
    this.bench.editors.set(this.cellId, editor);
    this.nursery.watch(this, editor);
    this.#stops = [
      effect(() => editor.setCode(view.cell.value.code)),
      effect(() => {
        this.bench.store.order.value;
        view.cell.value;
        editor.setLabel(`Code of ${this.bench.store.nameOf(this.cellId)}`);
      }),
      effect(() => editor.setErrorLine(errorLine(view, this.cellId))),
      effect(() => this.#showOutput(view)),
      effect(() => {
        const { console } = view.run.value;
        draw(this.#consoleHost, (at) => renderConsole(at, console));
      }),
      effect(() => this.#showQuestions(view)),
      effect(() => {
        const error = shownError(view.run.value, view.problems.value);
        draw(this.#errorHost, (at) => {
          if (error)
            renderError(
              at,
              error,
              (id) => this.bench.store.nameOf(id),
              (id, line) => this.bench.jumpTo(id, line),
            );
          else at.replaceChildren();
        });
      }),
    ];
  }

  #end(): void {
    for (const stop of this.#stops) stop();
    this.#stops = [];
    this.nursery.forget(this);
    if (this.bench.editors.get(this.cellId) === this.#editor) this.bench.editors.delete(this.cellId);
    this.#editor?.close();
    this.#editor = null;
  }

  #shownOutput: CellRun["output"] | undefined;
  #wasTrusted = false;

  #showOutput(view: CellView): void {
    const { output, outputIsOld } = view.run.value;
    const trusted = this.bench.desk.isTrusted.value;
    if (output === this.#shownOutput && trusted === this.#wasTrusted) return;
    this.#shownOutput = output;
    this.#wasTrusted = trusted;
    draw(this.#outputHost, (at) => {
      renderOutput(at, output, { trusted });
      if (output !== null && !outputIsOld) this.bench.noteOutput();
    });
  }

  #showQuestions(view: CellView): void {
    const { questions } = view.run.value;
    const { bench } = this;
    draw(this.#promptHost, (at) =>
      renderQuestions(at, questions, {
        label: `Input for ${bench.store.nameOf(this.cellId)}`,
        answer: (request, line) => bench.answer(this.cellId, request, line),
        isWriting: () => bench.isWritingOutside(this),
      }),
    );
  }

  #editorSettings(cell: Cell) {
    const isFirst = this.bench.store.order.peek().length === 1;
    return {
      code: cell.code,
      label: `Code of ${this.bench.store.nameOf(this.cellId)}`,
      hint: isFirst ? "Type Python here, then press Shift+Enter" : "Python",
      describedBy: "editor-hint",
    };
  }

  #editorActions(): EditorActions {
    const id = this.cellId;
    const { bench } = this;
    return {
      changed: (code) => bench.edit(id, code),
      run: () => bench.run(id),
      runAndNext: () => bench.runAndNext(id),
      runAll: () => bench.runAll(),
      save: () => void bench.saveNow(),
      leave: () => this.focus({ preventScroll: true }),
      goTo: (step) => bench.goTo(id, step),
      moveCell: (step) => bench.moveCell(id, step),
      addBelow: () => bench.addBeside(id, 1),
      remove: () => bench.deleteCell(id),
      complete: (code, offset) => bench.kernel.complete(code, offset),
    };
  }
}

function blurOnEnter(event: KeyboardEvent): void {
  if (event.key === "Enter" || event.key === "Escape") (event.currentTarget as HTMLElement).blur();
}

/** What stands for a cell whose code is hidden and which has shown nothing: its first words. */
function firstWords(code: string): string {
  const lines = code.split("\n").map((line) => line.replace(/^\s*(?:\w+\.md\()?[rf]*"{3}/, "").replace(/^[#\s]+/, ""));
  return lines.find((line) => /\p{L}/u.test(line)) ?? "Empty cell";
}

function draw(host: Ref<HTMLElement>, drawing: (host: HTMLElement) => void): void {
  if (host.value) drawing(host.value);
}

/** The error to show in full: not one that the problems above it already tell. */
function shownError(run: CellRun, problems: readonly Problem[]): CellError | null {
  return run.error?.code === "problem" && problems.length > 0 ? null : run.error;
}

/** The line of this cell that failed, while its code is still the code that failed. */
function errorLine(view: CellView, id: CellId): number | null {
  const run = view.run.value;
  if (!run.error || isEdited(view.cell.value, run)) return null;
  const frame = run.error.traceback.findLast((each) => each.cell === id);
  return frame?.line ?? view.problems.value.find((problem) => problem.cells[0] === id)?.line ?? null;
}
