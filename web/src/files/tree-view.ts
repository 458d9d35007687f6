import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { type IconName, icon } from "../shell/icons.js";
import { LiveElement } from "../shell/live.js";
import { fileSize, when } from "../shell/words.js";
import { type FileKind, faultInName, joined, kindOf, nameOf, parentOf, type Row } from "./paths.js";

/** What the tree asks of whoever owns the files. */
export interface TreeActions {
  open(row: Row): void;
  toggle(path: string, isOpen: boolean): void;
  /** Both settle when the list shows it, or never will. */
  rename(path: string, to: string): Promise<boolean>;
  create(path: string, kind: "file" | "folder"): Promise<boolean>;
  remove(row: Row): void;
  menu(row: Row, anchor: HTMLElement): void;
  /** Something of the tree was dropped on a folder of it. */
  move(from: string, folder: string): void;
  /** Files came from outside. */
  take(transfer: DataTransfer, folder: string): void;
}

const ICON_BY_KIND: Readonly<Record<FileKind, IconName>> = {
  table: "table",
  image: "image",
  notebook: "book",
  module: "code",
  text: "file",
  other: "file",
};

/** What a drag within the tree carries. */
const PATH = "application/x-cloche-path";

/** The name of something new that is not there yet: nothing can be called so. */
const NEW = "/";

/** The files as a tree, for pointers and for the keyboard: the ARIA pattern with one row that has the focus. */
export class ClocheFileTree extends LiveElement {
  static override properties = {
    rows: { attribute: false },
    actions: { attribute: false },
    at: { state: true },
    naming: { state: true },
    making: { state: true },
    fault: { state: true },
    target: { state: true },
  };
  declare rows: readonly Row[];
  declare actions: TreeActions;
  /** The row with the focus, or that would get it. */
  declare at: string;
  /** The row whose name is being written. */
  declare naming: string | null;
  declare making: { readonly folder: string; readonly kind: "file" | "folder" } | null;
  declare fault: string;
  /** The folder that a drag is over; "" for the top, null for none. */
  declare target: string | null;
  #wantsFocus = false;
  #typed = "";
  #typedAt = 0;

  constructor() {
    super();
    this.rows = [];
    this.at = "";
    this.naming = null;
    this.making = null;
    this.fault = "";
    this.target = null;
  }

  /** Write the name of something new in a folder. */
  begin(kind: "file" | "folder", folder: string): void {
    this.making = { folder, kind };
    this.naming = NEW;
    this.fault = "";
  }

  beginRename(path: string): void {
    this.making = null;
    this.naming = path;
    this.fault = "";
  }

  /** Take the keyboard to a row: this one, or the one that had it. */
  focusRow(path = this.at): void {
    this.at = path;
    this.#wantsFocus = true;
    this.requestUpdate();
  }

  /** The folder that something new goes into. */
  get folder(): string {
    const row = this.rows.find(({ entry }) => entry.path === this.at);
    if (!row) return "";
    return row.entry.kind === "folder" && row.isOpen ? row.entry.path : parentOf(row.entry.path);
  }

  protected override willUpdate(changes: PropertyValues<this>): void {
    if (!changes.has("rows") || this.rows.some(({ entry }) => entry.path === this.at)) return;
    const before = changes.get("rows")?.findIndex(({ entry }) => entry.path === this.at) ?? 0;
    this.at = this.rows[Math.min(Math.max(before, 0), this.rows.length - 1)]?.entry.path ?? "";
  }

