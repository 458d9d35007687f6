import { effect } from "@preact/signals-core";
import { html, nothing, render } from "lit";
import type { CellError, CellId, Problem } from "../../../worker/src/wire/messages.js";
import type { EditorActions } from "../editor/actions.js";
import { CellEditor } from "../editor/cell-editor.js";
import type { Nursery, Resident } from "../editor/nursery.js";
import { type CellRun, givesNothing, isEdited } from "../notebook/state.js";
import { build } from "../outputs/build.js";
import { renderConsole, renderError, renderOutput, renderQuestions } from "../outputs/index.js";
import { addButton, type CellPicture, head, problemList, rail, statusMark } from "./cell-frame.js";
import { stub } from "./cell-stub.js";
import type { Drawable, Painter } from "./painter.js";
import type { Workbench } from "./workbench.js";

/**
 * One cell on the page: its code, what it gave, and near the screen the frame around them.
 *
 * Far from the screen it is as little as can be found and read: the code as text, and the outputs. The painter says
 * when it draws, the nursery whether it is near and has a real editor.
 */
export class ClocheCell extends HTMLElement implements Drawable, Resident {
  cellId!: CellId;
  bench!: Workbench;
  nursery!: Nursery;
  painter!: Painter;
  /** It is among those that show first: near until the nursery knows better. */
  isFirst = false;
  isNear = false;

  readonly #editorHost = part("editor");
  readonly #outputHost = part("output");
  readonly #consoleHost = part("console");
  readonly #promptHost = build("div", { "data-part": "prompt", "aria-live": "polite", hidden: true });
  readonly #errorHost = part("error");
  #editor: CellEditor | null = null;
  #stopWatching: () => void = () => {};
  /** What the hosts show, to leave alone what did not change. */
  #shown: { output?: CellRun["output"]; console?: CellRun["console"]; error?: CellError | null; trusted?: boolean } =
    {};

  get editor(): CellEditor | null {
    return this.#editor;
  }

  connectedCallback(): void {
    this.isNear ||= this.isFirst;
    this.nursery.watch(this);
    const { store, desk } = this.bench;
    this.#stopWatching = effect(() => {
      const view = store.view(this.cellId);
      if (!view) return;
      view.cell.value;
      const run = view.run.value;
      view.problems.value;
      store.order.value; // the label of a cell without a name is its place
      desk.isTrusted.value;
      desk.appView.value;
      // For whoever asks: no style hangs on it, so that it costs no picture. Styles go by `data-look`, which is drawn.
      if (this.isNear && this.#editor) setData(this, "data-status", view.status.value);
      this.painter.ask(this, { isFleeting: this.#isFleeting(run) });
    });
  }

  /** Moved within the page, in one piece. */
  connectedMoveCallback(): void {
    this.nursery.watch(this);
  }

  disconnectedCallback(): void {
    this.#stopWatching();
    this.painter.forget(this);
    this.nursery.forget(this);
    queueMicrotask(() => {
      if (!this.isConnected) this.#close(); // else it was only moved
    });
  }

  /** Told by the nursery: it comes to the screen, or leaves it. */
  setNear(isNear: boolean): void {
    const isHeld = this.contains(document.activeElement) || this.hasAttribute("data-dragged");
    if (isNear === this.isNear || (!isNear && isHeld)) return;
    this.isNear = isNear;
    this.painter.ask(this);
  }

  /** It runs or waits, or Python has begun something and nothing came of it yet: most likely in a moment that is over. */
  #isFleeting({ status, output, console, error }: CellRun): boolean {
    if (!this.#editor) return false;
    const shown = this.#shown;
    // Its console starts empty; what it shows and prints meanwhile is drawn as it comes.
    if (status === "queued" || status === "running")
      return output === shown.output && (console === shown.console || console.length === 0);
    const isBusy = this.bench.store.kernel.peek().phase === "busy";
    return isBusy && output === shown.output && console === shown.console && error === (shown.error ?? null);
  }

  draw(): void {
    const view = this.bench.store.view(this.cellId);
    if (!view || !this.isConnected) return;
    const { store } = this.bench;
    const [cell, run, status] = [view.cell.peek(), view.run.peek(), view.status.peek()];
    const label = store.nameOf(this.cellId);
    const picture: CellPicture = { cell, run, status, problems: view.problems.peek(), label };
    this.#describe(picture);
    this.#bringEditor(picture);
    this.#bringOutputs(picture);
    this.#frame(picture);
    this.#ask(picture);
  }

  #frame(picture: CellPicture): void {
    const { bench } = this;
    const { cell, run } = picture;
    const near = this.isNear;
    render(
      html`
        <div class="cell-body">
          <div class="cell-code" ?hidden=${cell.config.hideCode}>
            ${this.#editorHost} ${near ? statusMark(picture) : nothing}
          </div>
          ${cell.config.hideCode && run.output === null ? stub(cell.code) : nothing}
          ${near ? rail(picture, bench) : nothing} ${near ? head(picture, bench) : nothing}
          ${problemList(picture, bench)} ${this.#errorHost} ${this.#outputHost} ${this.#consoleHost}
          ${this.#promptHost}
        </div>
        <div class="cell-gap">${near ? addButton(picture, bench) : nothing}</div>
      `,
      this,
    );
  }

