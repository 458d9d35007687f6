import { html, nothing, type TemplateResult } from "lit";
import { type Along, type Companion, MOST } from "../share/along.js";
import { LINK_LIMIT } from "../share/link-error.js";
import { icon } from "./icons.js";
import { fileSize } from "./words.js";

/** Files beside the notebook, to be ticked: what the share dialog shows of them. */
export function filesAlong(
  along: Along | null,
  isListing: boolean,
  choose: (name: string, isWanted: boolean) => void,
): TemplateResult | typeof nothing {
  if (isListing)
    return html`<p class="share-size" role="status">Python is busy: the files beside the notebook are listed here when it is done.</p>`;
  if (!along || along.companions.length === 0) return nothing;
  const isFull = along.chosen.length >= MOST;
  const row = ({ name, size, need }: Companion) => {
    const isTooLarge = size > LINK_LIMIT;
    const why = isTooLarge ? "too large for a link" : need === "imported" ? "imported" : need === "named" ? "used" : "";
    const isChosen = along.isChosen(name);
    return html`<li>
      <label>
        <input
          type="checkbox"
          .checked=${isChosen}
          ?disabled=${!isChosen && (isTooLarge || isFull)}
          @change=${(event: Event) => choose(name, (event.currentTarget as HTMLInputElement).checked)}
        />
        <span class="share-file-name">${name}</span>${why ? html`<small>${why}</small>` : nothing}<span class="share-file-size">${fileSize(size)}</span>
      </label>
    </li>`;
  };
  return html`<fieldset class="share-files">
    <legend>Files that go along</legend>
    <ul>
      ${along.companions.map(row)}
    </ul>
    ${missing(along)}
  </fieldset>`;
}

function missing({ missed }: Along): TemplateResult | typeof nothing {
  if (missed.length === 0) return nothing;
  const names = missed.slice(0, 3).map(({ name }) => name);
  const all = names.join(", ") + (missed.length > 3 ? ` and ${missed.length - 3} more` : "");
  return html`<p class="share-missed" role="status">
    ${icon("warning")}<span>The notebook uses ${all}. Whoever opens the link is told that ${missed.length > 1 ? "they are" : "it is"} missing.</span>
  </p>`;
}
