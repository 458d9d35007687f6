/** Mermaid, in a chunk of its own; it draws one diagram after the other. */

import mermaid, { type MermaidConfig } from "mermaid";
import { disarmed } from "../outputs/handlers.js";
import { cleanedMarkup, sanitisedSvg } from "../outputs/sanitise.js";
import { letLibrariesWrite } from "../sinks/sinks.js";
import type { Props } from "./props.js";

let count = 0;
let turn: Promise<unknown> = Promise.resolve();

/** How a diagram is to look: as it says itself, else in the page's colours. */
export function look(props: Props, host: Element): MermaidConfig {
  const theme = props.text("theme");
  const wanted = props.raw("variables");
  const variables = typeof wanted === "object" && wanted !== null ? wanted : {};
  const own = theme ? variables : pageColours(host);
  return { theme: (theme || "base") as NonNullable<MermaidConfig["theme"]>, look: "classic", themeVariables: own };
}

/** The picture; raises what Mermaid has to say about a source that it does not understand. */
export function drawing(source: string, settings: MermaidConfig): Promise<DocumentFragment> {
  const next = turn.then(async () => {
    letLibrariesWrite(cleanedMarkup);
    mermaid.initialize({
      startOnLoad: false,
      securityLevel: "strict",
      suppressErrorRendering: true,
      htmlLabels: false,
      flowchart: { htmlLabels: false },
      ...settings,
    });
    count += 1;
    const { svg } = await mermaid.render(`cloche-diagram-${count}`, disarmed(source));
    return centred(sanitisedSvg(svg));
  });
  turn = next.catch(() => {});
  return next;
}

/** Names of states, which Mermaid sets at the left of boxes that are wider, stand in the middle. */
function centred(picture: DocumentFragment): DocumentFragment {
  for (const label of picture.querySelectorAll<SVGGElement>(".statediagram-state > .label[transform]")) {
    const transform = label.getAttribute("transform") ?? "";
    label.setAttribute("transform", transform.replace(/^translate\(\s*-?[\d.]+/, "translate(0"));
    for (const text of label.querySelectorAll("text")) text.style.textAnchor = "middle";
  }
  return picture;
}

function pageColours(host: Element): Record<string, string | boolean> {
  const style = getComputedStyle(document.documentElement);
  const token = (name: string) => style.getPropertyValue(name).trim();
  const isDark = style.colorScheme.includes("dark") && !style.colorScheme.includes("light");
  const theme = document.documentElement.dataset.theme;
  const ground = groundOf(host);
  const series = [1, 2, 3, 4, 5, 6].map((n) => token(`--series-${n}`));
  const dark = theme ? theme === "dark" : isDark || matchMedia("(prefers-color-scheme: dark)").matches;
  return {
    darkMode: dark,
    background: ground,
    edgeLabelBackground: ground,
    labelBackgroundColor: ground,
    noteBkgColor: token("--stale-soft"),
    noteBorderColor: token("--stale-line"),
    noteTextColor: token("--ink"),
    ...Object.fromEntries(series.map((colour, at) => [`pie${at + 1}`, colour])),
    pieSectionTextColor: token("--on-accent"),
    pieStrokeColor: ground,
    pieOuterStrokeColor: ground,
    pieOpacity: "1",
    primaryColor: token("--surface-hover"),
    primaryTextColor: token("--ink"),
    primaryBorderColor: token("--accent"),
    secondaryColor: token("--surface-sunk"),
    tertiaryColor: token("--surface-sunk"),
    lineColor: token("--ink-faint"),
    textColor: token("--ink"),
    fontFamily: token("--font-ui") || "sans-serif",
  };
}

/** What the diagram stands on: words on its lines need the same behind them. */
function groundOf(host: Element): string {
  for (let at: Element | null = host; at; at = at.parentElement) {
    const { backgroundColor } = getComputedStyle(at);
    if (!/^(transparent|rgba\(.*, 0\))$/.test(backgroundColor)) return backgroundColor;
  }
  return "white";
}
