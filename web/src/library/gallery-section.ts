/** The part of the home page that shows what the site brings along to use. */

import { html, nothing, type TemplateResult } from "lit";
import { exampleCards, grouped } from "../shell/example-cards.js";
import type { Example } from "../shell/examples.js";

export function gallerySection(
  examples: readonly Example[],
  open: (address: string) => void,
): TemplateResult | typeof nothing {
  const { gallery } = grouped(examples);
  if (gallery.length === 0) return nothing;
  return html`<section class="home-gallery" aria-labelledby="gallery-heading">
    <h2 id="gallery-heading">Gallery</h2>
    <p>Notebooks to use, to take apart and to keep. Each opens as a copy; nothing you enter leaves your computer.</p>
    ${exampleCards(gallery, open)}
  </section>`;
}
