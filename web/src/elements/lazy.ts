import { html, nothing, type TemplateResult } from "lit";
import { build } from "../outputs/build.js";
import { morph } from "../outputs/morph.js";
import { forgetLate, isLateOutput, showLate } from "../outputs/output.js";
import { ClocheElement } from "./element.js";

/** An output that Python makes when it comes onto the screen. */
export class ClocheLazy extends ClocheElement<null> {
  protected readonly inside = build("div");
  #isFilled = false;
  #isAsked = false;
  readonly #watch = new IntersectionObserver((seen) => {
    if (seen.some((each) => each.isIntersecting)) this.#ask();
  });

  override connectedCallback(): void {
    if (!this.#isFilled) {
      this.#isFilled = true;
      this.#take(this);
    }
    super.connectedCallback();
    this.#watch.observe(this);
  }

  disconnectedCallback(): void {
    this.#watch.disconnect();
  }

  override morphFrom(fresh: Element): void {
    const isAnother = fresh.getAttribute("instance") !== this.getAttribute("instance");
    super.morphFrom(fresh);
    if (isAnother) this.#isAsked = false;
    this.#take(fresh);
    this.draw();
    this.#watch.unobserve(this);
    this.#watch.observe(this); // it says at once whether this is on the screen
  }

  override hear(message: unknown): void {
    if (!isLateOutput(message)) return;
    this.#isAsked = true;
    this.removeAttribute("aria-busy");
    showLate(this.inside, message);
    this.draw();
  }

  protected read(): null {
    return null;
  }

  protected view(): TemplateResult {
    const waits = this.#isAsked && this.inside.childNodes.length === 0 && this.props.flag("indicator");
    return html`${waits ? html`<span class="cloche-spinner" role="status" aria-label="Loading"></span>` : nothing}${this.inside}`;
  }

  #take(from: Element): void {
    const shown = [...from.children].find((child) => child instanceof HTMLElement && "shown" in child.dataset);
    if (shown) {
      this.#isAsked = true;
      morph(this.inside, shown);
      forgetLate(this.inside);
    }
    if (from === this) this.replaceChildren();
  }

  #ask(): void {
    if (this.#isAsked) return;
    this.#isAsked = true;
    this.setAttribute("aria-busy", "true");
    this.say({ seen: true });
    this.draw();
  }
}
