/** What is said in passing: a few words at the bottom of the page, which go by themselves. */

import { type ReadonlySignal, type Signal, signal } from "@preact/signals-core";
import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";

export interface Toast {
  readonly id: number;
  readonly text: string;
  /** The one thing to do about it. */
  readonly action: { readonly label: string; readonly act: () => void } | null;
}

/** Milliseconds that one stays. */
const TIME = 7000;
/** So many are seen at once; the oldest makes room. */
const MOST = 3;

export class Toasts {
  readonly #shown: Signal<readonly Toast[]> = signal([]);
  #last = 0;

  get shown(): ReadonlySignal<readonly Toast[]> {
    return this.#shown;
  }

  say(text: string, action: Toast["action"] = null): void {
    const id = ++this.#last;
    this.#shown.value = [...this.#shown.peek().slice(1 - MOST), { id, text, action }];
    setTimeout(() => this.dismiss(id), TIME);
  }

  dismiss(id: number): void {
    this.#shown.value = this.#shown.peek().filter((toast) => toast.id !== id);
  }
}

export function toastList(toasts: Toasts): TemplateResult {
  return html`<div class="toasts" role="status" aria-live="polite">
    ${repeat(
      toasts.shown.value,
      (toast) => toast.id,
      ({ id, text, action }) => {
        const act = () => {
          toasts.dismiss(id);
          action?.act();
        };
        return html`<div class="toast">
          <span>${text}</span>
          ${action ? html`<button class="button" @click=${act}>${action.label}</button>` : nothing}
        </div>`;
      },
    )}
  </div>`;
}