  #describe({ cell, run, status, problems, label }: CellPicture): void {
    const { dataset } = this;
    if (dataset.cellId === undefined) {
      this.className = "cell";
      this.id = `cell-${this.cellId}`;
      this.tabIndex = -1;
      this.setAttribute("role", "region");
      dataset.cellId = this.cellId;
    }
    setData(this, "aria-label", label === cell.name ? `Cell ${label}` : label.replace(/^c/, "C"));
    setData(this, "data-cell-name", cell.name);
    setData(this, "data-cell-kind", cell.kind);
    setData(this, "data-status", status);
    setData(this, "data-look", status);
    this.toggleAttribute("data-near", this.isNear);
    this.toggleAttribute("data-code-hidden", cell.config.hideCode);
    this.toggleAttribute("data-waits-for-ancestor", run.error?.code.startsWith("ancestor-") ?? false);
    this.toggleAttribute("data-gives-nothing", givesNothing(run, problems));
  }

  // ------------------------------------------------- editor and outputs

  #bringEditor({ cell, run, problems, label }: CellPicture): void {
    const name = `Code of ${label}`;
    const { desk } = this.bench;
    if (!this.#editor) {
      const isOnly = this.bench.store.order.peek().length === 1;
      const hint = isOnly ? "Type Python here, then press Shift+Enter" : "Python";
      const settings = { code: cell.code, label: name, hint, describedBy: "editor-hint" };
      this.#editor = new CellEditor(this.#editorHost, settings, this.#editorActions());
      this.bench.editors.set(this.cellId, this.#editor);
    }
    const editor = this.#editor;
    editor.setCode(cell.code);
    editor.setLabel(name);
    editor.setErrorLine(run.error && !isEdited(cell, run) ? errorLine(run.error, problems, this.cellId) : null);
    if (this.isNear) {
      editor.colour();
      if (!desk.appView.peek() || desk.showCode.peek()) this.nursery.arrived(this);
    }
  }

  #bringOutputs({ run, status, problems }: CellPicture): void {
    const { output, outputIsOld, console } = run;
    const trusted = this.bench.desk.isTrusted.peek();
    const error = shownError(run, problems);
    const shown = this.#shown;
    this.#shown = { output, console, error, trusted };
    if (output !== shown.output || trusted !== shown.trusted) {
      renderOutput(this.#outputHost, output, { trusted });
      if (output !== null && !outputIsOld) this.bench.noteOutput();
    }
    if (console !== shown.console) renderConsole(this.#consoleHost, console);
    if (error !== shown.error) this.#showError(error);
    const isOld = outputIsOld || (status === "stale" && output !== null);
    this.#outputHost.classList.toggle("is-old", isOld);
    this.#outputHost.hidden = output === null;
    this.#consoleHost.hidden = console.length === 0;
    this.#errorHost.hidden = error === null;
  }

  /** After the frame, which may be new: a question takes the keyboard. */
  #ask({ run, label }: CellPicture): void {
    const { bench } = this;
    if (run.questions.length === 0 && this.#promptHost.hidden) return;
    renderQuestions(this.#promptHost, run.questions, {
      label: `Input for ${label}`,
      answer: (request, line) => bench.answer(this.cellId, request, line),
      isWriting: () => bench.isWritingOutside(this),
    });
    this.#promptHost.hidden = run.questions.length === 0;
  }

  #showError(error: CellError | null): void {
    const { bench } = this;
    if (!error) this.#errorHost.replaceChildren();
    else
      renderError(
        this.#errorHost,
        error,
        (id) => bench.store.nameOf(id),
        (id, line) => bench.jumpTo(id, line),
      );
  }

  #close(): void {
    if (this.bench.editors.get(this.cellId) === this.#editor) this.bench.editors.delete(this.cellId);
    this.#editor?.close();
    this.#editor = null;
    renderOutput(this.#outputHost, null, { trusted: false });
    this.#shown = {};
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

function part(name: string): HTMLElement {
  return build("div", { "data-part": name });
}

/** Only when it differs: an attribute that is set makes the browser look for rules that mention it. */
function setData(element: HTMLElement, name: string, value: string): void {
  if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}

/** The error to show in full: not one that the problems above it already tell. */
function shownError(run: CellRun, problems: readonly Problem[]): CellError | null {
  return run.error?.code === "problem" && problems.length > 0 ? null : run.error;
}

/** The line of this cell that failed. */
function errorLine(error: CellError, problems: readonly Problem[], id: CellId): number | null {
  const frame = error.traceback.findLast((each) => each.cell === id);
  return frame?.line ?? problems.find((problem) => problem.cells[0] === id)?.line ?? null;
}
