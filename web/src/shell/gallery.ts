import { html, nothing, type TemplateResult } from "lit";
import { LiveDialog } from "./dialog.js";
import { type Example, listExamples } from "./examples.js";
import type { Workbench } from "./workbench.js";

/** Examples to open. Each opens as a copy. */
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
    return html`
      <section class="gallery">
        ${this.examples?.length === 0 ? html`<p class="empty">This site brings no examples along.</p>` : nothing}
        <ul class="cards">
          ${(this.examples ?? []).map(
            (example) => html`<li>
              <button class="card" @click=${() => this.#openExample(example.file)}>
                <strong>${example.title}</strong><span>${example.description}</span>
                ${example.packages.length ? html`<small>Fetches ${example.packages.join(", ")}</small>` : nothing}
              </button>
            </li>`,
          )}
        </ul>
      </section>
    `;
  }

  #openExample(file: string): void {
    this.close();
    void this.bench.openExample(file);
  }
}
