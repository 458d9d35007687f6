import { classHighlighter, highlightTree } from "@lezer/highlight";
import { parser } from "@lezer/python";
import { build } from "./build.js";

/** Python as text in spans with the classes `tok-keyword`, `tok-string` and so on. */
export function colour(code: string): DocumentFragment {
  const fragment = document.createDocumentFragment();
  let done = 0;
  highlightTree(parser.parse(code), classHighlighter, (from, to, classes) => {
    if (from > done) fragment.append(code.slice(done, from));
    fragment.append(build("span", { class: classes }, code.slice(from, to)));
    done = to;
  });
  fragment.append(code.slice(done));
  return fragment;
}
