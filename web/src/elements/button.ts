import { html, nothing, type TemplateResult } from "lit";
import { ClocheElement } from "./element.js";
import { isShortcut } from "./shortcut.js";

/** Counts clicks. The number is how often it was clicked so far. */
export class ClocheButton extends ClocheElement<number> {
  protected read(value: unknown): number {
    return typeof value === "number" ? value : Number(this.value ?? 0);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener("keydown", this.#onKey);
  }

  disconnectedCallback(): void {
    document.removeEventListener("keydown", this.#onKey);
  }

  protected view(): TemplateResult {
    const tooltip = this.props.text("tooltip");
    const shortcut = this.props.text("keyboard_shortcut");
    return html`<button
      id=${this.controlId}
      type="button"
      class="cloche-button"
      data-kind=${this.props.text("kind") || "neutral"}
      title=${tooltip || nothing}
      aria-label=${this.spokenName}
      aria-keyshortcuts=${shortcut.replaceAll("-", "+") || nothing}
      ?disabled=${this.props.flag("disabled")}
      @click=${this.#click}
    >
      ${this.label === "" ? (this.dataset.element ?? "") : this.labelNode}
      ${shortcut ? html`<kbd aria-hidden="true">${shortcut}</kbd>` : nothing}
    </button>`;
  }

  readonly #click = (): void => {
    this.keep(this.value + 1);
    this.tell("now");
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    const shortcut = this.props.text("keyboard_shortcut");
    if (!shortcut || event.defaultPrevented || !isShortcut(shortcut, event) || this.props.flag("disabled")) return;
    event.preventDefault();
    this.#click();
  };
}

/** A button that runs cells that wait for it. */
export class ClocheRunButton extends ClocheButton {}
