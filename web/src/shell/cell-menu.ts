import { html, nothing, type TemplateResult } from "lit";
import type { CellId } from "../../../worker/src/wire/messages.js";
import { DEFAULT_NAME } from "../notebook/document.js";
import { type IconName, icon } from "./icons.js";
import { LiveElement } from "./live.js";
import { moveInMenu, openAt } from "./popover.js";
import type { Workbench } from "./workbench.js";

/** The menu of a cell. There is one for the whole page; it opens for the cell whose button was pressed. */
export class ClocheCellMenu extends LiveElement {
  static override properties = {
    bench: { attribute: false },
    cell: { state: true },
  };
  declare bench: Workbench;
  declare cell: CellId | null;

  #anchor: HTMLElement | null = null;

  constructor() {
    super();
    this.cell = null;
  }

  async openFor(cell: CellId, anchor: HTMLElement): Promise<void> {
    this.cell = cell;
    this.#anchor = anchor;
    await this.updateComplete;
    const menu = this.querySelector<HTMLElement>(".menu");
    if (menu) openAt(menu, anchor);
  }

  protected override render(): TemplateResult {
    return html`<div class="menu" popover id="cell-menu" @keydown=${moveInMenu} @toggle=${this.#onToggle}>
      ${this.cell ? this.#entries(this.cell) : nothing}
    </div>`;
  }

  #entries(id: CellId): TemplateResult | typeof nothing {
    const cell = this.bench.store.view(id)?.cell.value;
    if (!cell) return nothing;
    const { bench } = this;
    const isSetup = cell.kind === "setup";
    return html`<div role="menu" aria-label="Actions for ${bench.store.nameOf(id)}">
      ${this.#entry("run", "Run", "Ctrl Enter", () => bench.run(id))}
      ${isSetup ? nothing : this.#entry("plus", "Add cell above", "", () => bench.addBeside(id, 0))}
      ${this.#entry("plus", "Add cell below", "Alt Enter", () => bench.addBeside(id, 1))}
      <hr />
      ${isSetup ? nothing : this.#entry("tag", cell.name === DEFAULT_NAME ? "Name this cell…" : `Rename “${cell.name}”…`, "", () => this.#startNaming(id))}
      ${this.#entry(cell.config.hideCode ? "code" : "fold", cell.config.hideCode ? "Show code" : "Hide code", "", () => bench.toggleCode(id))}
      ${isSetup ? nothing : this.#entry(cell.config.disabled ? "run" : "pause", cell.config.disabled ? "Enable cell" : "Disable cell", "", () => bench.toggleDisabled(id))}
      ${isSetup ? nothing : html`<hr />${this.#entry("up", "Move up", "Alt Shift ↑", () => bench.moveCell(id, -1))}${this.#entry("down", "Move down", "Alt Shift ↓", () => bench.moveCell(id, 1))}`}
      ${isSetup ? nothing : this.#columns(id)}
      <hr />
      ${this.#entry("trash", "Delete cell", "", () => bench.deleteCell(id))}
    </div>`;
  }

  /** Ways to other columns, in a notebook that has them. */
  #columns(id: CellId): TemplateResult | typeof nothing {
    const { bench } = this;
    if (!bench.store.hasColumns.value) return nothing;
    const { columns } = bench.store;
    const at = columns.value.findIndex((ids) => ids.includes(id));
    const isLast = at === columns.value.length - 1;
    const isAlone = columns.value[at]?.length === 1;
    return html`${at > 0 ? this.#entry("back", "Move to the column before", "Alt Shift ←", () => bench.moveToColumn(id, at - 1)) : nothing}
      ${isLast ? nothing : this.#entry("chevron", "Move to the next column", "Alt Shift →", () => bench.moveToColumn(id, at + 1))}
      ${isLast && isAlone ? nothing : this.#entry("plus", "Move to a new column", "", () => bench.moveToColumn(id, columns.value.length))}`;
  }

  #entry(name: IconName, label: string, keys: string, act: () => void): TemplateResult {
    const choose = () => {
      this.#close();
      act();
    };
    return html`<button role="menuitem" @click=${choose}>
      ${icon(name)}<span>${label}</span>${keys ? html`<kbd>${keys}</kbd>` : nothing}
    </button>`;
  }

  /** The name is edited where it stands: on the cell. */
  #startNaming(id: CellId): void {
    this.#anchor = null;
    const field = document.querySelector<HTMLInputElement>(`[data-cell-id="${CSS.escape(id)}"] .cell-name`);
    field?.focus();
    field?.select();
  }

  #close(): void {
    this.querySelector<HTMLElement>(".menu")?.hidePopover();
  }

  readonly #onToggle = (event: ToggleEvent): void => {
    if (event.newState === "closed" && this.#anchor?.isConnected && this.contains(document.activeElement))
      this.#anchor.focus();
  };
}
