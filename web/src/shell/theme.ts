/** Light, dark, or as the system says. */

import { signal } from "@preact/signals-core";

export type Theme = "system" | "light" | "dark";

export class ThemeChoice {
  readonly #chosen = signal<Theme>("system");
  readonly #onChosen: (theme: Theme) => void;

  /** Begins with `first`. `onChosen` is told what the person chooses, to remember it. */
  constructor(first: Theme, onChosen: (theme: Theme) => void = () => {}) {
    this.#onChosen = onChosen;
    this.show(first);
  }

  get value(): Theme {
    return this.#chosen.value;
  }

  choose(theme: Theme): void {
    this.show(theme);
    this.#onChosen(theme);
  }

  /** Look like this for this visit. */
  show(theme: Theme): void {
    this.#chosen.value = theme;
    if (theme === "system") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
  }
}
