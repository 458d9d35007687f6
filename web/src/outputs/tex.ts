import type { Morphable } from "./morph.js";

/**
 * `<cloche-tex>`: a formula. Shows its TeX source until KaTeX, which is fetched when the first formula is on the page,
 * has set it; a formula that KaTeX refuses stays source, with the reason as its tooltip.
 */
export class ClocheTex extends HTMLElement implements Morphable {
  #source: string | null = null;
  #set: string | null = null;

  connectedCallback(): void {
    this.#source ??= this.textContent ?? "";
    void this.#draw();
  }

  /** Called instead of the two above when the node is moved with its state. */
  connectedMoveCallback(): void {}

  morphFrom(fresh: Element): void {
    this.toggleAttribute("display", fresh.hasAttribute("display"));
    this.#source = fresh.textContent ?? "";
    void this.#draw();
  }

  /** Set it again: other macros are known now. */
  redraw(): void {
    this.#set = null;
    void this.#draw();
  }

  async #draw(): Promise<void> {
    const { typeset } = await import("./tex-engine.js");
    const source = bare(this.#source ?? "");
    const wanted = `${this.hasAttribute("display")} ${source}`;
    if (!this.isConnected || this.#set === wanted) return;
    this.#set = wanted;
    this.removeAttribute("title");
    try {
      typeset(source, this, this.hasAttribute("display"));
    } catch (error) {
      this.textContent = source;
      this.title = error instanceof Error ? error.message : String(error); // KaTeX's ParseError names the place
      this.classList.add("cloche-tex-refused");
      return;
    }
    this.classList.remove("cloche-tex-refused");
  }
}

/** The formula without the delimiters it may have been written with. */
function bare(source: string): string {
  const text = source.trim();
  for (const [open, close] of [
    ["$$", "$$"],
    ["\\[", "\\]"],
    ["\\(", "\\)"],
    ["$", "$"],
  ] as const) {
    if (text.length > open.length + close.length && text.startsWith(open) && text.endsWith(close)) {
      return text.slice(open.length, -close.length).trim();
    }
  }
  return text;
}
