import { ClocheElement } from "./element.js";

/**
 * An element whose content never comes in HTML, which may be a stranger's: it asks for it, once for each instance that
 * it stands for, and only a notebook that runs here answers.
 */
export abstract class AskingElement<Value> extends ClocheElement<Value> {
  #opened: string | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#open();
  }

  disconnectedCallback(): void {
    queueMicrotask(() => {
      if (!this.isConnected) this.#end();
    });
  }

  override attributeChangedCallback(name: string, before: string | null, after: string | null): void {
    super.attributeChangedCallback(name, before, after);
    if (name === "instance" && this.isConnected && before !== after) this.#open();
  }

  /** The instance that is asked for or shown; null while none is. */
  protected get opened(): string | null {
    return this.#opened;
  }

  protected ask(): void {
    this.say({ open: true });
  }

  /** Let go of what is shown: the element is gone, or stands for another instance now. */
  protected abstract ended(): void;

  /** The same element on all of the page, this one left out. */
  protected twins(): this[] {
    const all = document.querySelectorAll(`[element-id="${CSS.escape(this.elementId)}"]`);
    return [...all].filter((twin): twin is this => twin !== this && twin instanceof this.constructor);
  }

  #open(): void {
    const instance = this.getAttribute("instance");
    if (instance === this.#opened || this.elementId === "") return;
    this.#end();
    this.#opened = instance;
    this.ask();
  }

  #end(): void {
    this.#opened = null;
    this.ended();
  }
}
