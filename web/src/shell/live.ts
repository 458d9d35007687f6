import { effect } from "@preact/signals-core";
import { LitElement } from "lit";

/**
 * A Lit element that redraws when a signal it read while drawing changes. It draws into the
 * page itself (no shadow root), so that one style sheet and one document reach everything.
 */
export abstract class LiveElement extends LitElement {
  #stopWatching: (() => void) | null = null;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override performUpdate(): void {
    if (!this.isUpdatePending) return;
    this.#stopWatching?.();
    let isDrawn = false;
    this.#stopWatching = effect(() => {
      if (isDrawn) return this.requestUpdate();
      isDrawn = true;
      super.performUpdate();
    });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.requestUpdate(); // signals may have changed while it was out of the page
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stopWatching?.();
    this.#stopWatching = null;
  }
}
