import { html, type TemplateResult } from "lit";
import { build } from "../outputs/build.js";
import { isLateOutput, showLate } from "../outputs/output.js";
import { onRoute, routeNow } from "../outputs/route.js";
import { ClocheElement } from "./element.js";

/** One of several outputs, by the page's route. */
export class ClocheRoutes extends ClocheElement<string> {
  readonly #inside = build("div");
  #wanted: string | null = null;
  #stop = () => {};

  override connectedCallback(): void {
    super.connectedCallback();
    this.#stop();
    this.#stop = onRoute(() => this.#ask());
    this.#ask();
  }

  disconnectedCallback(): void {
    this.#stop();
  }

  override morphFrom(fresh: Element): void {
    const isAnother = fresh.getAttribute("instance") !== this.getAttribute("instance");
    super.morphFrom(fresh);
    if (!isAnother) return;
    this.#wanted = null;
    this.#ask();
  }

  override hear(message: unknown): void {
    const { route } = message as { route?: unknown };
    if (route === this.#wanted && isLateOutput(message)) showLate(this.#inside, message);
  }

  protected read(value: unknown): string {
    return typeof value === "string" ? value : "";
  }

  protected view(): TemplateResult {
    return html`${this.#inside}`;
  }

  #ask(): void {
    const route = routeNow();
    if (route === this.#wanted) return;
    this.#wanted = route;
    this.say({ route });
  }
}
