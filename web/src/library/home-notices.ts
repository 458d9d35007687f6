import { html, nothing, type TemplateResult } from "lit";
import type { Desk } from "../shell/desk.js";
import { icon } from "../shell/icons.js";

/**
 * What stands above the list of notebooks: what could not be opened, why storage does not work, that it was emptied.
 * `many`: how many notebooks there are; undefined while nobody knows.
 */
export function homeNotices(desk: Desk, many: number | undefined): TemplateResult | typeof nothing {
  const { shelf, notice } = desk;
  const told = notice.value;
  if (told)
    return html`<div class="notice is-problem" role="alert">
        ${icon("warning")}
        <div><p>${told.problem}</p><p class="notice-hint">${told.hint}</p></div>
        <button class="button quiet icon-only" aria-label="Dismiss" @click=${() => desk.dismissNotice()}>${icon("close")}</button>
      </div>`;
  const fault = shelf.trouble.value;
  if (fault)
    return html`<div class="notice is-problem" role="alert">
        ${icon("warning")}
        <div><p>${fault.problem}</p><p class="notice-hint">${fault.hint}</p></div>
        ${fault.code === "unavailable" ? nothing : html`<button class="button" @click=${() => location.reload()}>${icon("restart")}<span>Reload</span></button>`}
      </div>`;
  if (!shelf.wasEmptied || many !== 0) return nothing;
  return html`<div class="notice is-question" role="status">
      ${icon("warning")}
      <div>
        <p>The notebooks that were here are gone: this browser deleted what the site kept.</p>
        <p class="notice-hint">Browsers do that when a disk is nearly full or a site was not visited for long. “Keep my data”, below, asks yours not to do it again.</p>
      </div>
    </div>`;
}
