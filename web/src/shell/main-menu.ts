import { html, nothing, type TemplateResult } from "lit";
import { type IconName, icon } from "./icons.js";
import { layoutEntries } from "./layout-choice.js";
import { LiveElement } from "./live.js";
import { moveInMenu, openAt } from "./popover.js";
import type { Theme, ThemeChoice } from "./theme.js";
import type { Workbench } from "./workbench.js";

const THEMES: readonly (readonly [Theme, IconName, string])[] = [
  ["light", "sun", "Light"],
  ["dark", "moon", "Dark"],
  ["system", "system", "As the system"],
];

/** The notebook's menu: files, the gallery, Python, the look of the page. */
export class ClocheMainMenu extends LiveElement {
  static override properties = { bench: { attribute: false }, theme: { attribute: false } };
  declare bench: Workbench;
  declare theme: ThemeChoice;
  #anchor: HTMLElement | null = null;

  async openFor(anchor: HTMLElement): Promise<void> {
    this.#anchor = anchor;
    await this.updateComplete;
    const menu = this.querySelector<HTMLElement>(".menu");
    if (menu?.matches(":popover-open")) menu.hidePopover();
    else if (menu) openAt(menu, anchor);
  }

  protected override render(): TemplateResult {
    const { bench } = this;
    const { isSandboxed } = bench.desk.outside;
    return html`<div class="menu" popover id="main-menu" @keydown=${moveInMenu} @toggle=${this.#onToggle}>
      <div role="menu" aria-label="Notebook">
        ${
          isSandboxed
            ? nothing
            : html`${this.#entry("filePlus", "New notebook", "", () => bench.opener.newNotebook())}
              ${this.#entry("file", "Open a file…", "", () => this.#ask("open-wanted"))}
              ${this.#entry("folderOpen", "Open a folder…", "", () => this.#ask("folder-wanted"))}
              ${this.#entry("home", "Your notebooks", "", () => bench.opener.goHome())}
              ${this.#entry("book", "Examples…", "", () => this.#ask("gallery-wanted"))}
              <hr />`
        }
        ${this.#entry("download", "Download .py", "", () => void bench.download())}
        ${isSandboxed ? nothing : this.#entry("history", "History…", "", () => this.#ask("history-wanted"))}
        ${bench.store.deleted.value.length ? this.#entry("restart", "Undo delete", "", () => bench.undoDelete()) : nothing}
        <hr />
        ${this.#entry("folder", "Files", "", () => this.#ask("files-wanted"))}
        ${this.#entry("code", "Scratchpad", "", () => this.#ask("scratch-wanted"))}
        ${this.#entry("restart", "Restart Python", "", () => void bench.restart())}
        ${this.#entry("system", "How Python runs here", "", () => this.#ask("diagnostics-wanted"))}
        ${this.#entry("keys", "Keyboard shortcuts", "", () => this.#ask("shortcuts-wanted"))}
        <hr />
        ${this.#switch("Rerun what depends on a change", !bench.store.runtime.value.lazy, () => bench.toggleLazy())}
        ${this.#switch("Run everything when opened", bench.store.runtime.value.autorun, () => bench.toggleAutorun())}
        <hr />
        ${layoutEntries(
          bench,
          () => this.querySelector<HTMLElement>(".menu")?.hidePopover(),
          () => this.#ask("arrange-wanted"),
        )}
        <hr />
        <div class="menu-group" role="group" aria-label="Theme">
          ${THEMES.map(([theme, name, label]) => this.#themeEntry(theme, name, label))}
        </div>
      </div>
    </div>`;
  }

  #themeEntry(theme: Theme, name: IconName, label: string): TemplateResult {
    return html`<button
      role="menuitemradio"
      aria-checked=${this.theme.value === theme ? "true" : "false"}
      aria-label="${label} theme"
      title="${label} theme"
      @click=${() => this.theme.choose(theme)}
    >
      ${icon(name)}
    </button>`;
  }

  /** It stays open: one may want to change both. */
  #switch(label: string, isOn: boolean, act: () => void): TemplateResult {
    return html`<button role="menuitemcheckbox" aria-checked=${isOn ? "true" : "false"} @click=${act}>
      ${isOn ? icon("check") : html`<svg class="icon"></svg>`}<span>${label}</span>
    </button>`;
  }

  #entry(name: IconName, label: string, keys: string, act: () => void): TemplateResult {
    const choose = () => {
      this.querySelector<HTMLElement>(".menu")?.hidePopover();
      act();
    };
    return html`<button role="menuitem" @click=${choose}>
      ${icon(name)}<span>${label}</span>${keys ? html`<kbd>${keys}</kbd>` : nothing}
    </button>`;
  }

  #ask(event: string): void {
    this.dispatchEvent(new CustomEvent(event, { bubbles: true }));
  }

  readonly #onToggle = (event: ToggleEvent): void => {
    if (event.newState === "closed" && this.contains(document.activeElement)) this.#anchor?.focus();
  };
}
