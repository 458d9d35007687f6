import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { NOTHING_RUN } from "../notebook/state.js";
import { unembedded } from "../share/address.js";
import type { SaveState } from "../storage/saver.js";
import { icon, logo } from "./icons.js";
import { LiveElement } from "./live.js";
import { kernelWords, plural } from "./words.js";
import type { Workbench } from "./workbench.js";

const SAVE_WORDS: Readonly<Record<SaveState, string>> = {
  clean: "",
  saving: "Saving…",
  saved: "Saved",
  failed: "Not saved",
  memory: "Not saved",
};

/** The bar above the notebook: what it is called, how Python is, and what to do with it. */
export class ClocheTopBar extends LiveElement {
  static override properties = { bench: { attribute: false } };
  declare bench: Workbench;

  protected override render(): TemplateResult {
    const { store, desk } = this.bench;
    const appView = desk.appView.value;
    return html`
      <header class="top-bar" ?data-app-view=${appView}>
        ${this.#brand()}
        <input
          class="title"
          aria-label="Title of the notebook"
          .value=${live(store.title.value)}
          ?readonly=${appView || desk.isElsewhere.value}
          spellcheck="false"
          @change=${(event: Event) => store.entitle((event.currentTarget as HTMLInputElement).value)}
          @keydown=${(event: KeyboardEvent) => event.key === "Enter" && (event.currentTarget as HTMLElement).blur()}
        />
        ${this.#saved()} ${this.#kernel()}
        <div class="top-actions">${this.#runButtons(appView)} ${this.#viewSwitch(appView)} ${this.#files()} ${this.#share()} ${this.#menu()}</div>
        ${this.#progress()}
      </header>
    `;
  }

  /** The way home; inside another page the way out of it, with the same notebook. */
  #brand(): TemplateResult | typeof nothing {
    if (this.bench.desk.outside.isSandboxed) return nothing; // the bar around the frame has it
    const isEmbedded = document.documentElement.hasAttribute("data-embed");
    if (!isEmbedded)
      return html`<a class="brand" href="#home" aria-label="Cloche: your notebooks" title="Your notebooks" @click=${this.#goHome}>${logo()}<span>Cloche</span></a>`;
    const leave = (event: Event) => {
      (event.currentTarget as HTMLAnchorElement).href = unembedded(new URL(location.href));
    };
    return html`<a class="brand" href="./" target="_blank" aria-label="Open in Cloche" title="Open in Cloche" @click=${leave} @auxclick=${leave}
      >${logo()}<span>Cloche</span></a
    >`;
  }

  readonly #goHome = (event: MouseEvent): void => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return; // to another tab
    event.preventDefault();
    this.bench.opener.goHome();
  };

  #saved(): TemplateResult | typeof nothing {
    const state = this.bench.desk.saveState.value;
    if (this.bench.desk.isElsewhere.value) return html`<span class="save-state">Read only</span>`;
    if (state === "clean" || this.bench.desk.outside.isSandboxed) return nothing;
    if (state === "failed" || state === "memory")
      return html`<button
        class="save-state is-unsaved"
        title=${this.bench.desk.fault.value?.problem ?? "This browser does not keep the notebook. Download it so that it is not lost."}
        @click=${() => this.bench.download()}
      >
        ${icon("warning")} <span>Not saved · Download</span>
      </button>`;
    return html`<span class="save-state" title="Kept in this browser">${SAVE_WORDS[state]}</span>`;
  }

  #kernel(): TemplateResult {
    const kernel = this.bench.kernelState.value;
    const words = kernelWords(kernel, kernel.phase === "busy" ? this.bench.store.run.value : NOTHING_RUN);
    return html`<span class="kernel-state" data-phase=${kernel.phase} title="Python: ${words}"
      ><span class="kernel-light"></span><span class="kernel-words">${words}</span></span
    >`;
  }

  #runButtons(appView: boolean): TemplateResult | typeof nothing {
    if (this.bench.desk.isElsewhere.value) return nothing; // here it is only shown
    const { phase, stopping } = this.bench.kernelState.value;
    if (phase === "busy" || stopping)
      return html`<button class="button stop" ?disabled=${stopping} title="Stop what is running" @click=${() => this.bench.stop()}>
        ${icon("stop")}<span>${stopping ? "Stopping…" : "Stop"}</span>
      </button>`;
    const stale = this.bench.staleCells.value;
    const all = html`<button class="button" title="Run all cells (Ctrl+Shift+Enter)" @click=${() => this.bench.runAll()}>
      ${icon("runAll")}<span>Run all</span>
    </button>`;
    if (appView || stale === 0 || phase === "booting") return all;
    return html`<button
        class="button is-stale"
        title="Run ${plural(stale, "cell")} that ${stale === 1 ? "was" : "were"} edited or not run"
        @click=${() => this.bench.runStale()}
      >
        ${icon("run")}<span>Run stale</span><span class="count">${stale}</span></button
      >${all}`;
  }

  #viewSwitch(appView: boolean): TemplateResult {
    const words = appView ? "Edit" : "App view";
    return html`<button
      class="button quiet"
      aria-pressed=${appView ? "true" : "false"}
      title=${appView ? "Back to the notebook, to read and change it (Ctrl+.)" : "Hide the code and show the notebook as an app (Ctrl+.)"}
      @click=${() => this.bench.desk.setAppView(!appView)}
    >
      ${icon(appView ? "code" : "eye")}<span>${words}</span>
    </button>`;
  }

  #files(): TemplateResult {
    return html`<button
      class="button quiet icon-only files-button"
      aria-label="Files"
      title="The notebook’s files (Ctrl+Shift+E)"
      @click=${() => this.dispatchEvent(new CustomEvent("files-wanted", { bubbles: true }))}
    >
      ${icon("folder")}
    </button>`;
  }

  #share(): TemplateResult | typeof nothing {
    if (this.bench.desk.outside.isSandboxed) return nothing;
    return html`<button
      class="button quiet"
      aria-label="Share a link"
      title="Copy a link that holds this whole notebook"
      @click=${() => this.dispatchEvent(new CustomEvent("share-wanted", { bubbles: true }))}
    >
      ${icon("share")}<span>Share</span>
    </button>`;
  }

  #menu(): TemplateResult {
    return html`<button
      class="button quiet icon-only"
      aria-label="Menu"
      aria-haspopup="menu"
      title="Menu"
      @click=${(event: Event) => this.dispatchEvent(new CustomEvent("menu-wanted", { bubbles: true, detail: event.currentTarget }))}
    >
      ${icon("menu")}
    </button>`;
  }

  /** A thread of light under the bar: how far the start or the run is. */
  #progress(): TemplateResult | typeof nothing {
    const { phase, boot } = this.bench.kernelState.value;
    if (phase === "booting") {
      const part = boot?.total ? Math.min(boot.loaded / boot.total, 1) : null;
      return thread(boot?.step === "download" && part ? part : null);
    }
    if (phase !== "busy") return nothing;
    const { planned, done } = this.bench.store.run.value;
    return thread(planned > 1 ? done / planned : null);
  }
}

/** Null where nobody knows how far it is. */
function thread(part: number | null): TemplateResult {
  const style = part === null ? nothing : `transform: scaleX(${part.toFixed(4)})`;
  return html`<div class="progress ${part === null ? "is-open" : ""}"><div style=${style}></div></div>`;
}
