import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { ClocheElement } from "./element.js";

/** Yes or no, as a box to tick. */
export class ClocheCheckbox extends ClocheElement<boolean> {
  /** How the box looks and what it is called by a screen reader. */
  protected readonly look: { readonly className: string; readonly role: string | typeof nothing } = {
    className: "cloche-checkbox",
    role: nothing,
  };

  protected read(value: unknown): boolean {
    return value === true;
  }

  protected view(): TemplateResult {
    return html`<div class="cloche-control cloche-toggle">
      <input
        id=${this.controlId}
        class=${this.look.className}
        type="checkbox"
        role=${this.look.role}
        aria-label=${this.spokenName}
        ?disabled=${this.props.flag("disabled")}
        .checked=${live(this.value)}
        @change=${(event: Event) => {
          this.keep((event.target as HTMLInputElement).checked);
          this.tell("now");
        }}
      />
      ${this.labelView()}
    </div>`;
  }
}

/** Yes or no, as a switch to flip. */
export class ClocheSwitch extends ClocheCheckbox {
  protected override readonly look = { className: "cloche-switch", role: "switch" };
}
