import type { Morphable } from "../outputs/morph.js";
import { ClocheTex } from "../outputs/tex.js";

/** `<cloche-tex-macros>`: shows nothing; from now on all formulas of the page know these macros. */
export class ClocheTexMacros extends HTMLElement implements Morphable {
  #known = "";

  connectedCallback(): void {
    void this.#take(this.textContent ?? "");
  }

  connectedMoveCallback(): void {}

  morphFrom(fresh: Element): void {
    void this.#take(fresh.textContent ?? "");
  }

  async #take(text: string): Promise<void> {
    if (text === this.#known) return;
    this.#known = text;
    const { addMacros } = await import("../outputs/tex-engine.js");
    addMacros(text);
    for (const formula of document.querySelectorAll("cloche-tex")) {
      if (formula instanceof ClocheTex) formula.redraw();
    }
  }
}
