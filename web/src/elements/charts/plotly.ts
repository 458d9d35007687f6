import { ClocheChart } from "./chart.js";
import { type Drawing, lookOf } from "./drawing.js";
import type { Picked, PlotlyPicture } from "./plotly-engine.js";

/** `<cloche-plotly-figure>`: a figure of Plotly's, in the props, or from Python when it is large. */
export class ClochePlotlyFigure extends ClocheChart<Picked, PlotlyPicture> {
  protected readonly saves = [];

  protected get asks(): boolean {
    return false;
  }

  protected read(value: unknown): Picked {
    return typeof value === "object" && value !== null ? (value as Picked) : {};
  }

  protected picture(): PlotlyPicture | null {
    const figure = this.given<PlotlyPicture["figure"]>("figure");
    if (!figure) return null;
    const instance = this.getAttribute("instance") ?? "";
    const config = (this.props.raw("config") ?? {}) as Record<string, unknown>;
    return { figure, config, plain: this.props.flag("plain"), asks: this.asks, instance, look: lookOf(this) };
  }

  protected async build(place: HTMLElement, picture: PlotlyPicture): Promise<Drawing<PlotlyPicture>> {
    const { draw } = await import("./plotly-engine.js");
    return draw(place, picture, {
      picked: (picked) => {
        this.keep(picked);
        this.tell("now");
      },
    });
  }
}

/** `<cloche-plotly>`: the same, as an element whose value is the points that are selected. */
export class ClochePlotly extends ClochePlotlyFigure {
  protected override get asks(): boolean {
    return true;
  }
}
