/** What is said when a number that was typed is moved into its range: else it seems to change by itself. */

import { html, type TemplateResult } from "lit";

/** The word on a number that was typed, or none where it may stay. */
export function limitWord(typed: number, low: number, high: number): string {
  if (typed > high) return `At most ${high.toLocaleString("en")}.`;
  return typed < low ? `At least ${low.toLocaleString("en")}.` : "";
}

/** Stands at the end of a control, empty or not, so that readers of screens hear what comes into it. */
export function limitView(word: string): TemplateResult {
  return html`<span class="cloche-limit" role="status">${word}</span>`;
}
