import { html, type TemplateResult } from "lit";
import { icon } from "./icons.js";
import { LiveElement } from "./live.js";

/** A modal dialog with a title and a close button. The browser keeps the focus inside and gives it back. */
export abstract class LiveDialog extends LiveElement {
  protected abstract readonly heading: string;
  protected abstract body(): TemplateResult;

  async open(): Promise<void> {
    await this.updateComplete;
    this.querySelector("dialog")?.showModal();
  }

  close(): void {
    this.querySelector("dialog")?.close();
  }

  protected override render(): TemplateResult {
    return html`<dialog aria-label=${this.heading} @click=${this.#closeOutside}>
      <div class="dialog-head">
        <h2>${this.heading}</h2>
        <button class="button quiet icon-only" aria-label="Close" @click=${() => this.close()}>${icon("close")}</button>
      </div>
      <div class="dialog-body">${this.body()}</div>
    </dialog>`;
  }

  readonly #closeOutside = (event: MouseEvent): void => {
    if (event.target === event.currentTarget) this.close();
  };
}
