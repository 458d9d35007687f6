/**
 * A talk under way: its slides, and which of them is on the stage, up to which step. No DOM: `cells.ts` puts the cells on
 * their slides, `stage.ts` has the keys and the bar.
 */

import { batch, computed, effect, type ReadonlySignal, signal } from "@preact/signals-core";
import type { CellId } from "../../../worker/src/wire/messages.js";
import { composed, type Slide, slideWish } from "../notebook/slides.js";
import { givesNothing } from "../notebook/state.js";
import type { NotebookStore } from "../notebook/store.js";
import type { Desk } from "./desk.js";

/** Where a talk is. `slide` is -1 while there is none. */
export interface DeckPlace {
  readonly slide: number;
  /** How many of its steps are there, from 1. */
  readonly step: number;
}

export class Deck {
  readonly #store: NotebookStore;
  readonly #desk: Desk;
  /** The slide that was gone to by its cell, so that it stays while others come and go before it. */
  readonly #cell = signal<CellId | null>(null);
  readonly #step = signal(1);
  readonly #isOverview = signal(false);
  #slides: readonly Slide[] = [];

  constructor(store: NotebookStore, desk: Desk) {
    this.#store = store;
    this.#desk = desk;
    effect(() => {
      desk.opened.value;
      desk.slide.value;
      batch(() => {
        this.#cell.value = null;
        this.#step.value = 1;
        this.#isOverview.value = false;
      });
    });
  }

  /** The app view is a talk now. */
  readonly isOn = computed(() => this.#desk.appView.value && this.#store.layouts.now.value.layout?.type === "slides");

  readonly slides = computed((): readonly Slide[] => {
    const { layout } = this.#store.layouts.now.value;
    if (!layout || !this.isOn.value) return [];
    const shown = this.#store.order.value.filter((id) => {
      const view = this.#store.view(id);
      return view && !givesNothing(view.run.value, view.problems.value);
    });
    const slides = composed(shown.map((id) => ({ id, type: slideWish(layout, id).type })));
    if (JSON.stringify(slides) !== JSON.stringify(this.#slides)) this.#slides = slides;
    return this.#slides; // the same one while nothing is new
  });

  readonly place = computed((): DeckPlace => {
    const slides = this.slides.value;
    const slide = this.#slideNow(slides);
    return { slide, step: Math.min(this.#step.value, slides[slide]?.steps.length ?? 1) };
  });

  get isOverview(): ReadonlySignal<boolean> {
    return this.#isOverview;
  }

  #slideNow(slides: readonly Slide[]): number {
    const cell = this.#cell.value;
    if (cell === null) return Math.min(this.#desk.slide.value ?? 1, slides.length) - 1;
    const at = slides.findIndex(({ steps }) => steps.some((ids) => ids.includes(cell)));
    if (at >= 0) return at;
    const order = this.#store.order.value; // it shows nothing at present: the one before it
    const place = order.indexOf(cell);
    return Math.max(
      slides.findLastIndex(({ id }) => order.indexOf(id) <= place),
      slides.length > 0 ? 0 : -1,
    );
  }

  // --------------------------------------------------------------- ways

  /** Show this slide (from 0), with its first step or with all of them. */
  goTo(slide: number, step: "first" | "last" = "first"): void {
    const slides = this.slides.peek();
    const to = Math.min(Math.max(slide, 0), slides.length - 1);
    const found = slides[to];
    if (!found) return;
    batch(() => {
      this.#cell.value = found.id;
      this.#step.value = step === "last" ? found.steps.length : 1;
    });
    this.#desk.outside.showSlide(to + 1);
  }

  /** The next step, or the next slide. False at the end. */
  forward(): boolean {
    const { slide, step } = this.place.peek();
    const slides = this.slides.peek();
    const now = slides[slide];
    if (now && step < now.steps.length) this.#show(now, step + 1);
    else if (slide + 1 < slides.length) this.goTo(slide + 1);
    else return false;
    return true;
  }

  /** The step before, or the whole slide before. False at the beginning. */
  back(): boolean {
    const { slide, step } = this.place.peek();
    const now = this.slides.peek()[slide];
    if (now && step > 1) this.#show(now, step - 1);
    else if (slide > 0) this.goTo(slide - 1, "last");
    else return false;
    return true;
  }

  /** Past the slides below this one, or back to the one that it lies below. */
  jump(way: -1 | 1): void {
    const slides = this.slides.peek();
    const { slide } = this.place.peek();
    const stack = slides[slide]?.stack ?? 0;
    const first = (wanted: number) => slides.findIndex((each) => each.stack === wanted);
    const start = first(stack);
    const to = way > 0 ? first(stack + 1) : slide > start ? start : first(stack - 1);
    if (to >= 0) this.goTo(to);
  }

  /** See all slides at once, or the one. */
  setOverview(on: boolean): void {
    this.#isOverview.value = on && this.slides.peek().length > 0;
  }

  #show({ id }: Slide, step: number): void {
    batch(() => {
      this.#cell.value = id;
      this.#step.value = step;
    });
  }
}
