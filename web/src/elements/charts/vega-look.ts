/** The page's look as a configuration of Vega-Lite; what a chart says itself goes before it. */

import type { Config } from "vega-lite";
import * as themes from "vega-themes";
import type { Look } from "./drawing.js";

/** `theme` names one of the themes that Altair knows: then the chart's colours are that theme's. */
export function vegaConfig(look: Look, theme: string): Config {
  const named: unknown = theme && theme !== "none" ? Reflect.get(themes, theme) : undefined;
  if (typeof named === "object" && named !== null) return named as Config;
  const { font, ink, soft, line } = look;
  const axis = { labelColor: soft, titleColor: ink, domainColor: line, tickColor: line, gridColor: line };
  return {
    background: "transparent",
    font,
    axis: { ...axis, labelFontSize: 11, titleFontSize: 12, titleFontWeight: 560, gridOpacity: 0.7 },
    legend: { labelColor: soft, titleColor: ink, labelFontSize: 12, titleFontSize: 12, titleFontWeight: 560 },
    header: { labelColor: soft, titleColor: ink, titleFontWeight: 560 },
    title: { color: ink, subtitleColor: soft, fontSize: 14, fontWeight: 600, anchor: "start", offset: 12 },
    view: { stroke: line },
    text: { color: ink },
    rule: { color: soft },
    tick: { color: "#4c78a8" },
  } as unknown as Config;
}
