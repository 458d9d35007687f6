import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { comboboxView } from "./combobox.js";
import { ClocheElement } from "./element.js";

/** One label of many: the browser's own list, or one to search when `searchable`. The value is a list of at most one. */
export class ClocheDropdown extends ClocheElement<readonly string[]> {
  protected read(value: unknown): readonly string[] {
    const options = this.props.texts("options");
    return Array.isArray(value) ? value.filter((label) => options.includes(label)).slice(0, 1) : [];
  }

  protected view(): TemplateResult {
    return html`<div class="cloche-control">
      ${this.labelView()} ${this.props.flag("searchable") ? this.#searchView() : this.#selectView()}
    </div>`;
  }

  #selectView(): TemplateResult {
    const options = this.props.texts("options");
    const chosen = this.value[0] === undefined ? -1 : options.indexOf(this.value[0]);
    const canBeNone = this.props.flag("allow_select_none") || chosen < 0;
    return html`<span class="cloche-select">
      <select
        id=${this.controlId}
        class="cloche-field"
        aria-label=${this.spokenName}
        ?disabled=${this.props.flag("disabled")}
        .value=${live(String(chosen))}
        @change=${(event: Event) => {
          const label = options[Number((event.target as HTMLSelectElement).value)];
          this.#choose(label === undefined ? [] : [label]);
        }}
      >
        ${canBeNone ? html`<option value="-1" ?selected=${chosen < 0}>—</option>` : nothing}
        ${options.map((option, at) => html`<option value=${at} ?selected=${at === chosen}>${option}</option>`)}
      </select>
    </span>`;
  }

  #searchView(): TemplateResult {
    return comboboxView({
      id: this.controlId,
      name: this.spokenName,
      options: this.props.texts("options"),
      chosen: this.value[0] ?? null,
      canBeNone: this.props.flag("allow_select_none"),
      isDisabled: this.props.flag("disabled"),
      choose: (label) => this.#choose(label === null ? [] : [label]),
    });
  }

  #choose(value: readonly string[]): void {
    this.keep(value);
    this.tell("now");
  }
}
