import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { ClocheElement } from "./element.js";

/** A button and a clock. The value tells the interval and counts, so that each time is another value. */
export class ClocheRefresh extends ClocheElement<string> {
  #chosen: number | null = null;
  #instanceOfChoice: string | null = null;
  #timer: ReturnType<typeof setInterval> | null = null;
  #count = 0;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#wind();
  }

  disconnectedCallback(): void {
    this.#stopClock();
  }

  override attributeChangedCallback(name: string, before: string | null, after: string | null): void {
    super.attributeChangedCallback(name, before, after);
    if (before !== null && before !== after && this.isConnected) this.#wind();
  }

  protected read(value: unknown): string {
    return typeof value === "string" ? value : "";
  }

  protected view(): TemplateResult {
    const options = this.props.texts("options");
    const name = this.label === "" ? "Refresh" : this.labelNode.textContent;
    return html`<div class="cloche-control cloche-refresh" role="group" aria-label=${name}>
      ${this.label === "" ? nothing : html`<span class="cloche-label" aria-hidden="true">${this.labelNode}</span>`}
      <span class="cloche-refresh-parts">
        <button type="button" class="cloche-button" @click=${() => this.#tick("manual")}>
          <svg viewBox="0 0 16 16" width="15" height="15" aria-hidden="true" class=${this.#chosen === null ? "" : "is-on"}>
            <path
              d="M13.2 8a5.2 5.2 0 1 1-1.5-3.7M13.4 1.8v3h-3"
              fill="none"
              stroke="currentColor"
              stroke-width="1.6"
              stroke-linecap="round"
              stroke-linejoin="round"
            />
          </svg>
          Refresh
        </button>
        ${
          options.length === 0
            ? nothing
            : html`<span class="cloche-select">
              <select
                class="cloche-field"
                aria-label="Refresh by itself"
                .value=${live(String(this.#chosen ?? -1))}
                @change=${(event: Event) => this.#pick(Number((event.target as HTMLSelectElement).value))}
              >
                <option value="-1" ?selected=${this.#chosen === null}>off</option>
                ${options.map((text, at) => html`<option value=${at} ?selected=${at === this.#chosen}>every ${text}</option>`)}
              </select>
            </span>`
        }
      </span>
    </div>`;
  }

  #pick(at: number): void {
    this.#chosen = at < 0 ? null : at;
    this.#startClock();
    this.draw();
  }

  /** Begin as the Python object says; a rerun that gives the same one changes nothing. */
  #wind(): void {
    const instance = this.getAttribute("instance");
    if (instance !== this.#instanceOfChoice) {
      this.#instanceOfChoice = instance;
      this.#chosen = this.props.maybeNumber("default");
      this.draw();
    }
    this.#startClock();
  }

  #startClock(): void {
    this.#stopClock();
    const length = this.#chosen === null ? null : this.props.list("milliseconds")?.[this.#chosen];
    if (typeof length !== "number" || length <= 0) return;
    const name = this.props.texts("options")[this.#chosen ?? 0] ?? "";
    this.#timer = setInterval(() => this.#tick(name), Math.max(length, 16));
  }

  #stopClock(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
  }

  #tick(interval: string): void {
    this.#count += 1;
    this.keep(`${interval} (${this.#count})`);
    this.tell("now");
  }
}
