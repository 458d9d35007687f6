/** What outputs are made of that few notebooks have, in one chunk; it comes with the first of them. */

import "../styles/outputs/families.css";
import { ClocheCarousel } from "./carousel.js";
import { ClocheDownload } from "./download.js";
import { ClocheIcon } from "./icon.js";
import { ClocheImageCompare } from "./image-compare.js";
import { ClocheLazy } from "./lazy.js";
import { ClocheMermaid } from "./mermaid.js";
import { ClocheOutline } from "./outline.js";
import { ClocheRoutes } from "./routes.js";
import { ClocheSidebar } from "./sidebar.js";
import { ClocheTexMacros } from "./tex-macros.js";

const CLASS_BY_TAG: Readonly<Record<string, CustomElementConstructor>> = {
  "cloche-carousel": ClocheCarousel,
  "cloche-download": ClocheDownload,
  "cloche-icon": ClocheIcon,
  "cloche-image-compare": ClocheImageCompare,
  "cloche-lazy": ClocheLazy,
  "cloche-mermaid": ClocheMermaid,
  "cloche-outline": ClocheOutline,
  "cloche-routes": ClocheRoutes,
  "cloche-sidebar": ClocheSidebar,
  "cloche-tex-macros": ClocheTexMacros,
};

/** Define them; again does nothing. */
export function registerLateOutputs(): void {
  for (const [tag, elementClass] of Object.entries(CLASS_BY_TAG)) {
    if (!customElements.get(tag)) customElements.define(tag, elementClass);
  }
}
