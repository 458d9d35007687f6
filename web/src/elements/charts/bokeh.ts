import { type BokehJson, fillsItsPlace } from "./bokeh-document.js";
import type { BokehPicture } from "./bokeh-engine.js";
import { ClocheChart } from "./chart.js";
import { type Drawing, lookOf } from "./drawing.js";

/** `<cloche-bokeh-plot>`: a plot of Bokeh's, in the props, or from Python when it is large. */
export class ClocheBokehPlot extends ClocheChart<null, BokehPicture> {
  protected readonly saves = []; // BokehJS has a tool of its own

  protected read(): null {
    return null;
  }

  protected picture(): BokehPicture | null {
    // Its document may hold programs, and addresses that are asked.
    if (!this.mayLoad) this.fail("This plot of Bokeh's is drawn when the notebook has run here.");
    const document = this.mayLoad ? this.given<BokehJson>("document") : null;
    if (!document) return null;
    this.toggleAttribute("data-fluid", fillsItsPlace(document));
    return { document, look: lookOf(this) };
  }

  protected async build(place: HTMLElement, picture: BokehPicture): Promise<Drawing<BokehPicture>> {
    const { draw } = await import("./bokeh-engine.js");
    return draw(place, picture, { remarked: (remark) => this.fail(remark) });
  }
}
