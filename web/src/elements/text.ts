import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { ClocheElement } from "./element.js";

/** Text from outside waits this long after the last key, in milliseconds: the person may be in the middle of a word. */
const TYPING = 600;

/** What a line and an area of text share: when typing is told. `debounce` true: on leaving; a number: after that pause. */
abstract class TextElement extends ClocheElement<string> {
  #pause: ReturnType<typeof setTimeout> | null = null;

  protected read(value: unknown): string {
    return typeof value === "string" ? value : "";
  }

  disconnectedCallback(): void {
    this.#stopWaiting();
  }

  protected get longest(): number | typeof nothing {
    return this.props.maybeNumber("max_length") ?? nothing;
  }

  protected readonly type = (event: Event): void => {
    const debounce = this.props.raw("debounce");
    this.hold();
    this.keep((event.target as HTMLInputElement).value);
    this.#stopWaiting();
    if (debounce === true) return;
    if (typeof debounce !== "number") this.tell();
    this.#pause = setTimeout(
      () => {
        this.tellIfNew();
        this.release();
      },
      typeof debounce === "number" ? debounce : TYPING,
    );
  };

  protected readonly leave = (): void => {
    this.#stopWaiting();
    this.tellIfNew();
    this.release();
  };

  #stopWaiting(): void {
    if (this.#pause !== null) clearTimeout(this.#pause);
    this.#pause = null;
  }
}

const KINDS: readonly string[] = ["text", "password", "email", "url"];

/** One line of text. */
export class ClocheText extends TextElement {
  #isSecretTold = false;

  override get isSecret(): boolean {
    return this.props.text("kind") === "password";
  }

  protected override draw(): void {
    super.draw();
    if (this.isSecret && !this.#isSecretTold && this.isConnected) {
      this.#isSecretTold = true;
      this.tellSecret();
    }
  }

  protected view(): TemplateResult {
    const kind = this.props.text("kind");
    return html`<div class="cloche-control">
      ${this.labelView()}
      <input
        id=${this.controlId}
        class="cloche-field"
        type=${KINDS.includes(kind) ? kind : "text"}
        autocomplete="off"
        placeholder=${this.props.text("placeholder")}
        maxlength=${this.longest}
        aria-label=${this.spokenName}
        ?disabled=${this.props.flag("disabled")}
        .value=${live(this.value)}
        @input=${this.type}
        @change=${this.leave}
        @blur=${this.leave}
        @keydown=${(event: KeyboardEvent) => event.key === "Enter" && !event.isComposing && this.leave()}
      />
    </div>`;
  }
}

/** Several lines of text; Ctrl+Enter (or Cmd) tells what is written. */
export class ClocheTextArea extends TextElement {
  protected view(): TemplateResult {
    return html`<div class="cloche-control" data-stacked>
      ${this.labelView()}
      <textarea
        id=${this.controlId}
        class="cloche-field"
        rows=${this.props.number("rows", 4)}
        placeholder=${this.props.text("placeholder")}
        maxlength=${this.longest}
        aria-label=${this.spokenName}
        ?disabled=${this.props.flag("disabled")}
        .value=${live(this.value)}
        @input=${this.type}
        @change=${this.leave}
        @blur=${this.leave}
        @keydown=${(event: KeyboardEvent) => event.key === "Enter" && (event.ctrlKey || event.metaKey) && this.leave()}
      ></textarea>
    </div>`;
  }
}
