/** What a chart's element and its engine say to each other. Engines are heavy: each is a chunk of its own. */

import { build } from "../../outputs/build.js";

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

/** Where the system chooses all colours, a chart's words and lines have them too; on a canvas nobody else gives them. */
const SYSTEM_COLOURS = "(forced-colors: active)";

/** What changes the page's colours: a chart is drawn anew. */
export const LOOK_QUERIES = ["(prefers-color-scheme: dark)", "(prefers-contrast: more)", SYSTEM_COLOURS];

/** The page's colours as `host` sees them. */
export function lookOf(host: HTMLElement): Look {
  const style = getComputedStyle(host);
  const token = (name: string, fallback: string) => style.getPropertyValue(name).trim() || fallback;
  const font = token("--font-ui", "sans-serif");
  if (matchMedia(SYSTEM_COLOURS).matches) return systemLook(host, font);
  const chosen = document.documentElement.dataset.theme;
  const dark = chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  return {
    dark,
    font,
    ink: token("--ink", dark ? "#eee" : "#111"),
    soft: token("--ink-soft", dark ? "#bbb" : "#444"),
    line: token("--line", dark ? "#444" : "#ddd"),
    surface: token("--surface", dark ? "#111" : "#fff"),
    accent: token("--accent", "#0b6b4d"),
  };
}

function systemLook(host: HTMLElement, font: string): Look {
  const probe = host.appendChild(build("span", { hidden: true }));
  probe.style.setProperty("forced-color-adjust", "none");
  const colour = (name: string) => {
    probe.style.color = name;
    return getComputedStyle(probe).color;
  };
  const [ink, line, surface, accent] = ["CanvasText", "GrayText", "Canvas", "Highlight"].map(colour) as Colours;
  probe.remove();
  const light = (text: string) =>
    (text.match(/[\d.]+/g) ?? []).slice(0, 3).reduce((sum, each) => sum + Number(each), 0);
  return { dark: light(surface) < light(ink), font, ink, soft: ink, line, surface, accent };
}

type Colours = [string, string, string, string];
