import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { ClocheElement } from "./element.js";

type Rows = readonly (readonly number[])[];

/** A grid of numbers: native number fields in a table with headings. Arrows up and down step, Enter goes down a row. */
export class ClocheMatrix extends ClocheElement<Rows> {
  /** The cell that is being typed into, and what stands there: "1e" is not a number yet. */
  #typed: { readonly y: number; readonly x: number; readonly text: string } | null = null;

  protected read(value: unknown): Rows {
    return Array.isArray(value) ? value.map((row) => (Array.isArray(row) ? row.map(Number) : [Number(row)])) : [];
  }

  protected view(): TemplateResult {
    const name = `${this.controlId}-label`;
    const columns = this.props.list("column_labels");
    const rows = this.props.list("row_labels");
    return html`<div
      class="cloche-control cloche-matrix"
      role="group"
      data-stacked
      aria-labelledby=${this.label === "" ? nothing : name}
      aria-label=${this.spokenName}
    >
      ${this.label === "" ? nothing : html`<span class="cloche-label" id=${name}>${this.labelNode}</span>`}
      <div class="cloche-matrix-box">
        <table>
          ${
            columns
              ? html`<thead>
                <tr>
                  ${rows ? html`<td></td>` : nothing} ${columns.map((text) => html`<th scope="col">${text}</th>`)}
                </tr>
              </thead>`
              : nothing
          }
          <tbody>
            ${this.value.map(
              (row, y) => html`<tr>
                ${rows ? html`<th scope="row">${rows[y]}</th>` : nothing}
                ${row.map((number, x) => this.#cellView(number, y, x))}
              </tr>`,
            )}
          </tbody>
        </table>
      </div>
    </div>`;
  }

  #cellView(number: number, y: number, x: number): TemplateResult {
    const text = this.#typed?.y === y && this.#typed.x === x ? this.#typed.text : this.#written(number);
    const isFixed = this.#at("disabled", y, x) === true;
    return html`<td>
      <input
        type="number"
        inputmode="decimal"
        autocomplete="off"
        step="any"
        data-at=${`${y} ${x}`}
        aria-label=${`Row ${this.props.list("row_labels")?.[y] ?? y + 1}, column ${this.props.list("column_labels")?.[x] ?? x + 1}`}
        ?disabled=${isFixed}
        .value=${live(text)}
        @input=${(event: Event) => this.#type(y, x, event.target as HTMLInputElement)}
        @keydown=${(event: KeyboardEvent) => this.#onKey(event, y, x)}
        @blur=${() => this.#leave()}
      />
    </td>`;
  }

  #type(y: number, x: number, input: HTMLInputElement): void {
    this.hold();
    this.#typed = { y, x, text: input.value };
    const number = input.valueAsNumber;
    if (Number.isFinite(number) && this.#within(number, y, x) === number) this.#put(y, x, number);
  }

  #leave(): void {
    this.#typed = null;
    this.tellIfNew();
    this.release();
    this.draw();
  }

  #onKey(event: KeyboardEvent, y: number, x: number): void {
    const sign = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (sign !== undefined) {
      const step = Number(this.#at("step", y, x) ?? 1);
      const next = Number(((this.value[y]?.[x] ?? 0) + sign * step).toPrecision(12));
      event.preventDefault();
      this.#typed = null;
      this.#put(y, x, this.#within(next, y, x));
    } else if (event.key === "Enter" && !event.isComposing && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      this.tellIfNew();
      this.querySelector<HTMLElement>(`[data-at="${y + (event.shiftKey ? -1 : 1)} ${x}"]`)?.focus();
    }
  }

  #put(y: number, x: number, number: number): void {
    const isMirrored = this.props.flag("symmetric");
    this.keep(
      this.value.map((row, atY) =>
        row.map((old, atX) => ((atY === y && atX === x) || (isMirrored && atY === x && atX === y) ? number : old)),
      ),
    );
    if (!this.props.flag("debounce")) this.tell();
  }

  #within(number: number, y: number, x: number): number {
    const low = this.#at("min_value", y, x);
    const high = this.#at("max_value", y, x);
    return Math.min(
      typeof high === "number" ? high : Infinity,
      Math.max(typeof low === "number" ? low : -Infinity, number),
    );
  }

  #at(name: string, y: number, x: number): unknown {
    const row = this.props.list(name)?.[y];
    return Array.isArray(row) ? row[x] : undefined;
  }

  #written(number: number): string {
    const digits = this.props.number("precision", 0);
    return this.props.flag("scientific")
      ? number.toExponential(Math.min(digits, 100))
      : number.toFixed(Math.min(digits, 100));
  }
}
