/** Light, dark, or as the system says. The choice is remembered in this browser. */

import { signal } from "@preact/signals-core";

export type Theme = "system" | "light" | "dark";

const KEY = "cloche-theme";

export class ThemeChoice {
  readonly #chosen = signal<Theme>("system");

  /** `asked` is what the address wants: it wins for this visit and is not remembered. */
  constructor(asked: "light" | "dark" | null) {
    this.#apply(asked ?? remembered());
  }

  get value(): Theme {
    return this.#chosen.value;
  }

  choose(theme: Theme): void {
    this.#apply(theme);
    try {
      localStorage.setItem(KEY, theme);
    } catch {
      // no storage in this browser: the choice holds for this visit
    }
  }

  /** Look like this for this visit; not remembered. */
  show(theme: Theme): void {
    this.#apply(theme);
  }

  #apply(theme: Theme): void {
    this.#chosen.value = theme;
    if (theme === "system") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
  }
}

function remembered(): Theme {
  try {
    const found = localStorage.getItem(KEY);
    return found === "light" || found === "dark" ? found : "system";
  } catch {
    return "system";
  }
}
