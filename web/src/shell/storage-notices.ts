import { html, nothing, type TemplateResult } from "lit";
import type { StorageFault } from "../storage/faults.js";
import { icon } from "./icons.js";
import type { Workbench } from "./workbench.js";

/** What stands above a notebook that is not saved here, or its files: another tab has it, or the browser refuses. */
export function storageNotices(bench: Workbench): TemplateResult {
  const { desk, kernel } = bench;
  const fault = desk.fault.value;
  const files = kernel.files.fault.value;
  return html`${desk.isElsewhere.value ? elsewhere(bench) : nothing} ${fault ? unsaved(fault, bench) : nothing}
  ${files ? unsavedFiles(files) : nothing}`;
}

/** It stays until they are stored. */
function unsavedFiles({ problem, hint }: { readonly problem: string; readonly hint: string }): TemplateResult {
  const show = (event: Event) => event.target?.dispatchEvent(new CustomEvent("files-wanted", { bubbles: true }));
  return html`<div class="notice is-problem" role="alert">
    ${icon("warning")}
    <div><p>${problem}</p><p class="notice-hint">${hint}</p></div>
    <button class="button" @click=${show}>${icon("folder")}<span>Files</span></button>
  </div>`;
}

function elsewhere(bench: Workbench): TemplateResult {
  return html`<div class="notice is-question" role="alert">
    ${icon("eye")}
    <div>
      <p>This notebook is open in another tab.</p>
      <p class="notice-hint">
        Here it is only shown, as it was last saved. When the other tab is closed it opens here by itself.
      </p>
    </div>
    <button class="button primary" @click=${() => bench.opener.takeOver()}>${icon("pen")}<span>Take over</span></button>
  </div>`;
}

function unsaved({ code, problem, hint }: StorageFault, bench: Workbench): TemplateResult {
  const isThisNotebook = code === "full" || code === "unknown";
  return html`<div class="notice is-problem" role="alert">
    ${icon("warning")}
    <div><p>${problem}</p><p class="notice-hint">${hint}</p></div>
    ${
      isThisNotebook
        ? html`<button class="button" @click=${() => bench.download()}>${icon("download")}<span>Download</span></button>`
        : html`<button class="button" @click=${() => location.reload()}>${icon("restart")}<span>Reload</span></button>`
    }
  </div>`;
}
