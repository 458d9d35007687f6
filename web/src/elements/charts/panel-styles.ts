/** Panel's style sheets, which its documents name by addresses of its own site: the page has them, and asks nobody. */

import type { Look } from "./drawing.js";

const SHEETS: Readonly<Record<string, string>> = import.meta.glob(
  [
    "../../../../node_modules/@holoviz/panel/dist/css/**/*.css",
    "../../../../node_modules/@holoviz/panel/dist/bundled/theme/*.css",
  ],
  { query: "?raw", import: "default", eager: true },
);

const ADDRESS = /\/panel\/[^/]+\/dist\/((?:css|bundled\/theme)\/[\w/.-]+\.css)/;

/**
 * The page's colours for what Panel's own theme leaves to its host. The grey is Bokeh's for a slider's bar of which nobody chose the
 * colour, as it stands in the bar's own style.
 */
const LOOK = `:host {
  --panel-primary-color: var(--accent); --panel-on-primary-color: var(--on-accent);
  --panel-background-color: transparent; --panel-on-background-color: var(--ink);
  --panel-surface-color: var(--surface-sunk); --panel-on-surface-color: var(--ink);
  --panel-border-color: var(--line); --text-color: var(--ink);
}
:host(.solid) .bk-btn.bk-btn-primary { color: var(--on-accent); }
.noUi-target { background: var(--surface-sunk); border-color: var(--line-strong); }
.noUi-connect[style*="rgb(230, 230, 230)"] { background-color: var(--accent) !important; }
:host select.bk-input:not([multiple]) { background-image: url('data:image/svg+xml;utf8,<svg viewBox="0 0 25 20" xmlns="http://www.w3.org/2000/svg"><path d="M0 0h25L12.5 20z" fill="gray" /></svg>'); }`;

/** The document or patch with its style sheets in it, instead of their addresses. */
export function styled<Value>(value: Value, look: Look): Value {
  if (typeof value !== "object" || value === null || value instanceof Uint8Array) return value;
  if (Array.isArray(value)) return value.map((each) => styled(each, look)) as Value;
  const record = value as Record<string, unknown>;
  const css = record.name === "ImportedStyleSheet" ? sheetOf(record.attributes, look) : null;
  if (css !== null) return { ...record, name: "InlineStyleSheet", attributes: { css } } as Value;
  return Object.fromEntries(Object.entries(record).map(([name, each]) => [name, styled(each, look)])) as Value;
}

function sheetOf(attributes: unknown, look: Look): string | null {
  const url = String((attributes as { readonly url?: unknown } | undefined)?.url ?? "");
  const path = ADDRESS.exec(url)?.[1];
  if (path === undefined) return null;
  if (path === "bundled/theme/default.css")
    return `${sheet(`bundled/theme/${look.dark ? "dark" : "default"}.css`)}\n${LOOK}`;
  return sheet(path);
}

function sheet(path: string): string | null {
  const text = SHEETS[`../../../../node_modules/@holoviz/panel/dist/${path}`];
  if (text === undefined) return null;
  // What it names by relative addresses is not there: sheets beside it are put in, pictures of spinners are drawn.
  return text
    .replace(/@import url\(['"]([\w.]+)['"]\);/g, (_, name) => sheet(`css/${name}`) ?? "")
    .replace(/url\(['"]?\.\.\/assets\/\w+\.svg['"]?\)/g, "conic-gradient(transparent, black)");
}
