import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { ClocheElement } from "./element.js";

/** Years with fewer digits are years half typed. */
const FIRST_YEAR = 1000;

/** The seconds that a step of the time has, by what is picked. */
const STEPS: Readonly<Record<string, number>> = { hour: 3600, minute: 60, second: 1 };

/** What days and moments share: the browser's own calendar, and when an answer in it counts. */
abstract class DateElement<Value> extends ClocheElement<Value> {
  protected fits(text: string): boolean {
    const { start, stop } = this.bounds;
    return (
      Number(text.slice(0, text.indexOf("-", 1))) >= FIRST_YEAR && (!start || text >= start) && (!stop || text <= stop)
    );
  }

  protected get bounds(): { readonly start: string; readonly stop: string } {
    return { start: this.props.text("start"), stop: this.props.text("stop") };
  }

  protected dayView(
    id: string,
    text: string,
    name: string | typeof nothing,
    take: (text: string) => void,
  ): TemplateResult {
    return html`<input
      id=${id}
      class="cloche-field cloche-date"
      type="date"
      min=${this.bounds.start || nothing}
      max=${this.bounds.stop || nothing}
      aria-label=${name}
      ?disabled=${this.props.flag("disabled")}
      .value=${live(text)}
      @input=${(event: Event) => take((event.target as HTMLInputElement).value)}
      @focus=${() => this.hold()}
      @blur=${() => {
        this.release();
        this.draw();
      }}
    />`;
  }
}

/** A day, as `2026-05-04`; null when it was cleared. */
export class ClocheDate extends DateElement<string | null> {
  protected read(value: unknown): string | null {
    return typeof value === "string" && value !== "" ? value : null;
  }

  protected view(): TemplateResult {
    return html`<div class="cloche-control">
      ${this.labelView()}
      ${this.dayView(this.controlId, this.value ?? "", this.spokenName, (text) => {
        if (text !== "" && !this.fits(text)) return;
        this.keep(text || null);
        this.tell("now");
      })}
    </div>`;
  }
}

type Days = readonly [string, string] | null;

/** Two days, the earlier first. Told when both are there and in order; null when both were cleared. */
export class ClocheDateRange extends DateElement<Days> {
  /** What stands in the fields while they are no range. */
  #draft: readonly [string, string] | null = null;

  protected read(value: unknown): Days {
    if (!Array.isArray(value) || value.length !== 2) return null;
    return [String(value[0]), String(value[1])];
  }

  override show(value: unknown): void {
    this.#draft = null;
    super.show(value);
  }

  protected view(): TemplateResult {
    const name = `${this.controlId}-label`;
    const [first, last] = this.#draft ?? this.value ?? ["", ""];
    const isTurned = first !== "" && last !== "" && last < first;
    return html`<div
      class="cloche-control"
      role="group"
      aria-labelledby=${this.label === "" ? nothing : name}
      aria-label=${this.spokenName}
    >
      ${this.label === "" ? nothing : html`<span class="cloche-label" id=${name}>${this.labelNode}</span>`}
      <span class="cloche-date-pair">
        ${this.dayView(`${this.controlId}-from`, first, "From", (text) => this.#take([text, last]))}
        <span aria-hidden="true">–</span>
        ${this.dayView(`${this.controlId}-to`, last, "To", (text) => this.#take([first, text]))}
      </span>
      <span class="cloche-hint" role="status">${isTurned ? "The first day comes after the second." : nothing}</span>
    </div>`;
  }

  #take(days: readonly [string, string]): void {
    const [first, last] = days;
    this.#draft = days;
    if (first === "" && last === "") this.keep(null);
    else if (this.fits(first) && this.fits(last) && first <= last) this.keep(days);
    else {
      this.draw();
      return;
    }
    this.#draft = null;
    this.tell("now");
  }
}

/** A day and a time, as `2026-05-04T09:30:00` on the clock of the element's place, which is named beside it. */
export class ClocheDatetime extends DateElement<string | null> {
  protected read(value: unknown): string | null {
    return typeof value === "string" && value !== "" ? value : null;
  }

  protected view(): TemplateResult {
    const zone = this.props.text("zone");
    const zoneId = `${this.controlId}-zone`;
    const digits = this.props.text("precision") === "second" ? 19 : 16;
    return html`<div class="cloche-control">
      ${this.labelView()}
      <input
        id=${this.controlId}
        class="cloche-field cloche-date"
        type="datetime-local"
        min=${this.bounds.start || nothing}
        max=${this.bounds.stop || nothing}
        step=${STEPS[this.props.text("precision")] ?? 60}
        aria-label=${this.spokenName}
        aria-describedby=${zone ? zoneId : nothing}
        ?disabled=${this.props.flag("disabled")}
        .value=${live((this.value ?? "").slice(0, digits))}
        @input=${(event: Event) => this.#take((event.target as HTMLInputElement).value)}
        @focus=${() => this.hold()}
        @blur=${() => {
          this.release();
          this.draw();
        }}
      />
      ${zone ? html`<span class="cloche-hint" id=${zoneId}>${zone}</span>` : nothing}
    </div>`;
  }

  #take(text: string): void {
    const moment = text.length === 16 ? `${text}:00` : text;
    if (moment !== "" && !this.fits(moment)) return;
    this.keep(moment || null);
    this.tell("now");
  }
}
