import { html, nothing, type TemplateResult } from "lit";
import { unembedded } from "../share/address.js";
import type { Parcel } from "../share/parcel.js";
import { LiveDialog } from "../shell/dialog.js";
import { icon, logo } from "../shell/icons.js";
import { LiveElement } from "../shell/live.js";
import { ClocheShare, type Sharable } from "../shell/share-dialog.js";
import { fileSize, plural } from "../shell/words.js";
import type { Entered } from "./entered.js";
import type { Sandbox } from "./sandbox.js";
import { MOST_BYTES, type TakenAlong } from "./taken-along.js";

/** What a copy is made of, and what of the sandbox's files is not in it. */
export type Kept = Omit<TakenAlong, "files"> & { readonly parcel: Parcel; readonly elements: Entered };

/** What the bar's buttons do. */
export interface SandboxActs {
  /** The notebook as it is now, as a copy would have it. */
  parcel(): Promise<Kept>;
  keep(kept: Kept): Promise<void>;
  download(): Promise<void>;
}

/** The bar around a stranger's notebook: says what it is, and has what only the page may do. The frame cannot cover it. */
export class ClocheSandbox extends LiveElement {
  static override properties = {
    sandbox: { attribute: false },
    provenance: { attribute: false },
    isEmbedded: { attribute: false },
    acts: { attribute: false },
    sharable: { attribute: false },
  };
  declare sandbox: Sandbox;
  declare provenance: string;
  declare isEmbedded: boolean;
  declare acts: SandboxActs;
  declare sharable: Sharable;

  protected override render(): TemplateResult {
    return html`
      <header class="sandbox-bar" aria-label="About this notebook">
        ${this.#brand()}
        <p title="It runs in a sandbox and cannot reach your notebooks or files.">
          <strong>${this.provenance}.</strong>
          <span>It runs in a sandbox<span class="sandbox-reach"> and cannot reach your notebooks or files</span>.</span>
        </p>
        <div class="sandbox-actions">
          ${
            this.isEmbedded
              ? nothing
              : html`<button class="button primary" title="Make it a notebook of your own" @click=${() => this.askToKeep()}>
                  ${icon("copy")}<span>Keep a copy</span>
                </button>`
          }
          <button class="button quiet" aria-label="Share a link" title="Copy a link that holds this whole notebook" @click=${this.#share}>
            ${icon("share")}<span>Share</span>
          </button>
          <button class="button quiet" aria-label="Download .py" title="Download .py" @click=${() => this.acts.download()}>
            ${icon("download")}<span>Download</span>
          </button>
        </div>
      </header>
      ${
        this.sandbox.hasLeft.value
          ? html`<div class="notices"><div class="notice is-problem" role="alert">
              ${icon("warning")}
              <div>
                <p>This notebook tried to go to another page, and was closed.</p>
                <p class="notice-hint">Nothing of yours was in its reach.</p>
              </div>
              <button class="button" @click=${() => location.reload()}>${icon("restart")}<span>Open it again</span></button>
            </div></div>`
          : nothing
      }
      <cloche-keep .acts=${this.acts}></cloche-keep>
      <cloche-leave></cloche-leave>
      <cloche-share .bench=${this.sharable}></cloche-share>
    `;
  }

  askToKeep(): void {
    if (!this.isEmbedded) this.#open("cloche-keep");
  }

  /** The notebook has a link that the person pressed: say where it leads. */
  askToLeave(url: string): void {
    const dialog = this.querySelector<ClocheLeave>("cloche-leave");
    if (!dialog || this.querySelector("dialog[open]")) return; // one question at a time
    dialog.url = url;
    void dialog.open();
  }

  #brand(): TemplateResult {
    if (this.isEmbedded) {
      const leave = (event: Event) => {
        (event.currentTarget as HTMLAnchorElement).href = unembedded(new URL(location.href));
      };
      return html`<a class="brand" href="./" target="_blank" aria-label="Open in Cloche" title="Open in Cloche" @click=${leave} @auxclick=${leave}
        >${logo()}<span>Cloche</span></a
      >`;
    }
    return html`<a class="brand" href="#home" aria-label="Cloche: your notebooks" title="Your notebooks">${logo()}<span>Cloche</span></a>`;
  }

  readonly #share = (): void => this.#open("cloche-share");

  #open(tag: string): void {
    if (this.querySelector("dialog[open]")) return;
    void this.querySelector<LiveDialog>(tag)?.open();
  }
}

