import { html, nothing, type TemplateResult } from "lit";
import { LONG_LINK } from "../share/link.js";
import { LiveDialog } from "./dialog.js";
import { icon } from "./icons.js";
import { fileSize } from "./words.js";
import type { Workbench } from "./workbench.js";

/** A link to a copy of the notebook: made, put on the clipboard, and its length told. */
export class ClocheShare extends LiveDialog {
  static override properties = { bench: { attribute: false }, link: { state: true }, isCopied: { state: true } };
  declare bench: Workbench;
  declare link: string;
  declare isCopied: boolean;
  protected readonly heading = "Share this notebook";

  constructor() {
    super();
    this.link = "";
    this.isCopied = false;
  }

  override async open(): Promise<void> {
    this.isCopied = false;
    this.link = "";
    // The link is put on the clipboard while the press still counts as one, before anything opens.
    const made = this.bench.shareLink();
    const copied = copy(made);
    this.link = await made;
    await super.open();
    this.isCopied = await copied;
  }

  protected body(): TemplateResult {
    const isLong = this.link.length > LONG_LINK;
    return html`<div class="share">
      <p>The whole notebook is in this link. Whoever opens it gets a copy of their own; nothing is sent to a server.</p>
      <div class="share-link">
        <input readonly aria-label="Link" .value=${this.link} @focus=${(event: Event) => (event.currentTarget as HTMLInputElement).select()} />
        <button class="button primary" @click=${this.#copyAgain}>${icon(this.isCopied ? "check" : "share")}<span>${this.isCopied ? "Copied" : "Copy"}</span></button>
      </div>
      <p class="share-size" role="status">${this.link ? `${fileSize(this.link.length)} long. Outputs are not in it; they are made anew.` : ""}</p>
      ${
        isLong
          ? html`<p class="share-warning">${icon("warning")}<span>Some chat and mail programs cut links as long as this one. The file is safer:</span>
              <button class="button" @click=${() => this.bench.download()}>${icon("download")}<span>Download .py</span></button></p>`
          : nothing
      }
    </div>`;
  }

  readonly #copyAgain = async (): Promise<void> => {
    this.isCopied = await copy(Promise.resolve(this.link));
    if (!this.isCopied) this.querySelector<HTMLInputElement>(".share-link input")?.select();
  };
}

/** Put text on the clipboard; false where the browser does not let us. */
async function copy(text: Promise<string>): Promise<boolean> {
  try {
    const content = text.then((plain) => new Blob([plain], { type: "text/plain" }));
    await navigator.clipboard.write([new ClipboardItem({ "text/plain": content })]);
    return true;
  } catch {
    return (
      navigator.clipboard?.writeText(await text).then(
        () => true,
        () => false,
      ) ?? false
    );
  }
}
