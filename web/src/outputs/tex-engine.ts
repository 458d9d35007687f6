/** KaTeX with its style and fonts: a chunk of its own, loaded with the first formula. */

import katex from "katex";
import "katex/dist/katex.min.css";

/** Set `source` into `host`. Raises KaTeX's ParseError. Links and images in formulas are refused (`trust: false`). */
export function typeset(source: string, host: HTMLElement, display: boolean): void {
  katex.render(source, host, {
    displayMode: display,
    throwOnError: true,
    trust: false,
    strict: "ignore",
    maxExpand: 2000,
  });
}
