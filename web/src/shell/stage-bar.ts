import { html, nothing, type TemplateResult } from "lit";
import type { Slide } from "../notebook/slides.js";
import { notesOn } from "../notebook/slides.js";
import { fitAll, fitCurrent, fitPaper, measureStage } from "./fit.js";
import { icon } from "./icons.js";
import { LiveElement } from "./live.js";
import { currentSlide, onStageKey, watchSwipes } from "./stage-keys.js";
import type { Workbench } from "./workbench.js";

/** Under a talk: where it is, the ways on and back, notes. Has the talk's keys as long as it is on the page. */
export class ClocheStage extends LiveElement {
  static override properties = {
    bench: { attribute: false },
    hasNotes: { state: true },
    hasWindow: { state: true },
    isFull: { state: true },
  };
  declare bench: Workbench;
  declare hasNotes: boolean;
  declare hasWindow: boolean;
  declare isFull: boolean;
  #cells: HTMLElement | null = null;
  /** Of the stage, and of what stands on its slide. */
  #size: ResizeObserver | null = null;
  #stops: (() => void)[] = [];
  #closeWindow: (() => void) | null = null;
  #leavePaper: (() => void) | null = null;

  constructor() {
    super();
    this.hasNotes = false;
    this.hasWindow = false;
    this.isFull = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const cells = this.previousElementSibling as HTMLElement;
    this.#cells = cells;
    const size = new ResizeObserver((entries) => {
      const stage = entries.find(({ target }) => target === cells);
      if (stage) measureStage(cells, stage.contentRect);
      requestAnimationFrame(() => fitCurrent(cells)); // not in here: it changes the sizes that are observed
    });
    size.observe(cells);
    this.#size = size;
    const listening = new AbortController();
    const { signal } = listening;
    // First of all: elsewhere the same keys go from cell to cell.
    addEventListener("keydown", this.#onKey, { signal, capture: true });
    cells.addEventListener("click", this.#onClick, { signal });
    document.addEventListener("fullscreenchange", this.#onFullScreen, { signal });
    addEventListener("beforeprint", this.#onPaper, { signal });
    addEventListener("afterprint", this.#offPaper, { signal });
    this.#stops = [() => size.disconnect(), () => listening.abort(), watchSwipes(cells, this.bench.deck)];
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const stop of this.#stops) stop();
    this.#leavePaper?.();
    this.#closeWindow?.();
    if (document.fullscreenElement) void document.exitFullscreen();
  }

  protected override updated(): void {
    const cells = this.#cells;
    if (!cells) return;
    this.#size?.disconnect(); // which also tells all sizes anew
    for (const each of [cells, ...(currentSlide()?.children ?? [])]) this.#size?.observe(each);
    if (this.bench.deck.isOverview.peek()) fitAll(cells);
    else fitCurrent(cells);
  }

  readonly #onPaper = (): void => {
    if (this.#cells && !this.#leavePaper) this.#leavePaper = fitPaper(this.#cells);
  };

  readonly #offPaper = (): void => {
    this.#leavePaper?.();
    this.#leavePaper = null;
    this.updated(); // what is on the stage has its size there again
  };

  protected override render(): TemplateResult | typeof nothing {
    const { deck } = this.bench;
    const slides = deck.slides.value;
    const { slide, step } = deck.place.value;
    const now = slides[slide];
    if (!now) return nothing;
    const isEnd = slide === slides.length - 1 && step === now.steps.length;
    return html`
      ${this.hasNotes && !this.hasWindow ? this.#notes(now, slides[slide + 1]) : nothing}
      <nav class="stage-bar" aria-label="Slides">
        <div class="stage-progress" aria-hidden="true"><div style="transform: scaleX(${((slide + 1) / slides.length).toFixed(4)})"></div></div>
        <button class="button quiet icon-only" aria-label="Back" title="Back (←)" ?disabled=${slide === 0 && step === 1} @click=${() => deck.back()}>${icon("back")}</button>
        <p class="stage-place" role="status"><span class="visually-hidden">Slide </span>${slide + 1}<span aria-hidden="true"> / </span><span class="visually-hidden"> of </span>${slides.length}</p>
        <button class="button quiet icon-only" aria-label="Next" title="Next (→ or Space)" ?disabled=${isEnd} @click=${() => deck.forward()}>${icon("chevron")}</button>
        <span class="stage-gap"></span>
        <button class="button quiet icon-only" aria-label="All slides" aria-pressed=${deck.isOverview.value ? "true" : "false"} title="All slides (O or Esc)" @click=${this.#toggleOverview}>${icon("grid")}</button>
        <button class="button quiet icon-only" aria-label="Speaker notes" aria-pressed=${this.hasNotes ? "true" : "false"} title="Speaker notes (S)" @click=${this.#toggleNotes}>${icon("notes")}</button>
        ${
          this.bench.desk.outside.isSandboxed
            ? nothing
            : html`<button class="button quiet icon-only stage-speaker" aria-label="Speaker window" aria-pressed=${this.hasWindow ? "true" : "false"} title="Speaker window (W)" @click=${this.#openWindow}>${icon("system")}</button>`
        }
        ${
          document.fullscreenEnabled
            ? html`<button class="button quiet icon-only" aria-label="Full screen" aria-pressed=${this.isFull ? "true" : "false"} title="Full screen (F)" @click=${this.#toggleFull}>${icon("full")}</button>`
            : nothing
        }
      </nav>
    `;
  }

  #notes(now: Slide, next: Slide | undefined): TemplateResult {
    const { store, desk } = this.bench;
    const { layout } = store.layouts.now.value;
    const text = layout ? notesOn(layout, now) : "";
    return html`<aside class="stage-notes" aria-label="Speaker notes" dir="auto">
      ${text ? html`<p>${text}</p>` : html`<p class="empty">No notes for this slide.</p>`}
      ${next ? html`<p class="stage-next">Next: ${titleOf(next)}</p>` : html`<p class="stage-next">This is the last slide.</p>`}
      ${desk.outside.isSandboxed ? html`<p class="stage-next">A stranger’s notebook may open no windows. Keep a copy, and the notes can have one of their own.</p>` : nothing}
    </aside>`;
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    const { deck, desk } = this.bench;
    if (event.defaultPrevented || desk.isElsewhere.peek() || this.#isUnderDialog()) return;
    if (!onStageKey(event, deck, { fullScreen: this.#toggleFull, notes: this.#toggleNotes, speaker: this.#openWindow }))
      return;
    event.preventDefault();
    event.stopPropagation();
  };

  #isUnderDialog(): boolean {
    return document.querySelector("dialog[open], .menu:popover-open") !== null;
  }

  /** In the overview a slide that is pressed is gone to. */
  readonly #onClick = (event: Event): void => {
    const { deck } = this.bench;
    const box = event.target instanceof Element ? event.target.closest<HTMLElement>(".slide") : null;
    if (!box || !deck.isOverview.peek()) return;
    deck.goTo(deck.slides.peek().findIndex(({ id }) => id === box.dataset.key));
    deck.setOverview(false);
    currentSlide()?.focus();
  };

  readonly #toggleOverview = (): void => {
    const { deck } = this.bench;
    deck.setOverview(!deck.isOverview.peek());
    currentSlide()?.focus();
  };

  readonly #toggleNotes = (): void => {
    this.hasNotes = !this.hasNotes;
  };

  readonly #openWindow = async (): Promise<void> => {
    if (this.bench.desk.outside.isSandboxed) return;
    const { openSpeaker } = await import("./speaker.js");
    this.#closeWindow = openSpeaker(this.bench, () => {
      this.hasWindow = false;
      this.#closeWindow = null;
    });
    this.hasWindow = this.#closeWindow !== null;
    if (!this.hasWindow)
      this.bench.say("The browser let no window open. Allow pop-ups for this page, and press W again.");
  };

  readonly #toggleFull = (): void => {
    if (document.fullscreenElement) void document.exitFullscreen();
    else if (document.fullscreenEnabled) void document.documentElement.requestFullscreen().catch(() => {});
  };

  readonly #onFullScreen = (): void => {
    this.isFull = document.fullscreenElement !== null;
  };
}

export function registerStage(): void {
  if (!customElements.get("cloche-stage")) customElements.define("cloche-stage", ClocheStage);
}

/** The first words on a slide. */
function titleOf({ id }: Slide): string {
  const box = [...document.querySelectorAll<HTMLElement>("cloche-cells > .slide")].find(
    ({ dataset }) => dataset.key === id,
  );
  const words = (box?.querySelector("h1, h2, h3") ?? box)?.textContent?.trim().replace(/\s+/g, " ") ?? "";
  return words.length > 80 ? `${words.slice(0, 79)}…` : words || "a picture";
}
