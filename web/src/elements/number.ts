import { html, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { ClocheElement } from "./element.js";
import { limitView, limitWord } from "./limit.js";

/** A number to type, with − and + beside it; empty is null. A number out of range is not told, and moved in on leaving. */
export class ClocheNumber extends ClocheElement<number | null> {
  /** What stands in the field while it is being typed: "1e" is not a number yet. */
  #typed: string | null = null;
  /** Why the number that was typed is another one now. */
  #limit = "";

  protected read(value: unknown): number | null {
    return typeof value === "number" && Number.isFinite(value) ? value : null;
  }

  protected view(): TemplateResult {
    const isDisabled = this.props.flag("disabled");
    const stepButton = (sign: 1 | -1, text: string, name: string) => html`<button
      type="button"
      class="cloche-step"
      tabindex="-1"
      aria-label=${name}
      ?disabled=${isDisabled || this.#stepped(sign) === this.value}
      @click=${() => this.#step(sign)}
    >
      ${text}
    </button>`;
    return html`<div class="cloche-control">
      ${this.labelView()}
      <span class="cloche-field cloche-number">
        ${stepButton(-1, "−", "Less")}
        <input
          id=${this.controlId}
          type="number"
          inputmode="decimal"
          autocomplete="off"
          min=${this.props.maybeNumber("start") ?? ""}
          max=${this.props.maybeNumber("stop") ?? ""}
          step=${this.props.maybeNumber("step") ?? "any"}
          aria-label=${this.spokenName}
          ?disabled=${isDisabled}
          .value=${live(this.#typed ?? (this.value === null ? "" : String(this.value)))}
          @input=${this.#type}
          @change=${this.#leave}
          @blur=${this.#leave}
          @wheel=${(event: Event) => (event.target as HTMLElement).blur()}
        />
        ${stepButton(1, "+", "More")}
      </span>
      ${limitView(this.#limit)}
    </div>`;
  }

  readonly #type = (event: Event): void => {
    const input = event.target as HTMLInputElement;
    this.hold();
    this.#typed = input.value;
    this.#limit = "";
    const number = input.value === "" ? null : input.valueAsNumber;
    if (Number.isNaN(number) || number !== this.#within(number)) return;
    this.keep(number);
    if (!this.props.flag("debounce")) this.tell();
  };

  readonly #leave = (event: Event): void => {
    const input = event.target as HTMLInputElement;
    if (this.#typed !== null) {
      this.#typed = null;
      const number = input.value === "" ? null : input.valueAsNumber;
      if (number !== null) this.#limit = limitWord(number, ...this.#range);
      if (!Number.isNaN(number) && this.#within(number) !== this.value) this.keep(this.#within(number));
    }
    this.tellIfNew();
    this.release();
    this.draw();
  };

  #step(sign: 1 | -1): void {
    this.#typed = null;
    this.#limit = "";
    this.keep(this.#stepped(sign));
    this.tell("now");
  }

  #stepped(sign: 1 | -1): number | null {
    const step = this.props.number("step", 1);
    const from = this.value ?? this.props.maybeNumber("start") ?? 0;
    return this.#within(Number((from + sign * step).toPrecision(12)));
  }

  #within(number: number | null): number | null {
    if (number === null) return null;
    const [low, high] = this.#range;
    return Math.min(high, Math.max(low, number));
  }

  get #range(): readonly [low: number, high: number] {
    return [this.props.maybeNumber("start") ?? -Infinity, this.props.maybeNumber("stop") ?? Infinity];
  }
}