  protected override updated(): void {
    const input = this.querySelector<HTMLInputElement>("input");
    if (input && document.activeElement !== input) {
      input.focus();
      const dot = input.value.lastIndexOf(".");
      input.setSelectionRange(0, dot > 0 ? dot : input.value.length);
    }
    if (!this.#wantsFocus || input) return;
    const row = this.#element(this.at);
    if (!row) return;
    this.#wantsFocus = false;
    row.focus();
  }

  protected override render(): TemplateResult {
    return html`<ul
        role="tree"
        aria-label="Files of this notebook"
        class="file-tree"
        ?data-target=${this.target === ""}
        @keydown=${this.#onKey}
        @dragover=${(event: DragEvent) => this.#over(event, "")}
        @dragleave=${() => (this.target = null)}
        @drop=${(event: DragEvent) => this.#drop(event, "")}
      >
        ${this.making && this.#parentRow() === undefined ? this.#newRow(1) : nothing}
        ${repeat(
          this.rows,
          ({ entry }) => entry.path,
          (row) =>
            html`${this.#row(row)}${this.making && row === this.#parentRow() ? this.#newRow(row.level + 1) : nothing}`,
        )}
      </ul>
      ${this.fault ? html`<p class="file-fault" role="alert">${this.fault}</p>` : nothing}`;
  }

  #parentRow(): Row | undefined {
    return this.making?.folder ? this.rows.find(({ entry }) => entry.path === this.making?.folder) : undefined;
  }

  #row(row: Row): TemplateResult {
    const { entry, level, isOpen, place, of } = row;
    const { path, kind, size, modified } = entry;
    const isFolder = kind === "folder";
    const name = nameOf(path);
    const drop = isFolder ? path : parentOf(path);
    return html`<li
      role="treeitem"
      data-path=${path}
      aria-label=${isFolder ? name : `${name}, ${fileSize(size)}`}
      aria-level=${level}
      aria-posinset=${place}
      aria-setsize=${of}
      aria-expanded=${isFolder ? String(isOpen) : nothing}
      aria-selected=${path === this.at ? "true" : "false"}
      tabindex=${path === this.at ? 0 : -1}
      draggable=${this.naming === path ? "false" : "true"}
      class="file-row"
      style="--level: ${level - 1}"
      title=${this.naming === path ? nothing : `${path}\n${isFolder ? "" : `${fileSize(size)}, `}${when(modified)}`}
      ?data-target=${this.target !== null && this.target !== "" && this.target === path}
      @focus=${() => (this.at = path)}
      @click=${(event: MouseEvent) => this.#click(event, row)}
      @dblclick=${() => !isFolder && this.actions.open(row)}
      @contextmenu=${(event: MouseEvent) => this.#context(event, row)}
      @dragstart=${(event: DragEvent) => this.#lift(event, row)}
      @dragend=${() => (this.target = null)}
      @dragover=${(event: DragEvent) => this.#over(event, drop)}
      @drop=${(event: DragEvent) => this.#drop(event, drop)}
    >
      <span class="file-fold">${isFolder ? icon(isOpen ? "chevronDown" : "chevron") : nothing}</span>
      ${icon(isFolder ? "folder" : ICON_BY_KIND[kindOf(path)])}
      ${
        this.naming === path
          ? this.#input(name, `New name of ${name}`)
          : html`<span class="file-name">${name}</span>
              <span class="file-size">${isFolder ? nothing : fileSize(size)}</span>
              <button
                class="button quiet icon-only file-more"
                tabindex="-1"
                aria-label="More for ${name}"
                @click=${(event: Event) => this.#more(event, row)}
              >
                ${icon("more")}
              </button>`
      }
    </li>`;
  }

  #newRow(level: number): TemplateResult {
    const isFolder = this.making?.kind === "folder";
    return html`<li role="treeitem" aria-level=${level} aria-selected="false" class="file-row" style="--level: ${level - 1}">
      <span class="file-fold"></span>
      ${icon(isFolder ? "folder" : "file")} ${this.#input("", isFolder ? "Name of the new folder" : "Name of the new file")}
    </li>`;
  }

  #input(value: string, label: string): TemplateResult {
    return html`<input
      class="file-input"
      aria-label=${label}
      aria-invalid=${this.fault ? "true" : "false"}
      spellcheck="false"
      autocomplete="off"
      .value=${value}
      @keydown=${this.#onNameKey}
      @blur=${(event: FocusEvent) => void this.#name(event.currentTarget as HTMLInputElement)}
      @click=${(event: Event) => event.stopPropagation()}
    />`;
  }

  // -------------------------------------------------------------- names

  readonly #onNameKey = (event: KeyboardEvent): void => {
    event.stopPropagation();
    if (event.key === "Enter") {
      event.preventDefault();
      void this.#name(event.currentTarget as HTMLInputElement, true);
    } else if (event.key === "Escape") {
      event.preventDefault();
      this.#endNaming(this.at);
    }
  };

  async #name(input: HTMLInputElement, isMeant = false): Promise<void> {
    const [naming, making, name] = [this.naming, this.making, input.value.trim()];
    if (naming === null) return; // it ended, and the field goes
    const isSame = making === null && name === nameOf(naming);
    if (isSame || (name === "" && !isMeant)) return this.#endNaming(this.at, isMeant);
    this.fault = faultInName(name);
    if (this.fault) return;
    const path = joined(making ? making.folder : parentOf(naming), name);
    this.naming = null;
    this.making = null;
    const isDone = making ? await this.actions.create(path, making.kind) : await this.actions.rename(naming, path);
    if (isMeant) this.focusRow(isDone ? path : this.at);
    else if (isDone) this.at = path;
  }

  #endNaming(path: string, takesFocus = true): void {
    this.naming = null;
    this.making = null;
    this.fault = "";
    if (takesFocus) this.focusRow(path);
  }

  // ------------------------------------------------------------- pointer

  #click(event: MouseEvent, row: Row): void {
    if (this.naming === row.entry.path || (event.target as Element).closest(".file-more")) return;
    this.at = row.entry.path;
    if (row.entry.kind === "folder") this.actions.toggle(row.entry.path, !row.isOpen);
    else if (matchMedia("(pointer: coarse)").matches) this.actions.open(row);
  }

  #more(event: Event, row: Row): void {
    event.stopPropagation();
    this.at = row.entry.path;
    this.actions.menu(row, event.currentTarget as HTMLElement);
  }

  #context(event: MouseEvent, row: Row): void {
    event.preventDefault();
    this.at = row.entry.path;
    const element = event.currentTarget as HTMLElement;
    this.actions.menu(row, element.querySelector<HTMLElement>(".file-more") ?? element);
  }

  #lift(event: DragEvent, { entry }: Row): void {
    event.dataTransfer?.setData(PATH, entry.path);
    event.dataTransfer?.setData("text/plain", JSON.stringify(entry.path)); // what an editor takes
  }

  #over(event: DragEvent, folder: string): void {
    const types = event.dataTransfer?.types ?? [];
    if (!types.includes(PATH) && !types.includes("Files")) return;
    event.preventDefault();
    event.stopPropagation();
    this.target = folder;
  }

  #drop(event: DragEvent, folder: string): void {
    const transfer = event.dataTransfer;
    if (!transfer) return;
    this.target = null;
    event.preventDefault();
    event.stopPropagation();
    const path = transfer.getData(PATH);
    if (path === "") this.actions.take(transfer, folder);
    else if (parentOf(path) !== folder && path !== folder) this.actions.move(path, folder);
  }

  // ------------------------------------------------------------ keyboard

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.target instanceof HTMLInputElement) return;
    const index = this.rows.findIndex(({ entry }) => entry.path === this.at);
    const row = this.rows[index];
    if (!row || event.ctrlKey || event.metaKey || event.altKey) return;
    const act = this.#acts(row, index)[event.shiftKey && event.key === "F10" ? "ContextMenu" : event.key];
    if (!act) {
      if (event.key.length === 1 && event.key !== " ") this.#type(event, index);
      return;
    }
    event.preventDefault();
    act();
  };

  #acts(row: Row, index: number): Readonly<Record<string, (() => void) | undefined>> {
    const { path, kind } = row.entry;
    const go = (to: number) => () => this.focusRow(this.rows[to]?.entry.path);
    const enter = () => (kind === "folder" ? this.actions.toggle(path, !row.isOpen) : this.actions.open(row));
    const isFolder = kind === "folder";
    return {
      ArrowDown: go(index + 1),
      ArrowUp: go(index - 1),
      Home: go(0),
      End: go(this.rows.length - 1),
      ArrowRight: isFolder ? (row.isOpen ? go(index + 1) : () => this.actions.toggle(path, true)) : () => {},
      ArrowLeft:
        isFolder && row.isOpen ? () => this.actions.toggle(path, false) : () => this.focusRow(parentOf(path) || path),
      Enter: enter,
      " ": enter,
      F2: () => this.beginRename(path),
      Delete: () => this.actions.remove(row),
      Backspace: () => this.actions.remove(row),
      ContextMenu: () => {
        const element = this.#element(path);
        if (element) this.actions.menu(row, element);
      },
    };
  }

  /** Letters lead to the next name that begins with them. */
  #type(event: KeyboardEvent, index: number): void {
    const now = event.timeStamp;
    this.#typed = (now - this.#typedAt < 700 ? this.#typed : "") + event.key.toLowerCase();
    this.#typedAt = now;
    const from = this.#typed.length > 1 ? index : index + 1;
    const turned = [...this.rows.slice(from), ...this.rows.slice(0, from)];
    const found = turned.find(({ entry }) => nameOf(entry.path).toLowerCase().startsWith(this.#typed));
    if (!found) return;
    event.preventDefault();
    this.focusRow(found.entry.path);
  }

  #element(path: string): HTMLElement | null {
    return this.querySelector<HTMLElement>(`[data-path="${CSS.escape(path)}"]`);
  }
}
