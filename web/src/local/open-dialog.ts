import { html, type TemplateResult } from "lit";
import { LiveDialog } from "../shell/dialog.js";
import { icon } from "../shell/icons.js";

/** Which notebook of a folder to open; or why there is none to choose. */
export class ClocheLocalOpen extends LiveDialog {
  static override properties = { names: { state: true }, told: { state: true }, folder: { state: true } };
  declare names: readonly string[];
  /** Said in place of a list. */
  declare told: string;
  declare folder: string;
  #chosen: ((name: string | null) => void) | null = null;

  constructor() {
    super();
    this.names = [];
    this.told = "";
    this.folder = "";
  }

  protected get heading(): string {
    return this.folder ? `Notebooks in “${this.folder}”` : "Open a folder";
  }

  async choose(folder: string, names: readonly string[], told: string): Promise<string | null> {
    this.folder = folder;
    this.names = names;
    this.told = told;
    await this.open();
    this.querySelector<HTMLElement>(".local-names button")?.focus();
    const name = await new Promise<string | null>((resolve) => {
      this.#chosen = resolve;
      this.querySelector("dialog")?.addEventListener("close", () => resolve(null), { once: true });
    });
    this.close();
    return name;
  }

  protected body(): TemplateResult {
    if (this.told) return html`<p class="question-text">${this.told}</p>`;
    return html`<p class="question-text">
        It is edited in place: the page saves it there, and Python sees the files beside it.
      </p>
      <ul class="local-names">
        ${this.names.map(
          (name) =>
            html`<li><button class="button" @click=${() => this.#chosen?.(name)}>${icon("book")}<span>${name}</span></button></li>`,
        )}
      </ul>`;
  }
}
