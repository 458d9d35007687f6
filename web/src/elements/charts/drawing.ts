/** What a chart's element and its engine say to each other. Engines are heavy: each is a chunk of its own. */

/** A chart as it is on the page. */
export interface Drawing<Picture> {
  /** Become another picture without being built anew; false when that cannot be. */
  update(picture: Picture): Promise<boolean>;
  /** The element's box has another width. */
  resize(): void;
  image(kind: ImageKind): Promise<Blob>;
  close(): void;
}

export type ImageKind = "png" | "svg";

/** How the page looks, for what is drawn on a canvas. */
export interface Look {
  readonly dark: boolean;
  readonly font: string;
  readonly ink: string;
  readonly soft: string;
  readonly line: string;
  readonly surface: string;
  readonly accent: string;
}

/** The page's colours as `host` sees them. */
export function lookOf(host: HTMLElement): Look {
  const style = getComputedStyle(host);
  const token = (name: string, fallback: string) => style.getPropertyValue(name).trim() || fallback;
  const chosen = document.documentElement.dataset.theme;
  const dark = chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  return {
    dark,
    font: token("--font-ui", "sans-serif"),
    ink: token("--ink", dark ? "#eee" : "#111"),
    soft: token("--ink-soft", dark ? "#bbb" : "#444"),
    line: token("--line", dark ? "#444" : "#ddd"),
    surface: token("--surface", dark ? "#111" : "#fff"),
    accent: token("--accent", "#0b6b4d"),
  };
}
