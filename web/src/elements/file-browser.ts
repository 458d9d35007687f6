import { html, nothing, type TemplateResult } from "lit";
import { ClocheElement, type Fragment } from "./element.js";
import { sizeInWords } from "./file.js";

interface Entry {
  readonly name: string;
  readonly path: string;
  readonly isFolder: boolean;
  readonly size: number | null;
}

interface Listing {
  readonly path: string;
  /** The folder above, or null where the way up is closed. */
  readonly up: string | null;
  readonly entries: readonly Entry[];
  readonly isCut: boolean;
}

/** Folders to walk through and files to pick, as Python sees them. The page asks for each folder when it is opened. */
export class ClocheFileBrowser extends ClocheElement<readonly string[]> {
  #listing: Listing | null = null;
  #wanted: string | null = null;
  #problem = "";
  #instance: string | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#begin();
  }

  override attributeChangedCallback(name: string, before: string | null, after: string | null): void {
    super.attributeChangedCallback(name, before, after);
    if (this.isConnected) this.#begin();
  }

  override hear(message: unknown): void {
    const said = message as { readonly list?: unknown; readonly problem?: string } & Partial<Listing>;
    if (said.list !== this.#wanted) return; // another folder is wanted by now
    this.#wanted = null;
    this.#problem = said.problem ?? "";
    if (said.path !== undefined) {
      const { path, up = null, entries = [], isCut = false } = said;
      this.#listing = { path, up, entries, isCut };
    }
    this.draw();
  }

  protected read(value: unknown): readonly string[] {
    return Array.isArray(value) ? value.map(String) : [];
  }

  protected view(): TemplateResult {
    const name = `${this.controlId}-label`;
    return html`<div
      class="cloche-control cloche-files"
      role="group"
      data-stacked
      aria-labelledby=${this.label === "" ? nothing : name}
      aria-label=${this.spokenName}
    >
      ${this.label === "" ? nothing : html`<span class="cloche-label" id=${name}>${this.labelNode}</span>`}
      ${this.#folderView()}
      <span class="cloche-problem" role="alert">${this.#problem}</span>
      ${this.#pickedView()}
    </div>`;
  }

  #folderView(): TemplateResult {
    const listing = this.#listing;
    return html`<div class="cloche-folder" aria-busy=${this.#wanted === null ? "false" : "true"}>
      <div class="cloche-folder-head">
        <button
          type="button"
          class="cloche-button"
          data-kind="quiet"
          aria-label="Up to the folder around"
          ?disabled=${!listing?.up}
          @click=${() => listing?.up && this.#go(listing.up)}
        >
          ↑
        </button>
        <span class="cloche-folder-path" dir="ltr">${listing?.path ?? this.props.text("root")}</span>
      </div>
      <ul>
        ${listing?.entries.map((entry) => this.#entryView(entry))}
      </ul>
      ${listing?.entries.length === 0 ? html`<p class="cloche-hint">Nothing here.</p>` : nothing}
      ${listing?.isCut ? html`<p class="cloche-hint">There is more than is shown.</p>` : nothing}
    </div>`;
  }

  #entryView(entry: Entry): TemplateResult {
    const canPick = this.props.texts("selection").includes(entry.isFolder ? "directory" : "file");
    const isPicked = this.value.includes(entry.path);
    return html`<li>
      ${
        canPick
          ? html`<input
            type=${this.props.flag("multiple") ? "checkbox" : "radio"}
            class=${this.props.flag("multiple") ? "cloche-checkbox" : "cloche-radio-mark"}
            aria-label=${entry.name}
            .checked=${isPicked}
            @change=${() => this.#pick(entry.path, !isPicked)}
          />`
          : html`<span class="cloche-no-mark"></span>`
      }
      ${
        entry.isFolder
          ? html`<button type="button" class="cloche-folder-name" @click=${() => this.#go(entry.path)}>${entry.name}/</button>`
          : html`<span class="cloche-file-name" @click=${() => canPick && this.#pick(entry.path, !isPicked)}>${entry.name}</span>`
      }
      <span class="cloche-hint">${entry.size === null ? nothing : sizeInWords(entry.size)}</span>
    </li>`;
  }

  #pickedView(): Fragment {
    if (this.value.length === 0) return nothing;
    return html`<ul class="cloche-chips" aria-label="Picked">
      ${this.value.map(
        (path) => html`<li class="cloche-chip">
          <span>${path.split("/").at(-1)}</span>
          <button type="button" aria-label=${`Remove ${path}`} @click=${() => this.#pick(path, false)}>×</button>
        </li>`,
      )}
    </ul>`;
  }

  #pick(path: string, isIn: boolean): void {
    const others = this.value.filter((each) => each !== path);
    this.keep(isIn ? (this.props.flag("multiple") ? [...others, path] : [path]) : others);
    this.tell("now");
  }

  #begin(): void {
    const instance = this.getAttribute("instance");
    if (instance === this.#instance) return;
    this.#instance = instance;
    this.#go(this.#listing?.path ?? this.props.text("root"));
  }

  #go(path: string): void {
    this.#wanted = path;
    this.say({ list: path });
    this.draw();
  }
}
