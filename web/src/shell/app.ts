import { computed, effect } from "@preact/signals-core";
import { html, nothing, type TemplateResult } from "lit";
import type { ElementInput, ElementSecret, ElementWord } from "../elements/element.js";
import { appConfig } from "../notebook/document.js";
import type { Card } from "../storage/record.js";
import type { ClocheCellMenu } from "./cell-menu.js";
import type { LiveDialog } from "./dialog.js";
import { DropZone, pickedFile } from "./drop-zone.js";
import type { FilesDoor } from "./files-door.js";
import { icon } from "./icons.js";
import { LiveElement } from "./live.js";
import type { LocalDoor } from "./local-door.js";
import { wearLook } from "./look.js";
import type { ClocheMainMenu } from "./main-menu.js";
import { notices } from "./notices.js";
import { listenForKeys } from "./page-keys.js";
import type { ClocheScratch } from "./scratch.js";
import type { ThemeChoice } from "./theme.js";
import { toastList } from "./toasts.js";
import { kernelWords } from "./words.js";
import type { Workbench } from "./workbench.js";

/** The whole page: bar, notices, cells, menus and dialogs. */
export class ClocheApp extends LiveElement {
  static override properties = {
    bench: { attribute: false },
    theme: { attribute: false },
    recent: { state: true },
    library: { attribute: false },
    hasLibrary: { state: true },
    files: { attribute: false },
    local: { attribute: false },
    hasStage: { state: true },
  };
  declare bench: Workbench;
  declare theme: ThemeChoice;
  declare recent: readonly Card[];
  /** Brings the home page and the history, when they are first wanted. */
  declare library: () => Promise<void>;
  declare hasLibrary: boolean;
  declare files: FilesDoor | undefined;
  declare local: LocalDoor | undefined;
  declare hasStage: boolean;
  readonly #zone = new DropZone((dropped) => this.#drop(dropped));
  #stops: (() => void)[] = [];
  /** The column's width by the file; a signal of its own, so that typing does not redraw the page. */
  readonly #width = computed(() => {
    const { width } = appConfig(this.bench.store.document.value);
    return typeof width === "string" ? width : "compact";
  });

  readonly #isBlank = computed(() => this.bench.store.document.value.cells.every((cell) => !cell.code.trim()));

  constructor() {
    super();
    this.recent = [];
    this.library = async () => {};
    this.hasLibrary = false;
    this.hasStage = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const { store, desk } = this.bench;
    let opened: unknown = null;
    this.#stops = [
      wearLook(this.bench),
      effect(() => {
        const { phase } = store.kernel.value;
        document.documentElement.dataset.kernel = phase; // no style hangs on it: it changes twice with each run
        document.documentElement.toggleAttribute("data-starting", phase === "booting");
      }),
      effect(() => {
        if (desk.isHome.value) void this.#bringLibrary();
      }),
      effect(() => {
        document.documentElement.toggleAttribute("data-app-view", desk.appView.value);
        document.documentElement.toggleAttribute("data-show-code", desk.showCode.value);
      }),
      effect(() => {
        const type = desk.appView.value && !desk.isHome.value ? store.layouts.now.value.layout?.type : undefined;
        document.documentElement.dataset.layout = type ?? "vertical";
        if (type === "slides" && !this.hasStage) void this.#bringStage();
      }),
      effect(() => {
        if (opened === desk.opened.value) return;
        opened = desk.opened.value;
        void this.#listRecent();
      }),
      listenForKeys(this.bench, {
        showShortcuts: () => this.#open("cloche-shortcuts"),
        toggleScratch: () => void this.#toggleScratch(),
        toggleFiles: () => void this.files?.toggle(),
        hasOwnUndo: () => this.querySelector("dialog[open], cloche-board-tools") !== null,
      }),
    ];
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const stop of this.#stops) stop();
  }

  protected override render(): TemplateResult {
    const { desk } = this.bench;
    const appView = desk.appView.value;
    const width = this.#width.value;
    if (desk.isHome.value)
      return html`
        ${
          this.hasLibrary
            ? html`<cloche-home .bench=${this.bench} @folder-wanted=${() => this.local?.choose()} @gallery-wanted=${() => this.#open("cloche-gallery")}></cloche-home>`
            : nothing
        }
        ${toastList(this.bench.toasts)}
        <cloche-gallery .bench=${this.bench}></cloche-gallery>
      `;
    return html`
      <a class="skip-link" href="#notebook" @click=${this.#skip}>Skip to the notebook</a>
      <cloche-top-bar .bench=${this.bench} @share-wanted=${() => this.#open("cloche-share")} @menu-wanted=${this.#openMenu} @files-wanted=${() => this.files?.toggle()}></cloche-top-bar>
      ${notices(this.bench, this.local, () => this.files?.toggle())}
      <main
        id="notebook"
        tabindex="-1"
        data-width=${width}
        ?inert=${desk.isElsewhere.value}
        @cloche:input=${this.#onElement}
        @cloche:secret=${this.#onSecret}
        @cloche:tell=${this.#onWord}
        @cloche:stop=${() => this.bench.stop()}
        @cell-menu=${this.#openCellMenu}
        @dragover=${this.#zone.onDragOver}
        @dragleave=${this.#zone.onDragLeave}
        @drop=${this.#zone.onDrop}
        ?data-dropping=${this.#zone.isUnder.value}
      >
        ${appView ? this.#waiting() : nothing}
        ${this.bench.board.layout.value && this.bench.board.isArranging.value ? html`<cloche-board-tools .bench=${this.bench}></cloche-board-tools>` : nothing}
        <cloche-cells .bench=${this.bench}></cloche-cells>
        ${this.bench.deck.isOn.value && this.hasStage ? html`<cloche-stage .bench=${this.bench}></cloche-stage>` : nothing}
        ${appView ? nothing : this.#foot()}
      </main>
      ${toastList(this.bench.toasts)} ${appView || desk.outside.isSandboxed ? nothing : this.#shelf()}
      <p id="editor-hint" hidden>Press Escape to leave the editor, then Tab to move on.</p>
      <cloche-announcer .bench=${this.bench}></cloche-announcer>
      <input type="file" id="file-picker" accept=".py,.ipynb,.md,.qmd,text/x-python,text/markdown" hidden @change=${this.#onPicked} />
      <cloche-cell-menu .bench=${this.bench}></cloche-cell-menu>
      <cloche-main-menu
        .bench=${this.bench}
        .theme=${this.theme}
        @open-wanted=${() => this.querySelector<HTMLInputElement>("#file-picker")?.click()}
        @gallery-wanted=${() => this.#open("cloche-gallery")}
        @diagnostics-wanted=${() => this.#open("cloche-diagnostics")}
        @history-wanted=${() => this.#showHistory()}
        @shortcuts-wanted=${() => this.#open("cloche-shortcuts")}
        @scratch-wanted=${() => this.#toggleScratch()}
        @arrange-wanted=${() => this.#arrange()}
        @files-wanted=${() => this.files?.toggle()}
        @folder-wanted=${() => this.local?.choose()}
      ></cloche-main-menu>
      <cloche-scratch .bench=${this.bench} @cloche:input=${this.#onElement} @cloche:secret=${this.#onSecret} @cloche:tell=${this.#onWord}
        @cloche:stop=${() => this.bench.stop()}></cloche-scratch>
      <cloche-files .bench=${this.bench}></cloche-files>
      <cloche-slides .bench=${this.bench}></cloche-slides>
      <cloche-shortcuts></cloche-shortcuts>
      <cloche-diagnostics .bench=${this.bench}></cloche-diagnostics>
      <cloche-gallery .bench=${this.bench}></cloche-gallery>
      <cloche-history .bench=${this.bench}></cloche-history>
      <cloche-share .bench=${this.bench}></cloche-share>
    `;
  }

  // --------------------------------------------------------------- parts

  /** In the app view nothing is there to see before the first output: say why. */
  #waiting(): TemplateResult | typeof nothing {
    const { store } = this.bench;
    const kernel = this.bench.kernelState.value;
    const { phase } = kernel;
    if (phase === "ready" || phase === "dead") return nothing;
    const hasOutput = store.order.value.some((id) => store.view(id)?.run.value.output);
    if (hasOutput) return nothing;
    return html`<p class="app-waiting">${kernelWords(kernel, store.run.value)}</p>`;
  }

  // ---------------------------------------------------------------- foot

  #foot(): TemplateResult {
    return html`<div class="notebook-foot">
      <button class="button add-cell" @click=${() => this.bench.addCell(this.bench.store.order.peek().length)}>${icon("plus")}<span>Add a cell</span></button>
      ${this.#isBlank.value ? this.#guidance() : nothing}
    </div>`;
  }

  /** What a person with nothing on the page yet may want to know. */
  #guidance(): TemplateResult {
    return html`<ul class="guidance">
      <li><kbd>Shift</kbd> <kbd>Enter</kbd> runs a cell and goes on to the next.</li>
      <li>A cell runs again by itself when a name it reads changes.</li>
      <li>An <code>import</code> fetches the package it needs.</li>
      <li>Drop a file here and <code>open("its name")</code> finds it${
        this.bench.desk.outside.isSandboxed
          ? nothing
          : html`; a <code>.py</code>, <code>.ipynb</code> or <code>.md</code> opens as a notebook. Or look at the <button class="link" @click=${() => this.#open("cloche-gallery")}>examples</button>`
      }.</li>
    </ul>`;
  }

  /** Notebooks to go on with, below the open one. */
  #shelf(): TemplateResult {
    return html`<footer class="page-foot">
      ${
        this.recent.length > 0
          ? html`<nav aria-label="Your notebooks">
              <h2><a href="#home" @click=${this.#goHome}>Your notebooks</a></h2>
              ${this.recent.map(({ id, title }) => {
                const isOpen = id === this.bench.desk.id;
                return html`<a href="#nb/${id}" aria-current=${isOpen ? "page" : "false"}>${isOpen ? this.bench.store.title.value : title}</a>`;
              })}
            </nav>`
          : nothing
      }
      <p>
        Python runs in this page and nothing leaves it.
        <button class="link" @click=${() => this.#open("cloche-gallery")}>Examples</button>
        <button class="link" @click=${() => this.#open("cloche-shortcuts")}>Shortcuts</button>
      </p>
    </footer>`;
  }

  async #listRecent(): Promise<void> {
    await null; // the desk says in the same turn whether it lies empty, for the home page: that one lists by itself
    if (this.bench.desk.isHome.peek()) return;
    this.recent = (await this.bench.desk.shelf.glance().catch(() => ({ cards: [] }))).cards.slice(0, 8);
  }

  // -------------------------------------------------------------- events

  showDiagnostics(): void {
    this.#open("cloche-diagnostics");
  }

  #open(tag: string): void {
    void this.querySelector<LiveDialog>(tag)?.open();
  }

  async #bringLibrary(): Promise<void> {
    await this.library();
    this.hasLibrary = true;
  }

  async #bringStage(): Promise<void> {
    const { registerStage } = await import("./stage-bar.js");
    registerStage();
    this.hasStage = true;
  }

  /** Change how the layout of the app view lays out the cells. */
  async #arrange(): Promise<void> {
    const { board, desk, store } = this.bench;
    if (store.layouts.now.peek().layout?.type === "grid") {
      if (!desk.appView.peek()) desk.setAppView(true);
      const { registerBoardTools } = await import("./board-tools.js");
      registerBoardTools();
      board.isArranging.value = true;
      return;
    }
    const { registerSlides } = await import("./slides-dialog.js");
    registerSlides();
    await this.updateComplete;
    this.#open("cloche-slides");
  }

  async #showHistory(): Promise<void> {
    await this.#bringLibrary();
    this.#open("cloche-history");
  }

  /** The scratchpad's code comes when it is first wanted. */
  async #toggleScratch(): Promise<void> {
    const { registerScratch } = await import("./scratch.js");
    registerScratch();
    this.querySelector<ClocheScratch>("cloche-scratch")?.toggle();
  }

  readonly #goHome = (event: Event): void => {
    event.preventDefault();
    this.bench.opener.goHome();
  };

  readonly #openMenu = (event: CustomEvent<HTMLElement>): void => {
    void this.querySelector<ClocheMainMenu>("cloche-main-menu")?.openFor(event.detail);
  };

  readonly #openCellMenu = (event: CustomEvent): void => {
    void this.querySelector<ClocheCellMenu>("cloche-cell-menu")?.openFor(event.detail.cell, event.detail.anchor);
  };

  readonly #onElement = (event: CustomEvent<ElementInput>): void => {
    event.stopPropagation();
    this.bench.setElement(event.detail.element, event.detail.value, event.detail.isSecret);
  };

  /** A password field is there: nothing that it, or a form around it, was given before is kept from now on. */
  readonly #onSecret = (event: CustomEvent<ElementSecret>): void => {
    event.stopPropagation();
    for (const element of event.detail.elements) this.bench.store.answers.hide(element);
  };

  readonly #onWord = (event: CustomEvent<ElementWord>): void => {
    event.stopPropagation();
    this.bench.tellElement(event.detail.element, event.detail.message, event.detail.value);
  };

  readonly #skip = (event: Event): void => {
    event.preventDefault();
    this.querySelector<HTMLElement>("#notebook")?.focus();
  };

  readonly #onPicked = (event: Event): void => {
    const file = pickedFile(event);
    if (file) void this.bench.opener.openFile(file);
  };

  /** A document opens as a notebook; anything else goes to the notebook's files. */
  #drop(dropped: DataTransfer): void {
    const [file, another] = dropped.files;
    if (file && !another && /\.(py|ipynb|md|qmd)$/i.test(file.name)) void this.bench.opener.openFile(file);
    else void this.files?.take(dropped);
  }
}
