import { html, nothing, type TemplateResult } from "lit";
import type { ShelfEntry } from "../storage/shelf.js";
import { LiveDialog } from "./dialog.js";
import { type Example, listExamples } from "./examples.js";
import { icon } from "./icons.js";
import { plural } from "./words.js";
import type { Workbench } from "./workbench.js";

/** Examples to open, and the notebooks kept in this browser. */
export class ClocheGallery extends LiveDialog {
  static override properties = { bench: { attribute: false }, examples: { state: true }, saved: { state: true } };
  declare bench: Workbench;
  declare examples: readonly Example[] | null;
  declare saved: readonly ShelfEntry[];
  protected readonly heading = "Notebooks";

  constructor() {
    super();
    this.examples = null;
    this.saved = [];
  }

  override async open(): Promise<void> {
    await super.open();
    this.saved = await this.bench.desk.list().catch(() => []);
    this.examples = await listExamples().catch(() => []);
  }

  protected body(): TemplateResult {
    return html`
      <section class="gallery">
        <h3>Examples</h3>
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
        <h3>In this browser</h3>
        ${this.saved.length === 0 ? html`<p class="empty">Notebooks that you edit are kept here.</p>` : nothing}
        <ul class="saved">
          ${this.saved.map((entry) => this.#entry(entry))}
        </ul>
      </section>
    `;
  }

  #entry(entry: ShelfEntry): TemplateResult {
    const isOpen = entry.id === this.bench.desk.id;
    return html`<li>
      <a href="#nb/${entry.id}" aria-current=${isOpen ? "page" : "false"} @click=${() => this.close()}>
        ${icon("file")}<strong>${entry.title}</strong>
        <span>${plural(entry.cells, "cell")} · ${when(entry.savedAt)}</span>
      </a>
      <button
        class="button quiet icon-only"
        ?disabled=${isOpen}
        title=${isOpen ? "This notebook is open" : "Delete from this browser"}
        aria-label="Delete ${entry.title} from this browser"
        @click=${() => this.#remove(entry)}
      >
        ${icon("trash")}
      </button>
    </li>`;
  }

  async #remove(entry: ShelfEntry): Promise<void> {
    if (!confirm(`Delete “${entry.title}” from this browser? This cannot be undone.`)) return;
    await this.bench.desk.remove(entry.id);
    this.saved = this.saved.filter((other) => other.id !== entry.id);
  }

  #openExample(file: string): void {
    this.close();
    void this.bench.openExample(file);
  }
}

function when(time: number): string {
  const date = new Date(time);
  const isToday = date.toDateString() === new Date().toDateString();
  return isToday
    ? `today, ${date.toLocaleTimeString("en", { hour: "numeric", minute: "2-digit" })}`
    : date.toLocaleDateString("en", { day: "numeric", month: "short", year: "numeric" });
}
