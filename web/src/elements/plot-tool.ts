import { html, type TemplateResult } from "lit";

/** A button that chooses what a pointer does on a plot. */
export function plotTool(name: string, isChosen: boolean, choose: () => void): TemplateResult {
  return html`<button type="button" class="cloche-plot-tool" aria-pressed=${String(isChosen)} @click=${choose}>
    ${name}
  </button>`;
}
