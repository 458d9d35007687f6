import { html, nothing, type TemplateResult } from "lit";
import type { CellId } from "../../../worker/src/wire/messages.js";
import { type AppLayout, withCell, withSettings } from "../notebook/app-layout.js";
import type { Literal } from "../notebook/document.js";
import { ALIGNMENTS, deckSettings, SLIDE_TYPES, slideWish, TRANSITIONS } from "../notebook/slides.js";
import { givesNothing } from "../notebook/state.js";
import { LiveDialog } from "./dialog.js";
import type { Workbench } from "./workbench.js";

const TYPE_WORDS = {
  slide: "Slide",
  "sub-slide": "Slide below",
  fragment: "On the same slide",
  skip: "Not shown",
} as const;
const TRANSITION_WORDS = {
  none: "None",
  fade: "Fade",
  slide: "Slide",
  convex: "Convex",
  concave: "Concave",
  zoom: "Zoom",
} as const;
const ALIGNMENT_WORDS = { top: "Top", center: "Middle", bottom: "Bottom" } as const;

/** Which cell is which slide of a talk, with its notes, and how slides follow each other. */
export class ClocheSlides extends LiveDialog {
  static override properties = { bench: { attribute: false } };
  declare bench: Workbench;
  protected readonly heading = "Slides";

  protected body(): TemplateResult {
    const { store } = this.bench;
    const { layout } = store.layouts.now.value;
    if (layout?.type !== "slides") return html``;
    const deck = deckSettings(layout);
    const shown = store.order.value.filter((id) => {
      const view = store.view(id);
      return view && !givesNothing(view.run.value, view.problems.value);
    });
    return html`<section class="slides-plan">
      <div class="plan-deck">
        ${this.#choice("Transition", TRANSITIONS, TRANSITION_WORDS, deck.transition, (transition) => this.#setDeck(layout, { transition }))}
        ${this.#choice("Content stands", ALIGNMENTS, ALIGNMENT_WORDS, deck.alignment, (verticalAlign) => this.#setDeck(layout, { verticalAlign }))}
        ${store.layouts.canUndo ? html`<button class="button" @click=${() => this.bench.undoLayout()}>Undo</button>` : nothing}
      </div>
      ${
        shown.length === 0
          ? html`<p class="empty">No cell shows anything yet. Run the notebook: each cell with an output is a slide.</p>`
          : html`<ol class="plan-cells">${shown.map((id) => this.#cell(layout, id))}</ol>`
      }
    </section>`;
  }

  #cell(layout: AppLayout, id: CellId): TemplateResult {
    const { type, notes, showsCode } = slideWish(layout, id);
    const name = this.bench.store.nameOf(id);
    const set = (changes: Readonly<Record<string, Literal | undefined>>) =>
      this.bench.store.layouts.set(withCell(layout, id, changes));
    return html`<li data-slide-type=${type}>
      <p class="plan-words" dir="auto"><strong>${name}</strong> ${wordsOf(id)}</p>
      ${this.#choice("Place", SLIDE_TYPES, TYPE_WORDS, type, (next) => set({ type: next }), name)}
      <label class="plan-check"><input type="checkbox" .checked=${showsCode} @change=${(event: Event) => set({ showCode: (event.currentTarget as HTMLInputElement).checked || undefined })} aria-label="Show the code of ${name}" /> Code</label>
      <textarea rows="1" dir="auto" aria-label="Notes for ${name}" placeholder="Speaker notes" .value=${notes}
        @change=${(event: Event) => set({ speakerNotes: (event.currentTarget as HTMLTextAreaElement).value || undefined })}></textarea>
    </li>`;
  }

  #choice<Word extends string>(
    label: string,
    options: readonly Word[],
    words: Readonly<Record<Word, string>>,
    now: Word,
    set: (word: Word) => void,
    of = "",
  ): TemplateResult {
    return html`<label class="plan-choice">
      <span class=${of ? "visually-hidden" : ""}>${of ? `${label} of ${of}` : label}</span>
      <select @change=${(event: Event) => set((event.currentTarget as HTMLSelectElement).value as Word)}>
        ${options.map((option) => html`<option value=${option} .selected=${option === now}>${words[option]}</option>`)}
      </select>
    </label>`;
  }

  #setDeck(layout: AppLayout, changes: Readonly<Record<string, Literal>>): void {
    const { deck } = layout.settings;
    const before = typeof deck === "object" && deck !== null && !Array.isArray(deck) ? deck : {};
    this.bench.store.layouts.set(withSettings(layout, { deck: { ...before, ...changes } }));
  }
}

export function registerSlides(): void {
  if (!customElements.get("cloche-slides")) customElements.define("cloche-slides", ClocheSlides);
}

/** What a cell shows, in a few words. */
function wordsOf(id: CellId): string {
  const output = document.querySelector(`[data-cell-id="${CSS.escape(id)}"] [data-part="output"]`);
  const words = output?.textContent?.trim().replace(/\s+/g, " ") ?? "";
  return words.length > 100 ? `${words.slice(0, 99)}…` : words;
}
