import { html, nothing, type TemplateResult } from "lit";
import { build } from "../outputs/build.js";
import { morph, takeAttributes } from "../outputs/morph.js";
import { ClocheElement } from "./element.js";

/**
 * Holds back what is changed inside it until it is submitted: by its button, by Ctrl+Enter (or Cmd), or by Enter in a line
 * of text. Its value is that of the one element inside.
 *
 * Not a native `<form>`: one in a sandboxed frame never submits.
 */
export class ClocheForm extends ClocheElement<unknown> {
  readonly #body = build("div", { class: "cloche-form-body" });
  #isFilled = false;
  #isChanged = false;
  /** Why the last answer was refused. */
  #problem = "";

  override connectedCallback(): void {
    if (!this.#isFilled) {
      this.#isFilled = true;
      this.#body.append(...this.childNodes);
      this.addEventListener("cloche:input", this.#holdBack);
      this.addEventListener("keydown", this.#onKey);
    }
    super.connectedCallback();
  }

  override morphFrom(fresh: Element): void {
    takeAttributes(this, fresh);
    morph(this.#body, fresh);
    this.draw();
  }

  /** Python's word on the form is a word on what is inside; null clears it. */
  override show(value: unknown): void {
    if (value === null || value === undefined) this.#child?.reset();
    else this.#child?.show(value);
    this.#isChanged = false;
    super.show(value);
  }

  /** `{problem}`: Python refused what was submitted. What was entered stays, to be mended. */
  override hear(message: unknown): void {
    const { problem } = message as { problem?: unknown };
    if (typeof problem !== "string") return;
    this.#problem = problem;
    this.#isChanged = true;
    this.draw();
  }

  override reset(): void {
    this.#child?.reset();
    this.#isChanged = false;
    this.#problem = "";
    super.reset();
  }

  protected read(value: unknown): unknown {
    return value ?? null;
  }

  protected view(): TemplateResult {
    const { props } = this;
    const name = `${this.controlId}-label`;
    return html`<div
      class="cloche-form"
      role="group"
      ?data-bordered=${props.raw("bordered") !== false}
      ?data-changed=${this.#isChanged}
      aria-labelledby=${this.label === "" ? nothing : name}
      aria-label=${this.spokenName}
    >
      ${this.label === "" ? nothing : html`<div class="cloche-label" id=${name}>${this.labelNode}</div>`} ${this.#body}
      <div class="cloche-problem" id=${`${this.controlId}-problem`} role="alert">${this.#problem}</div>
      <div class="cloche-form-buttons">
        <button
          type="button"
          class="cloche-button"
          data-kind=${this.#isChanged || this.value === null ? "primary" : "neutral"}
          title=${props.text("submit_button_tooltip") || nothing}
          aria-busy=${props.flag("loading") ? "true" : nothing}
          aria-describedby=${this.#problem ? `${this.controlId}-problem` : nothing}
          ?disabled=${this.#isClosed}
          @click=${() => this.#submit()}
        >
          ${props.text("submit_button_label") || "Submit"}
        </button>
        ${
          props.flag("show_clear_button")
            ? html`<button type="button" class="cloche-button" data-kind="quiet" title=${props.text("clear_button_tooltip") || nothing} @click=${() => this.#clear()}>
              ${props.text("clear_button_label") || "Clear"}
            </button>`
            : nothing
        }
      </div>
    </div>`;
  }

  get #isClosed(): boolean {
    return this.props.flag("submit_button_disabled") || this.props.flag("loading");
  }

  get #child(): ClocheElement<unknown> | null {
    const child = this.#body.querySelector("[element-id]");
    return child instanceof ClocheElement ? child : null;
  }

  readonly #holdBack = (event: Event): void => {
    if (event.target === this) return;
    event.stopPropagation();
    this.#isChanged = true;
    this.draw();
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.key !== "Enter" || event.isComposing || event.defaultPrevented) return;
    const isLine = event.target instanceof HTMLInputElement && !["checkbox", "radio"].includes(event.target.type);
    if (!event.ctrlKey && !event.metaKey && !isLine) return;
    event.preventDefault();
    event.stopPropagation(); // Ctrl+Enter means "run the cell" to the page around
    this.#submit();
  };

  #submit(): void {
    const child = this.#child;
    if (!child || this.#isClosed) return;
    this.#isChanged = false;
    this.#problem = "";
    this.keep(child.value);
    this.tell("now");
    if (this.props.flag("clear_on_submit")) child.reset();
  }

  #clear(): void {
    this.#child?.reset();
    this.#problem = "";
    this.#isChanged = this.value !== null;
    this.draw();
  }
}
