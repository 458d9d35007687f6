import { ClocheChart } from "./chart.js";
import { type Drawing, lookOf } from "./drawing.js";
import type { Selections } from "./selections.js";
import type { Tables } from "./tables.js";
import type { VegaPicture } from "./vega-engine.js";

/** `<cloche-vega>`: a chart of Vega-Lite, with its tables in the props, or from Python when they are large. */
export class ClocheVega extends ClocheChart<Selections, VegaPicture> {
  protected readonly saves = ["png", "svg"] as const;
  #before: { readonly spec: string; readonly selections: Selections } | null = null;

  override attributeChangedCallback(name: string, before: string | null, after: string | null): void {
    const { value } = this;
    super.attributeChangedCallback(name, before, after);
    if (name === "instance" && before !== null && before !== after) this.#keepSelections(value);
  }

  override show(value: unknown): void {
    super.show(value);
    this.redraw();
  }

  override reset(): void {
    super.reset();
    this.redraw();
  }

  protected read(value: unknown): Selections {
    return typeof value === "object" && value !== null ? (value as Selections) : {};
  }

  protected picture(): VegaPicture | null {
    const spec = this.props.raw("spec");
    const tables = this.given<Tables>("tables");
    if (typeof spec !== "object" || spec === null || !tables) return null;
    this.toggleAttribute("data-fluid", Reflect.get(spec, "width") === "container");
    return {
      spec: spec as Record<string, unknown>,
      tables,
      listened: this.props.texts("selections"),
      selections: this.value,
      look: lookOf(this),
    };
  }

  protected async build(place: HTMLElement, picture: VegaPicture): Promise<Drawing<VegaPicture>> {
    const { draw } = await import("./vega-engine.js");
    this.#before = { spec: JSON.stringify(picture.spec), selections: picture.selections };
    return draw(place, picture, {
      mayLoad: this.mayLoad,
      failed: (problem) => this.fail(problem),
      selected: (selections) => {
        this.keep(selections);
        this.tell();
      },
    });
  }

  /** The cell ran again and drew the same chart, maybe with other rows: what was selected stays selected, and Python is told. */
  #keepSelections(value: Selections): void {
    if (Object.keys(value).length === 0 || Object.keys(this.value).length > 0) return;
    if (this.#before?.spec !== JSON.stringify(this.props.raw("spec"))) return;
    this.keep(value);
    this.tell("now");
  }
}

/** `<cloche-altair-chart>`: the same, as an element whose value is what is selected. */
export class ClocheAltairChart extends ClocheVega {}
