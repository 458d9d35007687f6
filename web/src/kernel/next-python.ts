/**
 * What the next Python starts from: where the files are, what the worker before left in the page, and whether memory may
 * be woken. The page keeps it from one worker to the next, and lets the spare one be made of it in time.
 */

import type { BootOptions, BootSources, Kept } from "../../../worker/src/wire/messages.js";
import type { KernelSpare } from "./needs.js";

type Places = Omit<BootSources, "kept" | "mayWake">;

export class NextPython {
  readonly #spare: KernelSpare;
  #places: Places | null = null;
  #kept: Kept | null = null;
  /** One that woke from memory was never heard of again: from then on Python starts from files. */
  #mayWake = true;

  constructor(spare: KernelSpare) {
    this.#spare = spare;
  }

  get mayWake(): boolean {
    return this.#mayWake;
  }

  /** What a start is told beside the places. */
  get hints(): Pick<BootSources, "kept" | "mayWake"> {
    return { kept: this.#kept, mayWake: this.#mayWake };
  }

  /** A Python has started with these: so would another. */
  startsFrom({ indexURL, packageBaseUrl, wheelsURL }: Pick<BootOptions, keyof Places>): void {
    this.#places = { indexURL, packageBaseUrl, wheelsURL };
  }

  keep(kept: Kept): void {
    this.#kept = kept;
  }

  /** Whatever memory Python woke from is not tried again by this page. */
  useFiles(): void {
    this.#mayWake = false;
    this.#kept = this.#kept && { ...this.#kept, snapshot: null };
    this.#spare.drop();
  }

  /** It will be needed at once. */
  hurry(): void {
    if (this.#places) this.#spare.hurry({ ...this.#places, ...this.hints });
  }

  /** Nothing is asked of the present one. */
  rest(): void {
    this.#spare.rest(this.#lasting);
  }

  /** The present one has begun something, and if the page shares no memory with it, Stop may have to replace it. */
  busy(canInterrupt: boolean): void {
    this.#spare.busy(canInterrupt ? null : this.#lasting);
  }

  /** What a spare Python is made of that costs no download. */
  get #lasting(): BootSources | null {
    return this.#places && this.#kept?.snapshot ? { ...this.#places, ...this.hints } : null;
  }
}
