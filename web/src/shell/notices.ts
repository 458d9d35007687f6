import { html, nothing, type TemplateResult } from "lit";
import { icon } from "./icons.js";
import { layoutNotice } from "./layout-choice.js";
import { type LocalDoor, localNotice } from "./local-door.js";
import { prose } from "./prose.js";
import { storageNotices } from "./storage-notices.js";
import type { Workbench } from "./workbench.js";

/** What is to be said above the notebook: a question of trust, storage, layout, Python's end. */
export function notices(bench: Workbench, local: LocalDoor | undefined, toggleFiles: () => void): TemplateResult {
  return html`<div class="notices" @files-wanted=${toggleFiles}>
    ${bench.desk.isTrusted.value ? nothing : trustQuestion(bench)}
    ${layoutNotice(bench)} ${storageNotices(bench)} ${localNotice(local)}
    ${deskNotice(bench)} ${kernelNotice(bench)}
  </div>`;
}

function trustQuestion(bench: Workbench): TemplateResult {
  return html`<div class="notice is-question" role="alert">
    ${icon("eye")}
    <div>
      <p>This notebook comes from somebody else.</p>
      <p class="notice-hint">Its code can reach the notebooks that this browser keeps. Read it first, then run it.</p>
    </div>
    <button class="button primary" @click=${() => bench.trustAndRun()}>${icon("run")}<span>Run notebook</span></button>
  </div>`;
}

function deskNotice({ desk }: Workbench): TemplateResult | typeof nothing {
  const notice = desk.notice.value;
  if (!notice) return nothing;
  return html`<div class="notice is-problem" role="alert">
    ${icon("warning")}
    <div><p>${prose(notice.problem)}</p><p class="notice-hint">${prose(notice.hint)}</p></div>
    ${dismissButton(() => desk.dismissNotice())}
  </div>`;
}

function kernelNotice(bench: Workbench): TemplateResult | typeof nothing {
  const kernel = bench.kernelState.value;
  if (!kernel.notice) return nothing;
  const isDead = kernel.phase === "dead";
  return html`<div class="notice ${isDead ? "is-problem" : ""}" role=${isDead ? "alert" : "status"}>
    ${icon(isDead ? "warning" : "restart")}
    <div><p>${prose(kernel.notice)}</p><p class="notice-hint">${prose(kernel.noticeHint)}</p></div>
    ${
      isDead
        ? html`<button class="button primary" @click=${() => bench.restart()}>${icon("restart")}<span>Restart Python</span></button>`
        : dismissButton(() => bench.store.setKernel({ notice: "", noticeHint: "" }))
    }
  </div>`;
}

function dismissButton(dismiss: () => void): TemplateResult {
  return html`<button class="button quiet icon-only" aria-label="Dismiss" @click=${dismiss}>${icon("close")}</button>`;
}
