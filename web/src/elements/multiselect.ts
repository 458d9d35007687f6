import { html, nothing, type TemplateResult } from "lit";
import { comboboxView } from "./combobox.js";
import { ClocheElement, type Fragment } from "./element.js";

/** Several labels of many: what is chosen as a list to take from, and a field that finds more. In order of choice. */
export class ClocheMultiselect extends ClocheElement<readonly string[]> {
  protected read(value: unknown): readonly string[] {
    const options = this.props.texts("options");
    return Array.isArray(value) ? value.filter((label) => options.includes(label)) : [];
  }

  protected view(): TemplateResult {
    const isDisabled = this.props.flag("disabled");
    const most = this.props.maybeNumber("max_selections");
    return html`<div class="cloche-control cloche-multiselect" data-stacked>
      ${this.labelView()}
      <div class="cloche-multiselect-box">
        ${this.#chosenView(isDisabled)}
        ${comboboxView({
          id: this.controlId,
          name: this.spokenName,
          options: this.props.texts("options"),
          chosen: null,
          several: { chosen: this.value, isFull: most !== null && this.value.length >= most },
          canBeNone: false,
          isDisabled,
          choose: (label) => label !== null && this.#toggle(label),
        })}
      </div>
      ${most === null ? nothing : html`<span class="cloche-hint">${this.value.length} of at most ${most}</span>`}
    </div>`;
  }

  #chosenView(isDisabled: boolean): Fragment {
    if (this.value.length === 0) return nothing;
    const name = this.label === "" ? "Chosen" : `Chosen: ${this.labelNode.textContent}`;
    return html`<ul class="cloche-chips" aria-label=${name}>
      ${this.value.map(
        (label) => html`<li class="cloche-chip">
          <span>${label}</span>
          <button
            type="button"
            aria-label=${`Remove ${label}`}
            ?disabled=${isDisabled}
            @click=${() => {
              this.#toggle(label);
              this.querySelector<HTMLElement>(`#${this.controlId}`)?.blur();
            }}
          >
            ×
          </button>
        </li>`,
      )}
    </ul>`;
  }

  #toggle(label: string): void {
    const isIn = this.value.includes(label);
    this.keep(isIn ? this.value.filter((each) => each !== label) : [...this.value, label]);
    this.tell("now");
  }
}
