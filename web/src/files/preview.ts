import { html, nothing, type TemplateResult } from "lit";
import type { FileEntry } from "../../../worker/src/wire/messages.js";
import { LiveDialog } from "../shell/dialog.js";
import { icon } from "../shell/icons.js";
import { fileSize, plural } from "../shell/words.js";
import type { Workbench } from "../shell/workbench.js";
import type { Table } from "./csv.js";
import { nameOf } from "./paths.js";
import { type Content, contentFor, SHOWN } from "./preview-content.js";
import { words } from "./uploads.js";

/** A look into a file: text, a table, a picture. Text can be changed, when it is not too long. */
export class ClocheFilePreview extends LiveDialog {
  static override properties = {
    bench: { attribute: false },
    entry: { state: true },
    content: { state: true },
    draft: { state: true },
    fault: { state: true },
  };
  declare bench: Workbench;
  declare onDownload: (entry: FileEntry) => void;
  declare entry: FileEntry | null;
  declare content: Content | null;
  /** The text being changed; null while it is only looked at. */
  declare draft: string | null;
  declare fault: string;

  constructor() {
    super();
    this.onDownload = () => {};
    this.entry = null;
    this.content = null;
    this.draft = null;
    this.fault = "";
  }

  protected get heading(): string {
    return this.entry ? nameOf(this.entry.path) : "";
  }

  async show(entry: FileEntry, { edit = false } = {}): Promise<void> {
    const came = document.activeElement;
    this.#forget();
    this.entry = entry;
    await this.open();
    const dialog = this.querySelector("dialog");
    dialog?.addEventListener(
      "close",
      () => {
        if (this.#isChanged() && this.entry) void this.#save(this.entry); // what was written is never lost
        this.#forget();
        if (came instanceof HTMLElement && came.isConnected) came.focus();
      },
      { once: true },
    );
    try {
      const content = await contentFor(this.bench.kernel.files, entry);
      if (this.entry !== entry) return this.#drop(content);
      this.content = content;
      if (edit) await this.#edit();
    } catch (error) {
      if (this.entry === entry) this.fault = words(error);
    }
  }

  protected body(): TemplateResult {
    const { entry, content } = this;
    if (!entry) return html``;
    const canEdit = content?.kind === "text" && content.isWhole && this.draft === null;
    return html`<div class="preview">
      <div class="preview-bar">
        <span class="preview-about">${entry.path === this.heading ? "" : `${entry.path} · `}${fileSize(entry.size)}</span>
        ${canEdit ? html`<button class="button" @click=${() => this.#edit()}>${icon("pen")}<span>Edit</span></button>` : nothing}
        ${
          this.draft === null
            ? html`<button class="button" @click=${() => this.onDownload(entry)}>${icon("download")}<span>Download</span></button>`
            : html`<button class="button primary" title="Save (Ctrl+S)" @click=${() => this.#save(entry)}>${icon("check")}<span>Save</span></button>`
        }
      </div>
      ${this.fault ? html`<p class="file-fault" role="alert">${this.fault}</p>` : nothing}
      ${this.draft === null ? this.#content(content) : this.#editor(entry)}
    </div>`;
  }

  #editor(entry: FileEntry): TemplateResult {
    return html`<textarea
      class="preview-text"
      aria-label="Text of ${nameOf(entry.path)}"
      spellcheck="false"
      autocapitalize="off"
      .value=${this.draft ?? ""}
      @input=${(event: Event) => {
        this.draft = (event.currentTarget as HTMLTextAreaElement).value;
      }}
      @keydown=${(event: KeyboardEvent) => this.#onKey(event, entry)}
    ></textarea>`;
  }

  #content(content: Content | null): TemplateResult | typeof nothing {
    if (!content) return this.fault ? nothing : html`<p class="empty" role="status">Reading…</p>`;
    if (content.kind === "none") return html`<p class="empty">${content.why}</p>`;
    if (content.kind === "image")
      return html`<img class="preview-image" src=${content.url} alt=${nameOf(this.entry?.path ?? "")} />`;
    if (content.kind === "table") return table(content.table);
    if (content.text === "") return html`<p class="empty">The file is empty.</p>`;
    return html`<pre class="preview-text" tabindex="0" aria-label="Content">${content.text}</pre>
      ${content.isWhole ? nothing : html`<p class="empty">The file goes on.</p>`}`;
  }

  async #edit(): Promise<void> {
    if (this.content?.kind !== "text" || !this.content.isWhole) return;
    this.draft = this.content.text;
    await this.updateComplete;
    this.querySelector("textarea")?.focus();
  }

  #onKey(event: KeyboardEvent, entry: FileEntry): void {
    if (event.key !== "s" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    event.stopPropagation();
    void this.#save(entry);
  }

  async #save(entry: FileEntry): Promise<void> {
    const text = this.draft ?? "";
    this.fault = "";
    try {
      const file = new Blob([text]);
      const { signal } = new AbortController();
      const saved = await this.bench.kernel.files.upload(entry.path, file, {
        replace: true,
        signal,
        onProgress: () => {},
      });
      this.bench.say(`${nameOf(saved.path)} was saved.`);
      if (this.entry !== entry) return;
      this.entry = saved;
      this.content = { kind: "text", text, isWhole: true };
      this.draft = null;
    } catch (error) {
      if (this.entry === entry) this.fault = words(error);
      else this.bench.say(`${nameOf(entry.path)} was not saved. ${words(error)}`);
    }
  }

  #isChanged(): boolean {
    return this.draft !== null && this.content?.kind === "text" && this.draft !== this.content.text;
  }

  #forget(): void {
    this.#drop(this.content);
    this.content = null;
    this.entry = null;
    this.draft = null;
    this.fault = "";
  }

  #drop(content: Content | null): void {
    if (content?.kind === "image") URL.revokeObjectURL(content.url);
  }
}

function table({ head, rows, isCut, more }: Table): TemplateResult {
  if (head.length === 0) return html`<p class="empty">The table is empty.</p>`;
  const notes = [
    isCut ? `The first ${plural(rows.length, "row")}.` : `${plural(rows.length, "row")}.`,
    more > 0 ? `${plural(more, "more column")} beside the first ${SHOWN.columns}.` : "",
  ];
  return html`<div class="preview-table" tabindex="0" role="region" aria-label="First ${SHOWN.rows} rows">
      <table>
        <thead>
          <tr>
            ${head.map((name) => html`<th scope="col">${name}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${rows.map((row) => html`<tr>${row.map((cell) => html`<td>${cell}</td>`)}</tr>`)}
        </tbody>
      </table>
    </div>
    <p class="empty">${notes.join(" ")}</p>`;
}
