import { html, nothing, type TemplateResult } from "lit";
import { LiveDialog } from "./dialog.js";
import { exampleCards, grouped } from "./example-cards.js";
import { type Example, listExamples } from "./examples.js";
import type { Workbench } from "./workbench.js";

/** Examples to open. Each opens as a copy, and has an address of its own. */
export class ClocheGallery extends LiveDialog {
  static override properties = { bench: { attribute: false }, examples: { state: true } };
  declare bench: Workbench;
  declare examples: readonly Example[] | null;
  protected readonly heading = "Examples";

  constructor() {
    super();
    this.examples = null;
  }

  override async open(): Promise<void> {
    await super.open();
    this.examples = await listExamples().catch(() => []);
  }

  protected body(): TemplateResult {
    const { gallery, tour } = grouped(this.examples ?? []);
    return html`
      <section class="gallery">
        ${this.examples?.length === 0 ? html`<p class="empty">This site brings no examples along.</p>` : nothing}
        ${this.#group("How Cloche works", tour)} ${this.#group("Gallery", gallery)}
      </section>
    `;
  }

  #group(heading: string, examples: readonly Example[]): TemplateResult | typeof nothing {
    if (examples.length === 0) return nothing;
    return html`<h3>${heading}</h3>
      ${exampleCards(examples, (address) => {
        this.close();
        void this.bench.opener.openExample(address);
      })}`;
  }
}
