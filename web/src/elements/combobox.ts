import { html, nothing, render, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";

/** How many options are drawn at once; typing brings the others. */
const MOST = 200;

export interface ComboboxChoice {
  readonly id: string;
  readonly name: string | typeof nothing;
  readonly options: readonly string[];
  readonly chosen: string | null;
  /** Several may be chosen: the list stays open, and choosing one of these lets it go. */
  readonly several?: { readonly chosen: readonly string[]; readonly isFull: boolean };
  readonly canBeNone: boolean;
  readonly isDisabled: boolean;
  readonly choose: (label: string | null) => void;
}

export function comboboxView(choice: ComboboxChoice): TemplateResult {
  return html`<cloche-combobox .choice=${choice}></cloche-combobox>`;
}

/**
 * A field that finds one of many labels: type to narrow, arrows to move, Enter to choose, Escape to leave it as it was.
 * Follows the ARIA pattern of an editable combobox with a list. The list lies in the browser's top layer, so no box
 * around it cuts it off.
 */
export class ClocheCombobox extends HTMLElement {
  #choice: ComboboxChoice | null = null;
  #search: string | null = null;
  #active = 0;

  get choice(): ComboboxChoice | null {
    return this.#choice;
  }

  set choice(choice: ComboboxChoice) {
    this.#choice = choice;
    this.#draw();
  }

  disconnectedCallback(): void {
    this.#search = null;
    this.#forgetScrolling();
  }

  #found(): readonly string[] {
    const words = (this.#search ?? "").toLowerCase().split(/\s+/).filter(Boolean);
    const options = this.#choice?.options ?? [];
    return options.filter((option) => words.every((word) => option.toLowerCase().includes(word)));
  }

  #draw(): void {
    const choice = this.#choice;
    if (!choice) return;
    const isOpen = this.#search !== null;
    const found = isOpen ? this.#found() : [];
    const optionId = (at: number) => `${choice.id}-option-${at}`;
    render(
      html`<input
          id=${choice.id}
          class="cloche-field"
          role="combobox"
          type="text"
          autocomplete="off"
          spellcheck="false"
          placeholder=${choice.chosen ?? (choice.several ? "Choose…" : "Search…")}
          aria-label=${choice.name}
          aria-autocomplete="list"
          aria-expanded=${isOpen ? "true" : "false"}
          aria-controls=${`${choice.id}-list`}
          aria-activedescendant=${isOpen && found.length > 0 ? optionId(this.#active) : nothing}
          ?disabled=${choice.isDisabled}
          .value=${live(this.#search ?? choice.chosen ?? "")}
          @focus=${() => this.#open()}
          @click=${() => this.#open()}
          @blur=${() => this.#close()}
          @input=${(event: Event) => this.#narrow((event.target as HTMLInputElement).value)}
          @keydown=${this.#onKey}
        />
        ${
          choice.canBeNone && choice.chosen !== null && !choice.isDisabled
            ? html`<button type="button" class="cloche-combobox-clear" aria-label="Clear" @click=${() => this.#take(null)}>
              ×
            </button>`
            : nothing
        }
        <div
          id=${`${choice.id}-list`}
          class="cloche-listbox"
          role="listbox"
          popover="manual"
          aria-label="Options"
          aria-multiselectable=${choice.several ? "true" : nothing}
          @pointerdown=${(event: Event) => event.preventDefault()}
        >
          ${found.slice(0, MOST).map(
            (option, at) => html`<div
              id=${optionId(at)}
              role="option"
              aria-selected=${isChosen(choice, option) ? "true" : "false"}
              aria-disabled=${choice.several?.isFull && !isChosen(choice, option) ? "true" : nothing}
              ?data-active=${at === this.#active}
              @click=${() => this.#take(option)}
            >
              ${option}
            </div>`,
          )}
          ${found.length === 0 ? html`<div class="cloche-listbox-note">Nothing found</div>` : nothing}
          ${
            found.length > MOST
              ? html`<div class="cloche-listbox-note">${found.length - MOST} more: type to narrow</div>`
              : nothing
          }
        </div>`,
      this,
    );
    this.#placeList(isOpen);
  }

  #open(): void {
    if (this.#search !== null || this.#choice?.isDisabled) return;
    this.#search = "";
    this.#active = Math.min(MOST - 1, Math.max(0, this.#choice?.options.indexOf(this.#choice.chosen ?? "") ?? 0));
    window.addEventListener("scroll", this.#follow, { capture: true, passive: true });
    window.addEventListener("resize", this.#follow, { passive: true });
    this.#draw();
    this.#showActive();
  }

  #close(): void {
    this.#search = null;
    this.#forgetScrolling();
    this.#draw();
  }

  #forgetScrolling(): void {
    window.removeEventListener("scroll", this.#follow, { capture: true });
    window.removeEventListener("resize", this.#follow);
  }

  #narrow(search: string): void {
    this.#open();
    this.#search = search;
    this.#active = 0;
    this.#draw();
    this.#showActive();
  }

  #take(label: string | null): void {
    const { several } = this.#choice ?? {};
    if (several && label !== null) {
      if (several.isFull && !several.chosen.includes(label)) return;
      this.#choice?.choose(label);
      this.#draw();
      return;
    }
    this.#close();
    if (label !== this.#choice?.chosen) this.#choice?.choose(label);
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.isComposing) return;
    const isOpen = this.#search !== null;
    const last = Math.min(MOST, this.#found().length) - 1;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const by = event.key === "ArrowDown" ? 1 : -1;
      if (isOpen)
        this.#active = this.#active + by > last ? 0 : this.#active + by < 0 ? Math.max(0, last) : this.#active + by;
      this.#open();
      this.#draw();
      this.#showActive();
    } else if (event.key === "Enter" && isOpen && !event.ctrlKey && !event.metaKey) {
      const option = this.#found()[this.#active];
      if (option !== undefined) this.#take(option);
    } else if (event.key === "Backspace" && this.#choice?.several && !this.#search) {
      const last = this.#choice.several.chosen.at(-1);
      if (last !== undefined) this.#choice.choose(last);
    } else if (event.key === "Escape" && isOpen) {
      this.#close();
      event.stopPropagation();
    } else return;
    event.preventDefault();
  };

  readonly #follow = (event: Event): void => {
    if (event.target instanceof Node && this.contains(event.target)) return; // the list itself was scrolled
    this.#placeList(this.#search !== null);
  };

  get #list(): HTMLElement | null {
    return this.querySelector<HTMLElement>(".cloche-listbox");
  }

  #showActive(): void {
    this.#list?.querySelector("[data-active]")?.scrollIntoView?.({ block: "nearest" });
  }

  /** Put the list under the field, or above it where there is more room. */
  #placeList(isOpen: boolean): void {
    const list = this.#list;
    if (!list?.isConnected) return;
    list.toggleAttribute("data-open", isOpen);
    const isShown = "showPopover" in list && list.matches(":popover-open");
    if (!isOpen) {
      if (isShown) list.hidePopover();
      return;
    }
    if ("showPopover" in list && !isShown) list.showPopover();
    const field = this.getBoundingClientRect();
    const below = window.innerHeight - field.bottom;
    const isAbove = below < 200 && field.top > below;
    list.style.left = `${field.left}px`;
    list.style.minWidth = `${field.width}px`;
    list.style.maxHeight = `${Math.min(320, (isAbove ? field.top : below) - 12)}px`;
    list.style.top = isAbove ? "auto" : `${field.bottom + 4}px`;
    list.style.bottom = isAbove ? `${window.innerHeight - field.top + 4}px` : "auto";
  }
}

function isChosen({ chosen, several }: ComboboxChoice, option: string): boolean {
  return several ? several.chosen.includes(option) : option === chosen;
}
