import { html, nothing, type TemplateResult } from "lit";
import { icon } from "../shell/icons.js";
import { plural, when } from "../shell/words.js";
import type { Card } from "../storage/record.js";

/** What can be done with a notebook in the list. */
export interface CardActions {
  openMenu(card: Card, anchor: HTMLElement): void;
  startRename(card: Card): void;
  /** Null: as it was. */
  rename(card: Card, title: string | null): void;
  discard(card: Card): void;
  /** Take the keyboard to a neighbour. */
  move(card: Card, step: -1 | 1): void;
}

/** One notebook in the list. The whole of it is its link, with its menu beside. */
export function cardRow(card: Card, isRenaming: boolean, actions: CardActions): TemplateResult {
  const keys: Readonly<Record<string, () => void>> = {
    F2: () => actions.startRename(card),
    Delete: () => actions.discard(card),
    ArrowDown: () => actions.move(card, 1),
    ArrowUp: () => actions.move(card, -1),
  };
  const onKey = (event: KeyboardEvent): void => {
    const act = event.ctrlKey || event.metaKey || event.altKey ? undefined : keys[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  };
  return html`<li data-notebook=${card.id}>
    ${isRenaming ? titleField(card, actions) : nothing}
    <a href="#nb/${card.id}" ?hidden=${isRenaming} @keydown=${onKey}>
      <strong>${card.title}</strong>
      <span class="home-when">${when(card.savedAt)}</span>
      <span class="home-preview">${card.preview || "Empty"}</span>
      <span class="home-size">${plural(card.cells, "cell")} · ${plural(card.size, "character")}</span>
    </a>
    <button
      class="button quiet icon-only"
      aria-label="More for ${card.title}"
      aria-haspopup="menu"
      @click=${(event: Event) => actions.openMenu(card, event.currentTarget as HTMLElement)}
    >
      ${icon("more")}
    </button>
  </li>`;
}

function titleField(card: Card, actions: CardActions): TemplateResult {
  let isOver = false;
  const end = (title: string | null): void => {
    if (isOver) return; // leaving the field takes it away, which leaves it again
    isOver = true;
    actions.rename(card, title);
  };
  return html`<input
    class="home-title"
    aria-label="Title of ${card.title}"
    .value=${card.title}
    spellcheck="false"
    @blur=${(event: Event) => end((event.currentTarget as HTMLInputElement).value)}
    @keydown=${(event: KeyboardEvent) => {
      if (event.key === "Enter") end((event.currentTarget as HTMLInputElement).value);
      else if (event.key === "Escape") end(null);
    }}
  />`;
}