/**
 * What it means to make a stranger's notebook one's own. Shows the code that is kept: what the frame shows is in the
 * notebook's own hands as soon as it has run.
 */
export class ClocheKeep extends LiveDialog {
  static override properties = { acts: { attribute: false }, kept: { state: true }, isBusy: { state: true } };
  declare acts: SandboxActs;
  declare kept: Kept | null;
  declare isBusy: boolean;
  protected readonly heading = "Keep a copy";

  constructor() {
    super();
    this.kept = null;
    this.isBusy = false;
  }

  override async open(): Promise<void> {
    this.kept = await this.acts.parcel();
    await super.open();
  }

  protected body(): TemplateResult {
    if (!this.kept) return html``;
    const { notebook } = this.kept.parcel;
    return html`<div class="sandbox-question">
      <p>
        A copy with your changes is saved in this browser. From then on it <strong>runs as yours</strong>: its code can
        reach your other notebooks and their files, and it keeps the files that it writes. Read it first:
      </p>
      <pre class="sandbox-code" tabindex="0" aria-label="The code that is kept">${notebook.text}</pre>
      ${filesKept(this.kept)}
      <div class="sandbox-answers">
        <button class="button" @click=${() => this.close()}>Cancel</button>
        <button class="button primary" ?disabled=${this.isBusy} @click=${this.#keep}>${icon("copy")}<span>Keep and run as mine</span></button>
      </div>
    </div>`;
  }

  readonly #keep = async (): Promise<void> => {
    if (!this.kept) return;
    this.isBusy = true;
    await this.acts.keep(this.kept);
  };
}

/** All of them by name, programs first: they are the person's own, too, from then on. */
function filesKept({ parcel: { files }, elements, left, isUnheard }: Kept): TemplateResult {
  return html`
    ${Object.keys(elements).length > 0 ? html`<p>What you have entered comes along.</p>` : nothing}
    ${
      files.length > 0
        ? html`<p>With it ${files.length > 1 ? `come ${plural(files.length, "file")}` : "comes one file"}:</p>
            <ul class="sandbox-files" tabindex="0" aria-label="Files that are kept">
              ${files.map(({ name, bytes }) => html`<li><span>${name}</span><span>${fileSize(bytes.length)}</span></li>`)}
            </ul>`
        : nothing
    }
    ${
      left.length > 0
        ? html`<p role="status">
            ${icon("warning")} A copy takes ${fileSize(MOST_BYTES)} of files along.
            ${left.length > 1 ? "These stay" : "This one stays"} behind: ${left.slice(0, 5).map(named).join(", ")}${left.length > 5 ? ` and ${left.length - 5} more` : ""}.
            Files has a download for each.
          </p>`
        : nothing
    }
    ${
      isUnheard
        ? html`<p role="status">
            ${icon("warning")} Python in the sandbox is busy, so files that the notebook has made there stay behind. Stop it and press Keep a
            copy again to take them along.
          </p>`
        : nothing
    }
  `;
}

function named({ name, size }: { readonly name: string; readonly size: number }): string {
  return `${name} (${fileSize(size)})`;
}

/** Where a link in a stranger's notebook leads. */
export class ClocheLeave extends LiveDialog {
  static override properties = { url: { attribute: false } };
  declare url: string;
  protected readonly heading = "Open this page?";

  constructor() {
    super();
    this.url = "";
  }

  protected body(): TemplateResult {
    const url = URL.canParse(this.url) ? new URL(this.url) : null;
    if (url?.protocol !== "https:" && url?.protocol !== "http:") return html``;
    return html`<div class="sandbox-question">
      <p>The notebook links to a page at <strong>${url.host}</strong>:</p>
      <p class="sandbox-url">${url.href}</p>
      <div class="sandbox-answers">
        <button class="button" @click=${() => this.close()}>Cancel</button>
        <a class="button primary" href=${url.href} target="_blank" rel="noopener noreferrer" @click=${() => this.close()}>Open in a new tab</a>
      </div>
    </div>`;
  }
}

export function registerSandbox(): void {
  const tags = {
    "cloche-sandbox": ClocheSandbox,
    "cloche-keep": ClocheKeep,
    "cloche-leave": ClocheLeave,
    "cloche-share": ClocheShare,
  };
  for (const [tag, elementClass] of Object.entries(tags))
    if (!customElements.get(tag)) customElements.define(tag, elementClass);
}
