/** KaTeX with its style and fonts: a chunk of its own, loaded with the first formula. */

import katex from "katex";
import "katex/dist/katex.min.css";

const macros: Record<string, string | object> = {};

/** Read definitions (`\\newcommand`) that all formulas set from now on know. */
export function addMacros(text: string): void {
  katex.renderToString(text, { macros, globalGroup: true, throwOnError: false, trust: false, maxExpand: 2000 });
}

/** Set `source` into `host`. Raises KaTeX's ParseError. Links and images in formulas are refused (`trust: false`). */
export function typeset(source: string, host: HTMLElement, display: boolean): void {
  katex.render(source, host, {
    displayMode: display,
    throwOnError: true,
    trust: false,
    strict: "ignore",
    maxExpand: 2000,
    macros: { ...macros },
  });
}
