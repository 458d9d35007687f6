/** What stands below the tree, or in its place: files on their way, how much there is, that there is nothing. */

import { html, nothing, type TemplateResult } from "lit";
import type { FileList } from "../../../worker/src/wire/messages.js";
import { icon } from "../shell/icons.js";
import { fileSize, plural } from "../shell/words.js";
import { nameOf } from "./paths.js";
import type { Upload, Uploads } from "./uploads.js";

/** Uploads that are listed one by one. */
const MOST_SHOWN = 6;

export function empty(pick: () => void): TemplateResult {
  return html`<div class="files-empty">
    <p>Nothing here yet.</p>
    <p>Drop files here, or let Python write some. <code>open("data.csv")</code> finds a file by its name.</p>
    <button class="button" @click=${pick}>${icon("upload")}<span>Upload files</span></button>
  </div>`;
}

export function uploadsList(uploads: Uploads): TemplateResult | typeof nothing {
  const list = uploads.list.value;
  if (list.length === 0) return nothing;
  return html`<ul class="files-arriving" aria-label="Uploads">
    ${list.slice(0, MOST_SHOWN).map((upload) => line(upload, () => uploads.cancel(upload.id)))}
    ${list.length > MOST_SHOWN ? html`<li>${plural(list.length - MOST_SHOWN, "more file")} to come</li>` : nothing}
  </ul>`;
}

function line({ path, size, taken, state, problem }: Upload, end: () => void): TemplateResult {
  const name = nameOf(path);
  const isFailed = state === "failed";
  const amount = state === "waiting" ? `waits, ${fileSize(size)}` : `${fileSize(taken)} of ${fileSize(size)}`;
  return html`<li data-state=${state}>
    <span class="file-name" title=${path}>${name}</span>
    <span class="file-size">${isFailed ? nothing : amount}</span>
    <button
      class="button quiet icon-only"
      aria-label="${isFailed ? "Dismiss" : "Cancel"} ${name}"
      title=${isFailed ? "Dismiss" : "Cancel"}
      @click=${end}
    >
      ${icon("close")}
    </button>
    ${
      isFailed
        ? html`<p class="file-fault" role="alert">${problem}</p>`
        : html`<progress aria-label="Upload of ${name}" max=${Math.max(size, 1)} .value=${taken}></progress>`
    }
  </li>`;
}

export function foot(
  { entries, more, isLasting }: FileList,
  isStoring: boolean,
  downloadAll: () => void,
): TemplateResult {
  const files = entries.filter(({ kind }) => kind === "file");
  const all = files.reduce((sum, { size }) => sum + size, 0);
  const rest = more > 0 ? ` and ${plural(more, "more")} that are not listed` : "";
  const kept = isStoring ? "Storing…" : "Kept in this browser.";
  const where = isLasting ? kept : "In memory only: gone when this page closes.";
  return html`<div class="files-foot">
    <span>${plural(files.length, "file")}${rest}${all > 0 ? `, ${fileSize(all)}` : ""}. ${where}</span>
    ${
      files.length > 0
        ? html`<button
            class="button quiet icon-only"
            aria-label="Download all as a zip"
            title="Download all as a zip"
            @click=${downloadAll}
          >
            ${icon("download")}
          </button>`
        : nothing
    }
  </div>`;
}
