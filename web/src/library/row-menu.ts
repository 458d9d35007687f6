import { html, nothing, type TemplateResult } from "lit";
import { type IconName, icon } from "../shell/icons.js";
import { LiveElement } from "../shell/live.js";
import { moveInMenu, openAt } from "../shell/popover.js";

export type MenuEntry = readonly [icon: IconName, label: string, keys: string, act: () => void];

/** The menu of a notebook in the list. There is one for the whole page. */
export class ClocheRowMenu extends LiveElement {
  static override properties = { label: { state: true }, entries: { state: true } };
  declare label: string;
  declare entries: readonly MenuEntry[];
  #anchor: HTMLElement | null = null;

  constructor() {
    super();
    this.label = "";
    this.entries = [];
  }

  async openFor(anchor: HTMLElement, title: string, entries: readonly MenuEntry[]): Promise<void> {
    this.#anchor = anchor;
    this.label = title;
    this.entries = entries;
    await this.updateComplete;
    const menu = this.querySelector<HTMLElement>(".menu");
    if (menu) openAt(menu, anchor);
  }

  protected override render(): TemplateResult {
    return html`<div class="menu" popover @keydown=${moveInMenu} @toggle=${this.#onToggle}>
      <div role="menu" aria-label="Actions for ${this.label}">
        ${this.entries.map(
          ([name, label, keys, act]) => html`<button role="menuitem" @click=${() => this.#choose(act)}>
            ${icon(name)}<span>${label}</span>${keys ? html`<kbd>${keys}</kbd>` : nothing}
          </button>`,
        )}
      </div>
    </div>`;
  }

  #choose(act: () => void): void {
    this.#anchor?.focus();
    this.querySelector<HTMLElement>(".menu")?.hidePopover();
    act();
  }

  readonly #onToggle = (event: ToggleEvent): void => {
    if (event.newState === "closed" && this.contains(document.activeElement)) this.#anchor?.focus();
  };
}
