import { html, nothing, type TemplateResult } from "lit";
import { reasonOf } from "../../../worker/src/wire/errors.js";
import type { NotebookStore } from "../notebook/store.js";
import { VERSION } from "../notebook/write.js";
import { copyText } from "../outputs/copy.js";
import { linkAddress } from "../share/address.js";
import { Along } from "../share/along.js";
import { payloadOf } from "../share/link.js";
import { LINK_LIMIT, LinkError } from "../share/link-error.js";
import type { Parcel, ParcelFile } from "../share/parcel.js";
import { type QrCode, qrCode } from "../share/qr.js";
import { type PlacedSecret, secretsIn } from "../share/secrets.js";
import { badgeHtml, badgeMarkdown, embedHtml } from "../share/snippets.js";
import { LiveDialog } from "./dialog.js";
import { icon } from "./icons.js";
import { filesAlong } from "./share-files.js";
import { plural } from "./words.js";
import type { Workbench } from "./workbench.js";

/** What is shared: an open notebook, or what is known of a stranger's. */
export type Sharable = Pick<Workbench, "text" | "luggage" | "download" | "jumpTo"> & {
  readonly store: Pick<NotebookStore, "document" | "order" | "nameOf" | "title">;
};

/** Links with more letters are cut by some chat and mail programs. */
const LONG = 2_000;
/** With more, some browsers do not open them. */
const VERY_LONG = 64_000;
/** Milliseconds that the first link waits for the list of files: while Python computes, it is given without them. */
const PATIENCE = 700;

type View = "edit" | "run" | "run-with-code";

/** A link to a copy of the notebook: made, put on the clipboard, its length told; and what can be made of it. */
export class ClocheShare extends LiveDialog {
  static override properties = {
    bench: { attribute: false },
    along: { state: true },
    isListing: { state: true },
    isMaking: { state: true },
    parcel: { state: true },
    payload: { state: true },
    problem: { state: true },
    secrets: { state: true },
    view: { state: true },
    theme: { state: true },
    copied: { state: true },
    qr: { state: true },
  };
  declare bench: Sharable;
  /** The files beside the notebook; null until they are listed, and where there is no list. */
  declare along: Along | null;
  declare isListing: boolean;
  /** The link is being made anew. */
  declare isMaking: boolean;
  declare parcel: Parcel | null;
  declare payload: string;
  declare problem: string;
  /** What the notebook would give away and the person has not agreed to. */
  declare secrets: readonly PlacedSecret[];
  declare view: View;
  declare theme: "light" | "dark" | null;
  /** The text that was copied last. */
  declare copied: string;
  /** Drawn when it is first asked for; null where the link does not fit. */
  declare qr: { readonly link: string; readonly code: QrCode | null } | null;
  protected readonly heading = "Share this notebook";
  #notebook: Parcel["notebook"] = { name: "", text: "" };
  /** What the person agreed to give away. */
  #agreed: ReadonlySet<string> = new Set();
  /** Counts how often the dialog was opened, and the links that were begun: what comes late for an older one is dropped. */
  #opened = 0;
  #begun = 0;

  constructor() {
    super();
    this.#reset();
  }

  override async open(): Promise<void> {
    this.#reset();
    // The link is put on the clipboard while the press still counts as one, before anything opens.
    const made = this.#make();
    const copied = copy(made);
    const link = await made.catch(() => ""); // one with secrets has no link yet
    await super.open();
    if (await copied) this.copied = link;
  }

