/** Charts, whose code comes with the first of them; the libraries that draw them are chunks of their own. */

import "../styles/elements/charts.css";
import { ClocheBokehPlot } from "./charts/bokeh.js";
import { ClochePanel } from "./charts/panel.js";
import { ClochePlotly, ClochePlotlyFigure } from "./charts/plotly.js";
import { ClocheAltairChart, ClocheVega } from "./charts/vega.js";

const CLASS_BY_TAG: Readonly<Record<string, CustomElementConstructor>> = {
  "cloche-bokeh-plot": ClocheBokehPlot,
  "cloche-panel": ClochePanel,
  "cloche-vega": ClocheVega,
  "cloche-altair-chart": ClocheAltairChart,
  "cloche-plotly-figure": ClochePlotlyFigure,
  "cloche-plotly": ClochePlotly,
};

/** Define them; again does nothing. */
export function registerLateCharts(): void {
  for (const [tag, elementClass] of Object.entries(CLASS_BY_TAG)) {
    if (!customElements.get(tag)) customElements.define(tag, elementClass);
  }
}
