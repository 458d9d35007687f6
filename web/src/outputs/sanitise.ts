import DOMPurify, { type Config } from "dompurify";
import { disarmed, restore } from "./handlers.js";
import { unfolded } from "./quiet.js";

const CONFIG: Config & { RETURN_DOM_FRAGMENT: true } = {
  RETURN_DOM_FRAGMENT: true,
  CUSTOM_ELEMENT_HANDLING: {
    tagNameCheck: /^cloche-[a-z-]+$/,
    attributeNameCheck: /^(element-id|instance|props|display)$/,
    allowCustomizedBuiltInElements: false,
  },
  // A style sheet or a form reaches beyond the output it stands in.
  FORBID_TAGS: ["style", "form", "dialog"],
};

/** `html` without anything that runs or reaches out of its place; Cloche's own elements stay. */
export function sanitised(html: string): DocumentFragment {
  return quietly(html, (text) => (DOMPurify.isSupported ? DOMPurify.sanitize(text, CONFIG) : asText(text)));
}

/** An SVG picture without anything that runs. */
export function sanitisedSvg(svg: string): DocumentFragment {
  const config = { RETURN_DOM_FRAGMENT: true as const, USE_PROFILES: { svg: true, svgFilters: true } };
  return quietly(svg, (text) => (DOMPurify.isSupported ? DOMPurify.sanitize(text, config) : asText(text)));
}

/** The same as text, for libraries that write pictures and labels as strings; style sheets inside a picture stay. */
export function cleanedMarkup(html: string): string {
  if (!html.includes("<")) return html;
  const config = { USE_PROFILES: { html: true, svg: true, svgFilters: true }, ADD_TAGS: ["style"] };
  return DOMPurify.isSupported ? DOMPurify.sanitize(html, config) : "";
}

/** Without a word of the browser's for each handler that is dropped. */
function quietly(markup: string, parse: (text: string) => DocumentFragment): DocumentFragment {
  const quiet = disarmed(unfolded(markup));
  const fragment = parse(quiet);
  if (quiet !== markup) restore(fragment, false);
  return fragment;
}

/** Where nothing can be made safe, markup is shown as it is written. */
function asText(markup: string): DocumentFragment {
  const fragment = document.createDocumentFragment();
  fragment.append(markup);
  return fragment;
}
