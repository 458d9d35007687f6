/**
 * Keeps the page's address in step with what the notebook says of its parameters.
 *
 * A change makes a new entry in the tab's history, so that Back undoes it; of a row of changes (a slider
 * on the move) only the first does. Browsers refuse too many changes in a short time: the newest one
 * then waits for its turn.
 */

import type { Query } from "../../../worker/src/wire/messages.js";
import { queryOf, withQuery } from "./query.js";

/** What this needs of a browser's tab. */
export interface Tab {
  now(): number;
  later(act: () => void, milliseconds: number): void;
  address(): URL;
  state(): unknown;
  push(state: unknown, href: string): void;
  replace(state: unknown, href: string): void;
}

/** Milliseconds between two changes of the address. */
const PAUSE = 100;
/** Changes that follow each other within this time are one step for the Back button. */
const ROW = 1000;

export class QueryAddress {
  readonly #tab: Tab;
  #mark = newMark();
  #waiting: Query | null = null;
  #isTimed = false;
  #written = -Infinity;
  #changed = -Infinity;

  constructor(tab: Tab) {
    this.#tab = tab;
  }

  /** The notebook's parameters as they are, also where the address is a moment behind. */
  current(): Query {
    return this.#waiting ?? queryOf(this.#tab.address());
  }

  /** The notebook changed its parameters. */
  show(query: Query): void {
    this.#waiting = query;
    if (this.#isTimed) return;
    const wait = this.#written + PAUSE - this.#tab.now();
    if (wait <= 0) this.#write();
    else {
      this.#isTimed = true;
      this.#tab.later(() => {
        this.#isTimed = false;
        this.#write();
      }, wait);
    }
  }

  /** The entry of the history that the tab shows now is the open notebook's, and so is each that is made from it. */
  claim(): void {
    this.#enter("replace", this.#tab.address().href);
  }

  /** Whether the entry of the history that the tab shows now is the open notebook's. */
  isSameNotebook(): boolean {
    return isMarked(this.#tab.state(), this.#mark);
  }

  /** Another notebook is laid open: what was pending for the last one is dropped. */
  turn(): void {
    this.#mark = newMark();
    this.#waiting = null;
    this.#changed = -Infinity;
  }

  #write(): void {
    const query = this.#waiting;
    this.#waiting = null;
    if (query === null) return;
    const address = this.#tab.address();
    const next = withQuery(address, query);
    if (next.href === address.href) return;
    const now = this.#tab.now();
    const isNewStep = now - this.#changed > ROW;
    this.#written = now;
    this.#changed = now;
    if (isNewStep) this.claim();
    this.#enter(isNewStep ? "push" : "replace", next.href);
  }

  #enter(how: "push" | "replace", href: string): void {
    const before = this.#tab.state();
    const state = { ...(typeof before === "object" ? before : null), notebook: this.#mark };
    try {
      this.#tab[how](state, href);
    } catch {
      // The browser has had enough of changes for now: the address stays behind until the next one.
    }
  }
}

export function browserTab(): Tab {
  return {
    now: () => performance.now(),
    later: (act, milliseconds) => void setTimeout(act, milliseconds),
    address: () => new URL(location.href),
    state: () => history.state,
    push: (state, href) => history.pushState(state, "", href),
    replace: (state, href) => history.replaceState(state, "", href),
  };
}

function isMarked(state: unknown, mark: string): boolean {
  return typeof state === "object" && state !== null && "notebook" in state && state.notebook === mark;
}

/** No two notebooks have the same, also in another visit of the page: an entry of the history outlives both. */
function newMark(): string {
  return `${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`;
}
