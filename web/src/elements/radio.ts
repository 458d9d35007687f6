import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { ClocheElement } from "./element.js";

/** One of a few labels, all in sight. */
export class ClocheRadio extends ClocheElement<string | null> {
  protected read(value: unknown): string | null {
    return typeof value === "string" && this.props.texts("options").includes(value) ? value : null;
  }

  protected view(): TemplateResult {
    const name = `${this.controlId}-label`;
    return html`<div
      class="cloche-control cloche-radio"
      role="radiogroup"
      data-stacked
      ?data-inline=${this.props.flag("inline")}
      aria-labelledby=${this.label === "" ? nothing : name}
      aria-label=${this.spokenName}
    >
      ${this.label === "" ? nothing : html`<span class="cloche-label" id=${name}>${this.labelNode}</span>`}
      <div class="cloche-options">${this.props.texts("options").map((option, at) => this.#optionView(option, at))}</div>
    </div>`;
  }

  #optionView(option: string, at: number): TemplateResult {
    const id = `${this.controlId}-${at}`;
    return html`<span class="cloche-option">
      <input
        id=${id}
        type="radio"
        name=${this.controlId}
        ?disabled=${this.props.flag("disabled")}
        .checked=${live(option === this.value)}
        @change=${() => {
          this.keep(option);
          this.tell("now");
        }}
      />
      <label for=${id}>${option}</label>
    </span>`;
  }
}