  #reset(): void {
    this.#opened += 1;
    this.#agreed = new Set();
    this.along = null;
    this.isListing = false;
    this.isMaking = false;
    this.parcel = null;
    this.payload = "";
    this.problem = "";
    this.secrets = [];
    this.view = "edit";
    this.theme = null;
    this.copied = "";
    this.qr = null;
  }

  /** The first link: with files, if they are soon listed. Rejects as `#pack`. */
  async #make(): Promise<string> {
    const opened = this.#opened;
    this.#notebook = await this.bench.text();
    const listing = this.#list(opened);
    const late = Symbol();
    const first = await Promise.race([listing, new Promise((resolve) => setTimeout(resolve, PATIENCE, late))]);
    if (first === late) void listing.then(() => (opened === this.#opened ? this.#packAgain() : undefined));
    return this.#pack();
  }

  async #list(opened: number): Promise<void> {
    this.isListing = true;
    const found = await Along.of(this.bench.luggage.folder(), this.#notebook.text, this.bench.luggage.came()).catch(
      () => null,
    );
    if (opened !== this.#opened) return;
    this.isListing = false;
    this.along = found;
  }

  /** Make the link of what is chosen. Rejects where there is none to give: it is too large, or holds secrets. */
  async #pack(): Promise<string> {
    const begun = ++this.#begun;
    const isCurrent = () => begun === this.#begun;
    this.isMaking = true;
    try {
      const files = (await this.along?.contents()) ?? [];
      const absent = [...(this.along?.missed ?? []).map(({ name }) => name), ...this.bench.luggage.absent()];
      const known = new Set(
        this.along?.companions.filter(({ name }) => this.along?.isChosen(name)).map(({ name }) => name),
      );
      const parcel: Parcel = {
        cloche: VERSION,
        notebook: { ...this.#notebook, name: freeName(this.#notebook.name, files) },
        files,
        absent: [...new Set(absent)].filter((name) => !known.has(name)),
      };
      const secrets = await secretsIn(parcel, this.bench.store.document.peek().cells);
      const payload = await payloadOf(parcel);
      if (!isCurrent()) throw new Error("Another link was begun.");
      this.problem = "";
      this.parcel = parcel;
      this.payload = payload;
      this.secrets = secrets.filter((secret) => !this.#agreed.has(keyOf(secret)));
    } catch (error) {
      if (isCurrent()) this.#refuse(error);
      throw error;
    } finally {
      if (isCurrent()) this.isMaking = false;
    }
    if (this.secrets.length > 0) throw new Error("The person is asked first.");
    return this.#link();
  }

  #refuse(error: unknown): void {
    const isTooLarge = error instanceof LinkError && error.code === "too-large";
    const reason = isTooLarge ? `The notebook and its files are larger than ${LINK_LIMIT / 1e6} MB.` : reasonOf(error);
    const hint = this.along?.chosen.length
      ? "Leave files out, or share the notebook’s file instead."
      : "Share the file instead.";
    this.problem = `No link can be made. ${reason} ${hint}`;
  }

  /** Something else is chosen. */
  async #packAgain(): Promise<void> {
    await this.#pack().catch(() => {}); // the dialog says it
    await this.#drawQrAgain();
  }

  #link(embed = false): string {
    const { view, theme } = this;
    const wishes = { appView: view !== "edit", showCode: view === "run-with-code", theme, embed };
    return linkAddress(new URL(location.href), this.payload, wishes);
  }

  protected body(): TemplateResult {
    return html`<div class="share">
      ${this.problem ? this.#refusal() : this.secrets.length > 0 ? this.#question() : this.payload ? this.#ways() : nothing}
    </div>`;
  }

  #files(): TemplateResult | typeof nothing {
    return filesAlong(this.along, this.isListing, (name, isWanted) => {
      this.along?.choose(name, isWanted);
      this.requestUpdate();
      void this.#packAgain();
    });
  }

  // ----------------------------------------------------------- before there is a link

  #refusal(): TemplateResult {
    return html`<div class="share-warning" role="alert">${icon("warning")}<span>${this.problem}</span>${this.#download()}</div>
      ${this.#files()}`;
  }

  #question(): TemplateResult {
    return html`<div class="share-warning share-secrets" role="alert">
      ${icon("warning")}
      <div>
        <strong>Some of it looks like a secret.</strong> Everybody who gets the link can read it.
        <ul>
          ${this.secrets.map((secret) => html`<li>${this.#place(secret)}: ${secret.kind} (<code>${secret.shown}</code>)</li>`)}
        </ul>
        Take it out, and ask for it when the notebook runs: with <code>ui.text(kind="password")</code>, or
        <code>os.environ</code> outside of the browser.
      </div>
      <button class="button" @click=${this.#shareAnyway}>Share it anyway</button>
    </div>
    ${this.#files()}`;
  }

  #place({ cell, line, file }: PlacedSecret): TemplateResult {
    const id = cell === null ? undefined : this.bench.store.order.peek()[cell];
    if (!id) return html`${file}, line ${line}`;
    const go = () => {
      this.close();
      this.bench.jumpTo(id, line);
    };
    return html`<button class="link" @click=${go}>${this.bench.store.nameOf(id)}, line ${line}</button>`;
  }

  readonly #shareAnyway = async (): Promise<void> => {
    this.#agreed = new Set([...this.#agreed, ...this.secrets.map(keyOf)]);
    this.secrets = [];
    await this.#copy(this.#link());
  };

  // ---------------------------------------------------------------------- the link

  /** What goes along, and what does not. */
  #contents(): string {
    const names = (this.parcel?.files ?? []).map(({ name }) => name);
    if (names.length === 0) return "The whole notebook is in this link.";
    const more = names.length > 4 ? ` and ${plural(names.length - 4, "more file")}` : "";
    return `The notebook is in this link, with ${names.slice(0, 4).join(", ")}${more}.`;
  }

  #ways(): TemplateResult {
    const link = this.#link();
    const page = new URL(location.href);
    return html`
      <p>${this.#contents()} Whoever opens it gets a copy of their own; nothing is sent to a server.</p>
      ${this.#copyable("Link", link, "primary")}
      <p class="share-size" role="status">${this.#size(link)}</p>
      ${this.#lengthWarning(link)} ${this.#files()}
      ${this.#options()}
      <details @toggle=${this.#drawQr}><summary>QR code</summary>${this.#qr(link)}</details>
      <details>
        <summary>Badge for a README or a page</summary>
        <p><img src="./badge.svg" alt="Open in Cloche" height="20" /></p>
        ${this.#copyable("Badge in Markdown", badgeMarkdown(link, page))} ${this.#copyable("Badge in HTML", badgeHtml(link, page))}
      </details>
      <details>
        <summary>Embed in a page</summary>
        ${this.#copyable("Frame in HTML", embedHtml(this.#link(true), this.bench.store.title.peek()))}
      </details>
    `;
  }

  #copyable(label: string, text: string, look = ""): TemplateResult {
    const isCopied = this.copied === text;
    const select = (event: Event) => (event.currentTarget as HTMLInputElement).select();
    return html`<div class="share-link">
      <input readonly aria-label=${label} .value=${text} @focus=${select} />
      <button class="button ${look}" aria-label="${isCopied ? "Copied" : "Copy"}: ${label}" @click=${() => this.#copy(text)}>
        ${icon(isCopied ? "check" : "copy")}<span>${isCopied ? "Copied" : "Copy"}</span>
      </button>
    </div>`;
  }

  #size(link: string): string {
    if (this.isMaking) return "Making the link…";
    return `${link.length.toLocaleString("en")} letters. Outputs are not in it; they are made anew.`;
  }

  #lengthWarning(link: string): TemplateResult | typeof nothing {
    if (link.length <= LONG) return nothing;
    const words =
      link.length > VERY_LONG
        ? "Some browsers, and most chat and mail programs, do not take links as long as this one. Share the file, or put it on the web and share this page with ?src= and its address."
        : `Some chat and mail programs cut links of more than ${LONG.toLocaleString("en")} letters. The file is safer:`;
    return html`<div class="share-warning">${icon("warning")}<span>${words}</span>${this.#download()}</div>`;
  }

  #download(): TemplateResult {
    return html`<button class="button" @click=${() => this.bench.download()}>${icon("download")}<span>Download .py</span></button>`;
  }

  #options(): TemplateResult {
    const choose = (act: (value: string) => void) => (event: Event) => {
      act((event.currentTarget as HTMLSelectElement).value);
      void this.#drawQrAgain();
    };
    return html`<div class="share-options">
      <label>Opens
        <select @change=${choose((value) => (this.view = value as View))}>
          <option value="edit" ?selected=${this.view === "edit"}>with its code, to edit</option>
          <option value="run" ?selected=${this.view === "run"}>as an app, without code</option>
          <option value="run-with-code" ?selected=${this.view === "run-with-code"}>as an app, with code</option>
        </select>
      </label>
      <label>Looks
        <select @change=${choose((value) => (this.theme = value === "light" || value === "dark" ? value : null))}>
          <option value="" ?selected=${this.theme === null}>as the reader likes it</option>
          <option value="light" ?selected=${this.theme === "light"}>light</option>
          <option value="dark" ?selected=${this.theme === "dark"}>dark</option>
        </select>
      </label>
    </div>`;
  }

  // -------------------------------------------------------------------- the QR code

  #qr(link: string): TemplateResult | typeof nothing {
    if (this.qr?.link !== link) return nothing;
    const { code } = this.qr;
    if (!code) return html`<p class="empty">The link is too long for a QR code, which holds 2,953 letters at most.</p>`;
    const side = code.size + 8;
    const square = `M-4-4h${side}v${side}h-${side}z`;
    return html`<svg class="share-qr" role="img" aria-label="QR code of the link" viewBox="-4 -4 ${side} ${side}" shape-rendering="crispEdges">
      <path fill="#fff" d=${square}></path><path fill="#000" d=${code.path}></path>
    </svg>`;
  }

  readonly #drawQr = async (event: Event): Promise<void> => {
    if (!(event.currentTarget as HTMLDetailsElement).open) return;
    const link = this.#link();
    this.qr = { link, code: await qrCode(link) };
  };

  async #drawQrAgain(): Promise<void> {
    const link = this.#link();
    if (this.qr && this.payload) this.qr = { link, code: await qrCode(link) };
  }

  async #copy(text: string): Promise<void> {
    const isDone = await copy(Promise.resolve(text));
    this.copied = isDone ? text : "";
    const fields = [...this.querySelectorAll<HTMLInputElement>(".share-link input")];
    if (!isDone) fields.find((field) => field.value === text)?.select();
  }
}

/** What is agreed to: this secret in this place. */
function keyOf({ file, cell, line, kind, shown }: PlacedSecret): string {
  return JSON.stringify([file, cell, line, kind, shown]);
}

/** The notebook's name, or another where a file beside it has that one. */
function freeName(name: string, files: readonly ParcelFile[]): string {
  if (!files.some((file) => file.name === name)) return name;
  return freeName(name.replace(/(\.\w+)?$/, "_notebook$1"), files);
}

/** Put text on the clipboard; false where the browser does not let us, or there is none. */
async function copy(text: Promise<string>): Promise<boolean> {
  try {
    const content = text.then((plain) => new Blob([plain], { type: "text/plain" }));
    content.catch(() => {}); // where the clipboard refuses before it looks
    await navigator.clipboard.write([new ClipboardItem({ "text/plain": content })]);
    return true;
  } catch {
    return text.then(copyText, () => false);
  }
}
