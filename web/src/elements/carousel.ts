import { html, render } from "lit";
import { BUTTON, shadowOf } from "./shadow.js";

const CSS = `${BUTTON}
  :host { display: block; max-width: 100%; }
  .strip { display: flex; overflow-x: auto; scroll-snap-type: x mandatory; scrollbar-width: none; border-radius: 9px; }
  ::slotted(*) { flex: 0 0 100%; min-width: 0; box-sizing: border-box; scroll-snap-align: start; padding: 0.25rem; overflow: auto; }
  .handles { display: flex; gap: 0.5rem; align-items: center; justify-content: center; margin-block-start: 0.5rem; }
  output { min-width: 4rem; color: var(--ink-faint); font-size: var(--text-s); text-align: center; font-variant-numeric: tabular-nums; }
  @media (prefers-reduced-motion: no-preference) { .strip { scroll-behavior: smooth; } }
`;

/** Outputs in a row of which one shows: swiped, scrolled, or moved by arrows on the keyboard and below. */
export class ClocheCarousel extends HTMLElement {
  #root: ShadowRoot | null = null;
  #at = 0;
  readonly #watch = new MutationObserver(() => this.#draw());

  connectedCallback(): void {
    this.#root ??= shadowOf(this, CSS);
    this.#watch.observe(this, { childList: true });
    this.#draw();
  }

  disconnectedCallback(): void {
    this.#watch.disconnect();
  }

  get #strip(): HTMLElement | null {
    return this.#root?.querySelector<HTMLElement>(".strip") ?? null;
  }

  #draw(): void {
    if (!this.#root) return;
    const count = this.children.length;
    this.#at = Math.max(0, Math.min(this.#at, count - 1));
    [...this.children].forEach((slide, at) => {
      slide.setAttribute("role", "group");
      slide.setAttribute("aria-roledescription", "slide");
      slide.setAttribute("aria-label", `${at + 1} of ${count}`);
      slide.toggleAttribute("inert", at !== this.#at);
    });
    render(
      html`<section aria-roledescription="carousel" aria-label="Carousel" @keydown=${this.#onKey}>
        <div class="strip" tabindex="0" aria-label="Slides" role="group" @scroll=${this.#onScroll}><slot></slot></div>
        <div class="handles">
          <button type="button" aria-label="Previous" ?disabled=${this.#at === 0} @click=${() => this.#go(this.#at - 1)}>
            ‹
          </button>
          <output aria-live="polite">${count ? `${this.#at + 1} of ${count}` : "Nothing here"}</output>
          <button type="button" aria-label="Next" ?disabled=${this.#at >= count - 1} @click=${() => this.#go(this.#at + 1)}>
            ›
          </button>
        </div>
      </section>`,
      this.#root,
    );
  }

  #go(to: number): void {
    const strip = this.#strip;
    const next = Math.max(0, Math.min(to, this.children.length - 1));
    if (!strip || next === this.#at) return;
    this.#at = next;
    strip.scrollTo({ left: this.#sign * next * strip.clientWidth });
    this.#draw();
  }

  get #sign(): 1 | -1 {
    return getComputedStyle(this).direction === "rtl" ? -1 : 1;
  }

  readonly #onScroll = (): void => {
    const strip = this.#strip;
    if (!strip?.clientWidth) return;
    const position = Math.abs(strip.scrollLeft) / strip.clientWidth;
    const at = Math.round(position);
    if (at === this.#at || Math.abs(position - at) > 0.1) return; // on its way
    this.#at = at;
    this.#draw();
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.target !== this.#strip) return;
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const to =
      step !== undefined ? this.#at + step * this.#sign : { Home: 0, End: this.children.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    this.#go(to);
  };
}
