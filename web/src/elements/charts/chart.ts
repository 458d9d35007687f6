import { html, type TemplateResult } from "lit";
import { reasonOf } from "../../../../worker/src/wire/errors.js";
import { build } from "../../outputs/build.js";
import { ClocheElement } from "../element.js";
import { type Drawing, type ImageKind, LOOK_QUERIES } from "./drawing.js";

/**
 * A chart that a library draws: one drawing after the other, the newest wish last. The library comes with the first one;
 * what can become the next picture without being built anew does.
 */
export abstract class ClocheChart<Value, Picture> extends ClocheElement<Value> {
  protected drawing: Drawing<Picture> | null = null;
  protected readonly place = build("div", { class: "cloche-chart-place" });
  readonly #tools = build("div", { class: "cloche-chart-tools", role: "toolbar", "aria-label": "Save the chart" });
  #problem = "";
  /** What Python handed over because it is too large for the props, and for which instance. */
  #brought: { readonly instance: string; readonly parts: Readonly<Record<string, unknown>> } | null = null;
  #asked = "";
  #isDrawing = false;
  #isWanted = false;
  #isEnding = false;
  readonly #looks = LOOK_QUERIES.map((query) => matchMedia(query));
  readonly #theme = new MutationObserver(() => this.redraw());
  readonly #size = new ResizeObserver(() => this.drawing?.resize());

  /** What is to be drawn now, or null as long as something of it is missing. */
  protected abstract picture(): Picture | null;
  protected abstract build(place: HTMLElement, picture: Picture): Promise<Drawing<Picture>>;
  /** Kinds of pictures that can be saved. */
  protected abstract readonly saves: readonly ImageKind[];

  override connectedCallback(): void {
    super.connectedCallback();
    this.#theme.observe(document.documentElement, { attributeFilter: ["data-theme"] });
    for (const look of this.#looks) look.addEventListener("change", this.redraw);
    this.#size.observe(this.place);
    this.redraw();
  }

  disconnectedCallback(): void {
    queueMicrotask(() => {
      if (this.isConnected) return;
      this.#theme.disconnect();
      for (const look of this.#looks) look.removeEventListener("change", this.redraw);
      this.#size.disconnect();
      this.#end();
    });
  }

  override attributeChangedCallback(name: string, before: string | null, after: string | null): void {
    super.attributeChangedCallback(name, before, after);
    if (this.isConnected && before !== after) this.redraw();
  }

  override hear(message: unknown): void {
    const { draw, ...parts } = message as Readonly<Record<string, unknown>>;
    if (typeof draw !== "string") return;
    this.#brought = { instance: draw, parts };
    this.redraw();
  }

  /** A part of the chart by its name: in the props, or from Python, which is asked for it; null until it is here. */
  protected given<Part extends object>(name: string): Part | null {
    const inline = this.props.raw(name);
    if (typeof inline === "object" && inline !== null) return inline as Part;
    const instance = this.getAttribute("instance") ?? "";
    if (this.#brought?.instance === instance) return (this.#brought.parts[name] as Part | undefined) ?? null;
    if (this.#asked !== instance && this.elementId !== "") {
      this.#asked = instance;
      this.say({ draw: instance });
    }
    return null;
  }

  /** The notebook has run here, or may: what it shows may reach out. */
  protected get mayLoad(): boolean {
    return this.closest("[data-untrusted]") === null;
  }

  protected view(): TemplateResult {
    return html`${this.labelView()}
      <div class="cloche-chart-box">${this.place}${this.#tools}</div>
      ${this.#problem === "" ? "" : html`<p class="cloche-problem" role="alert">${this.#problem}</p>`}`;
  }

  protected fail(problem: string): void {
    if (problem === this.#problem) return;
    this.#problem = problem;
    this.draw();
  }

  /** Draw again, soon: several wishes of one moment are one. */
  protected readonly redraw = (): void => {
    if (this.#isWanted) return;
    this.#isWanted = true;
    queueMicrotask(() => {
      if (!this.#isDrawing) void this.#drawAll();
    });
  };

  async #drawAll(): Promise<void> {
    this.#isDrawing = true;
    while (this.#isWanted) {
      this.#isWanted = false;
      if (!this.isConnected) break;
      try {
        await this.#drawOne();
      } catch (error) {
        this.#drop();
        this.fail(`This chart cannot be drawn. ${reasonOf(error)}`);
      }
    }
    this.#isDrawing = false;
    if (this.#isEnding) this.#end();
  }

  async #drawOne(): Promise<void> {
    const picture = this.picture();
    if (picture === null) return;
    this.fail("");
    if (this.drawing && (await this.drawing.update(picture))) {
      this.#done();
      return;
    }
    // The old one stands until the new one does: the page does not jump.
    const { height } = this.place.getBoundingClientRect();
    this.place.style.minHeight = `${height}px`;
    this.#drop();
    this.drawing = await this.build(this.place, picture);
    this.place.style.minHeight = "";
    this.#offerTools();
    this.#done();
  }

  /** For tests and measurements: how often it was drawn. */
  #done(): void {
    this.place.dataset.drawn = String(Number(this.place.dataset.drawn ?? 0) + 1);
  }

  #offerTools(): void {
    if (this.#tools.childElementCount > 0) return;
    for (const kind of this.saves) {
      const label = kind.toUpperCase();
      const button = build(
        "button",
        { type: "button", title: `Save as ${label}`, "aria-label": `Save as ${label}` },
        label,
      );
      button.addEventListener("click", () => void this.#save(kind));
      this.#tools.append(button);
    }
  }

  async #save(kind: ImageKind): Promise<void> {
    try {
      const image = await this.drawing?.image(kind);
      if (!image) return;
      const url = URL.createObjectURL(image);
      Object.assign(document.createElement("a"), { href: url, download: `chart.${kind}` }).click();
      setTimeout(() => URL.revokeObjectURL(url), 60_000); // the browser reads it after the click
    } catch (error) {
      this.fail(`The chart could not be saved. ${reasonOf(error)}`);
    }
  }

  #drop(): void {
    this.drawing?.close();
    this.drawing = null;
  }

  #end(): void {
    this.#isEnding = this.#isDrawing;
    if (!this.#isDrawing && !this.isConnected) this.#drop();
  }
}
