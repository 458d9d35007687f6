import { html, nothing, type TemplateResult } from "lit";
import { createRef, ref } from "lit/directives/ref.js";
import "./history.css";
import type { NotebookDocument } from "../notebook/document.js";
import { LiveDialog } from "../shell/dialog.js";
import { icon } from "../shell/icons.js";
import { ago, plural, when } from "../shell/words.js";
import type { Workbench } from "../shell/workbench.js";
import type { Version, VersionReason } from "../storage/record.js";

const REASON: Readonly<Record<VersionReason, string>> = {
  rest: "",
  asked: "saved by you",
  opened: "as you opened it",
  large: "before a large change",
  replaced: "before going back",
};

/** The states that a notebook was in: each beside what it is now, and the way back to it. */
export class ClocheHistory extends LiveDialog {
  static override properties = {
    bench: { attribute: false },
    versions: { state: true },
    chosen: { state: true },
    past: { state: true },
  };
  declare bench: Workbench;
  declare versions: readonly Version[] | null;
  declare chosen: Version | null;
  /** The chosen state; null until it is read, and where it cannot be. */
  declare past: NotebookDocument | null;
  protected readonly heading = "History";
  readonly #host = createRef<HTMLElement>();

  constructor() {
    super();
    this.versions = null;
    this.chosen = null;
    this.past = null;
  }

  override async open(): Promise<void> {
    this.versions = null;
    this.chosen = null;
    this.past = null;
    await super.open();
    const { desk } = this.bench;
    this.versions = desk.saveState.peek() === "clean" ? [] : await desk.shelf.history(desk.id).catch(() => []);
    const [newest] = this.versions;
    if (newest) await this.#choose(newest);
  }

  protected body(): TemplateResult {
    if (this.versions === null) return html`<p class="empty">Looking…</p>`;
    if (this.versions.length === 0)
      return html`<p class="empty">
        Earlier states of this notebook appear here: what it was when you opened it, where you paused, before large
        changes, about every minute while you edit, and whenever you press <kbd>Ctrl</kbd> <kbd>S</kbd>.
      </p>`;
    return html`<div class="history">
      <ol role="listbox" aria-label="Earlier states, newest first" @keydown=${this.#onKey}>
        ${this.versions.map((version) => this.#entry(version))}
      </ol>
      <div class="history-past">
        <div class="history-diff" tabindex="0" role="region" aria-label="What changed since" ${ref(this.#host)}></div>
        <div class="history-foot">
          <p role="status">${this.chosen && !this.past ? "This state cannot be read." : "Lines in red are gone since, lines in green were added."}</p>
          <button class="button primary" ?disabled=${!this.past} @click=${this.#restore}>${icon("history")}<span>Restore this state</span></button>
        </div>
      </div>
    </div>`;
  }

  #entry(version: Version): TemplateResult {
    const isChosen = version.version === this.chosen?.version;
    return html`<li role="option" aria-selected=${isChosen ? "true" : "false"} tabindex=${isChosen ? 0 : -1} @click=${() => this.#choose(version)}>
      <strong title=${new Date(version.savedAt).toLocaleString("en")}>${ago(version.savedAt)}</strong>
      <span>${plural(version.cells, "cell")}${REASON[version.why] ? ` · ${REASON[version.why]}` : nothing}</span>
    </li>`;
  }

  async #choose(version: Version): Promise<void> {
    this.chosen = version;
    const { desk, store } = this.bench;
    const past = await desk.shelf.documentAt(desk.id, version.version).catch(() => null);
    if (this.chosen !== version) return;
    this.past = past;
    await this.updateComplete;
    const host = this.#host.value;
    if (!host) return;
    const { drawDiff } = await import("./diff.js");
    if (this.chosen === version) drawDiff(host, past, store.document.peek());
  }

  readonly #onKey = async (event: KeyboardEvent): Promise<void> => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const versions = this.versions ?? [];
    const next = step && versions[versions.findIndex(({ version }) => version === this.chosen?.version) + step];
    if (!next) return;
    event.preventDefault();
    await this.#choose(next);
    this.querySelector<HTMLElement>("[aria-selected=true]")?.focus();
  };

  readonly #restore = async (): Promise<void> => {
    const { past, chosen, bench } = this;
    if (!past || !chosen) return;
    const present = bench.store.document.peek();
    this.close();
    await bench.opener.restore(past);
    bench.say(`This is the notebook as it was ${when(chosen.savedAt)}.`, {
      label: "Undo",
      act: () => void bench.opener.restore(present),
    });
  };
}
