import { html, type TemplateResult } from "lit";
import { morph, takeAttributes } from "../outputs/morph.js";
import { ClocheElement } from "./element.js";

/**
 * Several elements as one: an array, a dictionary, a batch. What is inside stands there as the kernel wrote it, each
 * element with an id and a voice of its own; the whole speaks only when a form around it asks for its value.
 */
export class ClocheGroup extends ClocheElement<Readonly<Record<string, unknown>>> {
  override get value(): Readonly<Record<string, unknown>> {
    return Object.fromEntries([...this.#parts()].map(([key, part]) => [key, part.value]));
  }

  override get isSecret(): boolean {
    return [...this.#parts()].some(([, part]) => part.isSecret);
  }

  override morphFrom(fresh: Element): void {
    takeAttributes(this, fresh);
    morph(this, fresh);
  }

  override show(value: unknown): void {
    const values = this.read(value);
    for (const [key, part] of this.#parts()) if (key in values) part.show(values[key]);
  }

  override reset(): void {
    for (const [, part] of this.#parts()) part.reset();
  }

  /** The element of this key, where it is on the page. */
  partNamed(key: string): ClocheElement<unknown> | undefined {
    return new Map(this.#parts()).get(key);
  }

  protected read(value: unknown): Readonly<Record<string, unknown>> {
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  }

  protected view(): TemplateResult {
    return html``;
  }

  /** What is inside is not this element's to draw. */
  protected override draw(): void {}

  *#parts(): Generator<readonly [string, ClocheElement<unknown>]> {
    const keys = this.props.raw("keys");
    if (typeof keys !== "object" || keys === null) return;
    for (const [id, key] of Object.entries(keys)) {
      const part = this.querySelector(`[element-id="${CSS.escape(id)}"]`);
      if (part instanceof ClocheElement) yield [String(key), part];
    }
  }
}

/** One class for each tag. */
export class ClocheArray extends ClocheGroup {}
export class ClocheDictionary extends ClocheGroup {}
export class ClocheBatch extends ClocheGroup {}
