import { html, nothing, type TemplateResult } from "lit";
import { icon } from "../shell/icons.js";
import { plural } from "../shell/words.js";
import type { Card } from "../storage/record.js";
import type { Damaged } from "../storage/schema.js";
import { download } from "./download.js";

/** What the person deleted: whole, until they delete it for good. */
export function binList(
  bin: readonly Card[],
  acts: { readonly restore: (card: Card) => void; readonly remove: (cards: readonly Card[]) => void },
): TemplateResult | typeof nothing {
  if (bin.length === 0) return nothing;
  return html`<details class="home-more">
    <summary>${icon("trash")} Deleted: ${plural(bin.length, "notebook")}</summary>
    <ul>
      ${bin.map(
        (card) => html`<li>
          <strong>${card.title}</strong>
          <button class="button quiet" aria-label="Restore ${card.title}" @click=${() => acts.restore(card)}>Restore</button>
          <button class="button quiet" aria-label="Delete ${card.title} for good" @click=${() => acts.remove([card])}>Delete for good</button>
        </li>`,
      )}
    </ul>
    ${bin.length > 1 ? html`<button class="button" @click=${() => acts.remove(bin)}>Delete all of these for good</button>` : nothing}
  </details>`;
}

/** Records that could not be read, as they were found. */
export function damagedList(
  damaged: readonly Damaged[],
  remove: (id: string) => void,
): TemplateResult | typeof nothing {
  if (damaged.length === 0) return nothing;
  return html`<details class="home-more" open>
    <summary>${icon("warning")} Could not be read: ${plural(damaged.length, "notebook")}</summary>
    <p>What was found is set aside. Your other notebooks are not affected.</p>
    <ul>
      ${damaged.map((each) => {
        const save = () => download(JSON.stringify(each.found, null, 1), `${each.id}.json`, "application/json");
        return html`<li>
          <strong>${titleIn(each)}</strong>
          <button class="button quiet" @click=${save}>Download what is there</button>
          <button class="button quiet" aria-label="Delete ${titleIn(each)}" @click=${() => remove(each.id)}>Delete</button>
        </li>`;
      })}
    </ul>
  </details>`;
}

/** What a damaged record calls itself, if it still does. */
function titleIn({ id, found }: Damaged): string {
  const title = typeof found === "object" && found !== null && "title" in found ? found.title : null;
  return typeof title === "string" && title ? title : id;
}
