import { html, nothing, type TemplateResult } from "lit";
import { exampleAddress } from "../share/address.js";
import { LiveDialog } from "./dialog.js";
import { type Example, listExamples, nameOf } from "./examples.js";
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
    return html`
      <section class="gallery">
        ${this.examples?.length === 0 ? html`<p class="empty">This site brings no examples along.</p>` : nothing}
        <ul class="cards">
          ${(this.examples ?? []).map(
            (example) => html`<li>
              <a class="card" href=${exampleAddress(new URL(location.href), nameOf(example))} @click=${(event: MouseEvent) => this.#openExample(event, nameOf(example))}>
                <strong>${example.title}</strong><span>${example.description}</span>
                ${example.packages.length ? html`<small>Fetches ${example.packages.join(", ")}</small>` : nothing}
              </a>
            </li>`,
          )}
        </ul>
      </section>
    `;
  }

  #openExample(event: MouseEvent, name: string): void {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return; // in a tab of its own, as links do
    event.preventDefault();
    this.close();
    void this.bench.openExample(name);
  }
}
