import { html, type TemplateResult } from "lit";

/** A sentence for people in which `names of code` are set as code. */
export function prose(text: string): TemplateResult {
  const parts = text.split(/`([^`]+)`/);
  return html`${parts.map((part, index) => (index % 2 ? html`<code>${part}</code>` : part))}`;
}
