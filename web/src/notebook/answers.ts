/**
 * What the person has entered into elements: the newest value of each, for a Python that starts again. What went into a
 * password field is told to Python and lives as long as the tab: it is in nothing that is kept or leaves (`lasting`).
 */

import { type ReadonlySignal, signal } from "@preact/signals-core";
import type { ElementId } from "../../../worker/src/wire/messages.js";

type Values = Readonly<Record<string, unknown>>;

export class Answers {
  readonly #values = new Map<ElementId, unknown>();
  readonly #secrets = new Set<ElementId>();
  readonly #changes = signal(0);
  #isPythonTold = false;

  /** All of them, also what is not to leave the tab. */
  get all(): ReadonlyMap<ElementId, unknown> {
    return this.#values;
  }

  /** Those that may be kept, and go along with a copy. */
  get lasting(): ReadonlyMap<ElementId, unknown> {
    return new Map([...this.#values].filter(([element]) => !this.#secrets.has(element)));
  }

  /** Grows with every change of what lasts. */
  get changes(): ReadonlySignal<number> {
    return this.#changes;
  }

  /** The Python of now was told a secret: its memory, and what its cells show, may hold it. */
  get isPythonTold(): boolean {
    return this.#isPythonTold;
  }

  /** `isSecret`: it was entered into a password field; undefined for what is known of the element. */
  set(element: ElementId, value: unknown, isSecret = this.#secrets.has(element)): void {
    this.#values.set(element, value);
    if (isSecret) this.hide(element);
    else this.#secrets.delete(element);
    this.#changed();
  }

  /** The element asks for secrets: what is known of it is one. */
  hide(element: ElementId): void {
    if (this.#values.has(element)) this.#isPythonTold = true;
    if (this.#secrets.has(element)) return;
    this.#secrets.add(element);
    if (this.#values.has(element)) this.#changed();
  }

  /** The element was made anew and begins with its own value. */
  forget(element: ElementId): void {
    if (this.#values.delete(element)) this.#changed();
  }

  /** A secret was told to Python by another way. */
  noteTold(): void {
    this.#isPythonTold = true;
  }

  /** A new Python knows what it is given: the values. */
  beginPython(): void {
    this.#isPythonTold = [...this.#secrets].some((element) => this.#values.has(element));
  }

  /** Another notebook's in place of these. */
  replace(values: Values): void {
    this.#values.clear();
    this.#secrets.clear();
    this.#isPythonTold = false;
    for (const [element, value] of Object.entries(values)) this.#values.set(element as ElementId, value);
  }

  #changed(): void {
    this.#changes.value = this.#changes.peek() + 1;
  }
}
