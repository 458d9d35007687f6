import { effect } from "@preact/signals-core";
import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { createRef, ref } from "lit/directives/ref.js";
import "../styles/scratch.css";
import type { EditorActions } from "../editor/actions.js";
import { CellEditor } from "../editor/cell-editor.js";
import { SCRATCH } from "../notebook/state.js";
import { renderConsole, renderError, renderOutput } from "../outputs/index.js";
import { icon } from "./icons.js";
import { LiveElement } from "./live.js";
import { duration } from "./words.js";
import type { Workbench } from "./workbench.js";

/**
 * The scratchpad: a drawer with one editor for code that is tried out beside the notebook. It
 * reads what the cells define, and what it defines is gone afterwards. Its text lives as long as the page.
 */
export class ClocheScratch extends LiveElement {
  static override properties = { bench: { attribute: false }, isOpen: { state: true } };
  declare bench: Workbench;
  declare isOpen: boolean;
  readonly #editorHost = createRef<HTMLElement>();
  readonly #outputHost = createRef<HTMLElement>();
  readonly #consoleHost = createRef<HTMLElement>();
  readonly #errorHost = createRef<HTMLElement>();
  #editor: CellEditor | null = null;
  #code = "";
  #came: Element | null = null;
  #stops: (() => void)[] = [];

  constructor() {
    super();
    this.isOpen = false;
  }

  /** Open it and take the keyboard there; close it and give the keyboard back. */
  toggle(): void {
    if (this.isOpen) {
      this.#close();
      return;
    }
    this.#came = document.activeElement;
    this.isOpen = true;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#end();
  }

  protected override render(): TemplateResult | typeof nothing {
    if (!this.isOpen) return nothing;
    const run = this.bench.store.scratch.value;
    const isRunning = run.status === "running" || run.status === "queued";
    const took = run.milliseconds === null || isRunning ? "" : duration(run.milliseconds);
    return html`<aside class="scratch" aria-label="Scratchpad" data-status=${run.status} @keydown=${this.#onKey}>
      <div class="scratch-head">
        <h2>Scratchpad</h2>
        <span class="scratch-note">${isRunning ? "Running…" : took}</span>
        <button
          class="button ${isRunning ? "stop" : ""}"
          title=${isRunning ? "Stop" : "Run (Ctrl+Enter)"}
          @click=${() => (isRunning ? this.bench.stop() : this.#run())}
        >
          ${icon(isRunning ? "stop" : "run")}<span>${isRunning ? "Stop" : "Run"}</span>
        </button>
        <button class="button quiet icon-only" aria-label="Close the scratchpad" title="Close (Ctrl+;)" @click=${() => this.#close()}>
          ${icon("close")}
        </button>
      </div>
      <div class="scratch-body">
        <div class="cell-code"><div data-part="editor" ${ref(this.#editorHost)}></div></div>
        <div data-part="error" ${ref(this.#errorHost)} ?hidden=${!run.error}></div>
        <div
          data-part="output"
          class=${run.outputIsOld ? "is-old" : ""}
          ${ref(this.#outputHost)}
          ?hidden=${run.output === null}
        ></div>
        <div data-part="console" ${ref(this.#consoleHost)} ?hidden=${run.console.length === 0}></div>
        <p class="scratch-hint">Reads the notebook’s names. What it defines is gone after the run, and nothing is saved.</p>
      </div>
    </aside>`;
  }

  protected override updated(changes: PropertyValues): void {
    if (!changes.has("isOpen")) return;
    if (this.isOpen) this.#begin();
    else this.#end();
  }

  #begin(): void {
    const host = this.#editorHost.value;
    if (!host) return;
    const hint = "Try something: this is no cell";
    const settings = { code: this.#code, label: "Code of the scratchpad", hint, describedBy: "editor-hint" };
    this.#editor = new CellEditor(host, settings, this.#actions());
    this.#editor.focus("end");
    const { store, desk } = this.bench;
    this.#stops = [
      effect(() => {
        const { output } = store.scratch.value;
        if (this.#outputHost.value) renderOutput(this.#outputHost.value, output, { trusted: desk.isTrusted.value });
      }),
      effect(() => {
        if (this.#consoleHost.value) renderConsole(this.#consoleHost.value, store.scratch.value.console);
      }),
      effect(() => this.#showError()),
    ];
  }

  #showError(): void {
    const { error } = this.bench.store.scratch.value;
    const host = this.#errorHost.value;
    if (!host) return;
    if (error) {
      const jump = (id: typeof SCRATCH, line: number) =>
        id === SCRATCH ? this.#editor?.focus({ line }) : this.bench.jumpTo(id, line);
      renderError(host, error, (id) => this.bench.store.nameOf(id), jump);
    } else host.replaceChildren();
    this.#editor?.setErrorLine(error?.traceback.findLast((frame) => frame.cell === SCRATCH)?.line ?? null);
  }

  #end(): void {
    for (const stop of this.#stops) stop();
    this.#stops = [];
    this.#editor?.close();
    this.#editor = null;
  }

  #run(): void {
    if (this.#code.trim()) void this.bench.runScratch(this.#code);
  }

  #close(): void {
    const hadFocus = this.contains(document.activeElement);
    this.isOpen = false;
    if (hadFocus && this.#came instanceof HTMLElement && this.#came.isConnected) this.#came.focus();
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || event.defaultPrevented || (event.target as Element).closest(".cm-editor")) return;
    event.preventDefault();
    this.#close();
  };

  #actions(): EditorActions {
    const { bench } = this;
    return {
      changed: (code) => {
        this.#code = code;
      },
      run: () => this.#run(),
      runAndNext: () => this.#run(),
      runAll: () => bench.runAll(),
      save: () => void bench.saveNow(),
      leave: () => this.querySelector<HTMLElement>(".scratch-head .button")?.focus(),
      goTo: () => false,
      moveCell: () => {},
      addBelow: () => {},
      remove: () => {},
      complete: (code, offset) => bench.kernel.complete(code, offset),
    };
  }
}

/** Teach the browser the scratchpad. Again does nothing. */
export function registerScratch(): void {
  if (!customElements.get("cloche-scratch")) customElements.define("cloche-scratch", ClocheScratch);
}
