import { html, nothing, type TemplateResult } from "lit";
import { build } from "../outputs/build.js";
import { morph, takeAttributes } from "../outputs/morph.js";
import { ClocheElement } from "./element.js";
import { ClocheGroup } from "./group.js";

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

  /** `{problem, parts}`: Python refused what was submitted, or parts of it. What was entered stays, to be mended. */
  override hear(message: unknown): void {
    const { problem, parts } = message as { problem?: unknown; parts?: unknown };
    if (typeof problem !== "string") return;
    const words = Object.entries(typeof parts === "object" && parts !== null ? parts : {});
    this.#problem = words.length > 0 ? this.#refuseParts(words) : problem;
    this.#isChanged = true;
    this.draw();
  }

  /** Say at each part what is wrong with it, and give the first one the keyboard. What is left to say is said below. */
  #refuseParts(words: readonly (readonly [string, unknown])[]): string {
    const child = this.#child;
    const isHere = this.contains(document.activeElement);
    const others: string[] = [];
    let first: ClocheElement<unknown> | undefined;
    for (const [key, word] of words) {
      const part = child instanceof ClocheGroup ? child.partNamed(key) : undefined;
      if (part) part.refuse(String(word));
      else others.push(String(word));
      first ??= part;
    }
    if (isHere) first?.focusControl();
    const count = words.length - others.length;
    if (count > 0)
      others.unshift(count === 1 ? "One answer needs a second look." : `${count} answers need a second look.`);
    return others.join(" ");
  }

  override get isSecret(): boolean {
    return this.#child?.isSecret === true;
  }

  override reset(): void {
    this.#child?.reset();
    this.#isChanged = false;
    this.#accept();
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
      <div class="cloche-problem" id=${`${this.controlId}-problem`} role="alert">${this.#problem ? html`${warning()}<span>${this.#problem}</span>` : nothing}</div>
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
    this.#accept();
    this.keep(child.value);
    this.tell("now");
    if (this.props.flag("clear_on_submit")) child.reset();
  }

  /** Take back what was said about the last answer. */
  #accept(): void {
    this.#problem = "";
    for (const part of this.#body.querySelectorAll("[data-refused]"))
      if (part instanceof ClocheElement) part.refuse("");
  }

  #clear(): void {
    this.#child?.reset();
    this.#accept();
    this.#isChanged = this.value !== null;
    this.draw();
  }
}

/** A triangle in the colour of the words beside it. */
function warning(): TemplateResult {
  return html`<svg viewBox="0 0 16 16" width="16" height="16" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linejoin="round" stroke-linecap="round" aria-hidden="true"><path d="M8 2.2 14.4 13.5H1.6ZM8 6.5v3.2M8 11.6v.1" /></svg>`;
}
