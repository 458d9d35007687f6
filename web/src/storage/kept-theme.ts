/** The theme that the person chose, remembered in this browser. */

const KEY = "cloche-theme";

type Theme = "system" | "light" | "dark";

export function keptTheme(): Theme {
  try {
    const found = localStorage.getItem(KEY);
    return found === "light" || found === "dark" ? found : "system";
  } catch {
    return "system";
  }
}

export function keepTheme(theme: Theme): void {
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // no storage in this browser: the choice holds for this visit
  }
}
