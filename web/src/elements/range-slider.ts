import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { styleMap } from "lit/directives/style-map.js";
import { ClocheElement } from "./element.js";
import { shownNumber, trackOf } from "./slider.js";

type Pair = readonly [number, number];

/** From where to where on a track: two native ranges over each other. With `steps` the values are places among them. */
export class ClocheRangeSlider extends ClocheElement<Pair> {
  protected read(value: unknown): Pair {
    const { start, stop } = trackOf(this.props);
    const given = Array.isArray(value) ? value : [];
    const at = (number: unknown, fallback: number) =>
      Math.min(stop, Math.max(start, typeof number === "number" && Number.isFinite(number) ? number : fallback));
    const low = at(given[0], start);
    return [low, Math.max(low, at(given[1], stop))];
  }

  protected view(): TemplateResult {
    const { start, stop } = trackOf(this.props);
    const share = (value: number) => String(stop > start ? (value - start) / (stop - start) : 0);
    const name = `${this.controlId}-label`;
    const [low, high] = this.value;
    return html`<div
      class="cloche-control cloche-slider cloche-range"
      role="group"
      aria-labelledby=${this.label === "" ? nothing : name}
      aria-label=${this.spokenName}
      ?data-vertical=${this.#isVertical}
    >
      ${this.label === "" ? nothing : html`<span class="cloche-label" id=${name}>${this.labelNode}</span>`}
      <span class="cloche-slider-track" style=${styleMap({ "--from": share(low), "--share": share(high) })}>
        ${this.#thumbView(0, "From")} ${this.#thumbView(1, "To")}
      </span>
      ${
        this.props.flag("show_value")
          ? html`<output class="cloche-value" dir="ltr">${this.#shown(low)} – ${this.#shown(high)}</output>`
          : nothing
      }
    </div>`;
  }

  #thumbView(which: 0 | 1, name: string): TemplateResult {
    const { start, stop, step } = trackOf(this.props);
    const isUpper = which === 1;
    return html`<input
      type="range"
      min=${start}
      max=${stop}
      step=${step}
      aria-label=${this.label === "" ? name : `${name}: ${this.labelNode.textContent}`}
      aria-valuetext=${this.#shown(this.value[which])}
      aria-orientation=${this.#isVertical ? "vertical" : "horizontal"}
      ?data-upper=${isUpper}
      ?data-top=${!isUpper && this.value[0] === stop}
      ?disabled=${this.props.flag("disabled")}
      .value=${live(String(this.value[which]))}
      @pointerdown=${this.holdWhilePressed}
      @input=${(event: Event) => this.#move(which, (event.target as HTMLInputElement).valueAsNumber)}
      @change=${() => this.tellIfNew()}
    />`;
  }

  /** One thumb pushes no other: it ends where the other stands. */
  #move(which: 0 | 1, value: number): void {
    const [low, high] = this.value;
    const next: Pair = which === 0 ? [Math.min(value, high), high] : [low, Math.max(value, low)];
    if (next[0] === low && next[1] === high) {
      this.draw(); // puts the thumb back
      return;
    }
    this.keep(next);
    if (!this.props.flag("debounce")) this.tell();
  }

  get #isVertical(): boolean {
    return this.props.text("orientation") === "vertical";
  }

  #shown(value: number): string {
    return shownNumber(this.props, value);
  }
}
