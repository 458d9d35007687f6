import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { styleMap } from "lit/directives/style-map.js";
import { ClocheElement, type Fragment } from "./element.js";
import { limitView, limitWord } from "./limit.js";
import type { Props } from "./props.js";

/** A number on a track. With `steps` the value is the index of the step that is chosen. */
export class ClocheSlider extends ClocheElement<number> {
  /** Why the number that was typed is another one now. */
  #limit = "";

  protected read(value: unknown): number {
    const { start, stop } = this.#range;
    const number = typeof value === "number" && Number.isFinite(value) ? value : start;
    return Math.min(stop, Math.max(start, number));
  }

  protected view(): TemplateResult {
    const { start, stop, step } = this.#range;
    const isVertical = this.props.text("orientation") === "vertical";
    const share = stop > start ? (this.value - start) / (stop - start) : 0;
    const shown = this.#shown(this.value);
    return html`<div class="cloche-control cloche-slider" ?data-vertical=${isVertical}>
      ${this.labelView()}
      <span class="cloche-slider-track" style=${styleMap({ "--share": String(share) })}>
        <input
          id=${this.controlId}
          type="range"
          min=${start}
          max=${stop}
          step=${step}
          aria-label=${this.spokenName}
          aria-valuetext=${shown}
          aria-orientation=${isVertical ? "vertical" : "horizontal"}
          ?disabled=${this.props.flag("disabled")}
          .value=${live(String(this.value))}
          @pointerdown=${this.holdWhilePressed}
          @input=${(event: Event) => this.#move((event.target as HTMLInputElement).valueAsNumber)}
          @change=${() => this.tellIfNew()}
        />
        <span class="cloche-slider-bubble" aria-hidden="true">${shown}</span>
      </span>
      ${this.props.flag("show_value") ? html`<output class="cloche-value" for=${this.controlId}>${shown}</output>` : nothing}
      ${this.props.flag("include_input") ? this.#inputView(start, stop, step) : nothing}
    </div>`;
  }

  #inputView(start: number, stop: number, step: number): Fragment {
    if (this.#steps) return nothing; // an index means nothing to a reader
    return html`<input
      class="cloche-field cloche-slider-input"
      type="number"
      min=${start}
      max=${stop}
      step=${step}
      aria-label=${`${this.label === "" ? "slider" : this.labelNode.textContent} value`}
      ?disabled=${this.props.flag("disabled")}
      .value=${live(this.#shown(this.value))}
      @change=${(event: Event) => {
        const number = (event.target as HTMLInputElement).valueAsNumber;
        if (Number.isFinite(number)) this.#move(this.read(number), limitWord(number, start, stop));
        else this.draw();
        this.tellIfNew();
      }}
    />${limitView(this.#limit)}`;
  }

  #move(value: number, limit = ""): void {
    this.#limit = limit;
    this.keep(value);
    if (!this.props.flag("debounce")) this.tell();
  }

  get #steps(): readonly unknown[] | null {
    return this.props.list("steps");
  }

  get #range(): Track {
    return trackOf(this.props);
  }

  #shown(value: number): string {
    return shownNumber(this.props, value);
  }
}

export interface Track {
  readonly start: number;
  readonly stop: number;
  readonly step: number;
}

/** What the native range runs over: numbers, or with `steps` their places. */
export function trackOf(props: Props): Track {
  const steps = props.list("steps");
  if (steps) return { start: 0, stop: Math.max(0, steps.length - 1), step: 1 };
  const start = props.number("start", 0);
  const stop = props.number("stop", start + 100);
  return { start, stop, step: props.maybeNumber("step") ?? usualStep(start, stop) };
}

/** A value as people write it: 0.3, not 0.30000000000000004. */
export function shownNumber(props: Props, value: number): string {
  const steps = props.list("steps");
  const chosen = steps ? steps[value] : value;
  return typeof chosen === "number" ? String(Number(chosen.toPrecision(12))) : String(chosen ?? "");
}

/** 1 between whole numbers, else the power of ten that gives about a hundred places. */
function usualStep(start: number, stop: number): number {
  if (Number.isInteger(start) && Number.isInteger(stop)) return 1;
  return 10 ** Math.floor(Math.log10((stop - start) / 50));
}
