/**
 * The person goes elsewhere in this page: back, forward, or to another `#…`. What happens before there is anybody to
 * follow is followed then.
 */
export class Moves {
  readonly #window: Pick<Window, "addEventListener" | "removeEventListener">;
  #follow: ((isLate: boolean) => void) | null = null;
  #isMissed = false;
  readonly #listener = (): void => {
    if (this.#follow) this.#follow(false);
    else this.#isMissed = true;
  };

  constructor(window: Pick<Window, "addEventListener" | "removeEventListener">) {
    this.#window = window;
    window.addEventListener("popstate", this.#listener);
  }

  /** From now on; once at once, `isLate`, if there was a move before. */
  followedBy(follow: (isLate: boolean) => void): void {
    this.#follow = follow;
    if (this.#isMissed) follow(true);
    this.#isMissed = false;
  }

  close(): void {
    this.#window.removeEventListener("popstate", this.#listener);
  }
}
