import type { Morphable } from "../outputs/morph.js";
import { Props } from "./props.js";

/** `<cloche-mermaid>`: a diagram. Shows its source until Mermaid, which comes with the first of them, has drawn it. */
export class ClocheMermaid extends HTMLElement implements Morphable {
  #source: string | null = null;
  #drawn = "";
  readonly #dark = matchMedia("(prefers-color-scheme: dark)");
  readonly #watch = new MutationObserver(() => void this.#draw());

  connectedCallback(): void {
    this.#source ??= this.textContent ?? "";
    this.#watch.observe(document.documentElement, { attributeFilter: ["data-theme"] });
    this.#dark.addEventListener("change", this.#redraw);
    void this.#draw();
  }

  disconnectedCallback(): void {
    this.#watch.disconnect();
    this.#dark.removeEventListener("change", this.#redraw);
  }

  connectedMoveCallback(): void {}

  morphFrom(fresh: Element): void {
    this.setAttribute("props", fresh.getAttribute("props") ?? "{}");
    this.#source = fresh.textContent ?? "";
    void this.#draw();
  }

  readonly #redraw = (): void => void this.#draw();

  async #draw(): Promise<void> {
    const { drawing, look } = await import("./mermaid-engine.js");
    const source = this.#source ?? "";
    const settings = look(new Props(this.getAttribute("props")), this);
    const wanted = JSON.stringify([source, settings]);
    if (!this.isConnected || wanted === this.#drawn) return;
    this.#drawn = wanted;
    try {
      const picture = await drawing(source, settings);
      if (this.#drawn !== wanted) return;
      this.classList.remove("is-refused");
      this.replaceChildren(picture);
    } catch (error) {
      if (this.#drawn !== wanted) return;
      this.classList.add("is-refused");
      const problem = document.createElement("p");
      problem.textContent = `This diagram cannot be drawn. ${error instanceof Error ? error.message : String(error)}`;
      const code = document.createElement("pre");
      code.textContent = source;
      this.replaceChildren(problem, code);
    }
  }
}
