import type { ElementId } from "../../../worker/src/wire/messages.js";

/**
 * Values on their way to the kernel: of each element only the newest, and one message at a
 * time. A slider moved a hundred times while Python is busy costs one run, not a hundred.
 */
export class ElementsQueue {
  readonly #send: (values: Record<ElementId, unknown>) => Promise<unknown>;
  #waiting = new Map<ElementId, unknown>();
  #isSending = false;

  constructor(send: (values: Record<ElementId, unknown>) => Promise<unknown>) {
    this.#send = send;
  }

  put(element: ElementId, value: unknown): void {
    this.#waiting.set(element, value);
    if (!this.#isSending) void this.#drain();
  }

  /** Forget what was not sent yet. */
  clear(): void {
    this.#waiting.clear();
  }

  async #drain(): Promise<void> {
    this.#isSending = true;
    while (this.#waiting.size > 0) {
      const values = Object.fromEntries(this.#waiting) as Record<ElementId, unknown>;
      this.#waiting = new Map();
      await this.#send(values).catch(() => {}); // a dead kernel is told elsewhere; the values are kept in the store
    }
    this.#isSending = false;
  }
}
