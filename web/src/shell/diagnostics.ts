import { html, type TemplateResult } from "lit";
import { diagnose, inText } from "../kernel/diagnosis.js";
import { copyText } from "../outputs/copy.js";
import { LiveDialog } from "./dialog.js";
import type { Workbench } from "./workbench.js";

/** How Python started on this page: `?trace` opens it, the menu too. */
export class ClocheDiagnostics extends LiveDialog {
  static override properties = { bench: { attribute: false }, isShown: { state: true } };
  declare bench: Workbench;
  /** Nothing is gathered while nobody looks. */
  declare isShown: boolean;
  protected readonly heading = "How Python runs here";

  constructor() {
    super();
    this.isShown = false;
  }

  override async open(): Promise<void> {
    this.isShown = true;
    await super.open();
    const leave = () => (this.isShown = false);
    this.querySelector("dialog")?.addEventListener("close", leave, { once: true });
  }

  protected body(): TemplateResult {
    if (!this.isShown) return html``;
    void this.bench.store.kernel.value.phase; // drawn anew when it changes
    const sections = diagnose(this.bench.kernel.facts());
    const copy = async () => {
      const isCopied = await copyText(inText(sections));
      this.bench.say(isCopied ? "Copied." : "This browser did not let the page copy.");
    };
    return html`<div class="diagnostics">
      <button class="button" @click=${copy}>Copy as text</button>
      ${sections.map(
        ({ title, rows }) => html`<section>
          <h3>${title}</h3>
          <dl>
            ${rows.map(([what, found]) => html`<div><dt>${what}</dt><dd>${found}</dd></div>`)}
          </dl>
        </section>`,
      )}
    </div>`;
  }
}
