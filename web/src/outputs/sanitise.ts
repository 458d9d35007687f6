import DOMPurify, { type Config } from "dompurify";

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
  return DOMPurify.isSupported ? DOMPurify.sanitize(html, CONFIG) : asText(html);
}

/** An SVG picture without anything that runs. */
export function sanitisedSvg(svg: string): DocumentFragment {
  if (!DOMPurify.isSupported) return asText(svg);
  return DOMPurify.sanitize(svg, {
    RETURN_DOM_FRAGMENT: true,
    USE_PROFILES: { svg: true, svgFilters: true },
  });
}

/** Where nothing can be made safe, markup is shown as it is written. */
function asText(markup: string): DocumentFragment {
  const fragment = document.createDocumentFragment();
  fragment.append(markup);
  return fragment;
}
