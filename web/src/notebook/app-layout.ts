/**
 * How the app view lays out a notebook's cells: below each other, on a grid, as slides.
 *
 * The file names it in `App(layout_file=...)`, as marimo's do: a JSON file beside the notebook, or all of it in a `data:`
 * address. There its cells stand by their place in the file; here they go by id, so that a layout survives edits of the
 * notebook. What a newer program may have put into a layout is kept. Slides are composed in `slides.ts`, rectangles moved
 * in `grid.ts`; how a layout looks is `web/src/shell/`.
 */

import type { CellId } from "../../../worker/src/wire/messages.js";
import { base64ToText, textToBase64 } from "./base64.js";
import { appConfig, type Literal, type NotebookDocument, type Option, pythonString } from "./document.js";

export type LayoutType = "vertical" | "grid" | "slides";

type Settings = { readonly [key: string]: Literal };

/** A layout that is not vertical. */
export interface AppLayout {
  readonly type: Exclude<LayoutType, "vertical">;
  /** What is said of the whole. */
  readonly settings: Settings;
  /** What is said of each cell. */
  readonly cells: Readonly<Record<CellId, Settings>>;
}

/** A layout, or why there is none: null for no reason, as the notebook asks for none. */
export interface FoundLayout {
  readonly layout: AppLayout | null;
  readonly problem: string | null;
}

export const NEW_LAYOUTS: Readonly<Record<AppLayout["type"], AppLayout>> = {
  grid: { type: "grid", settings: { columns: 24, rowHeight: 20, maxWidth: 1400, bordered: true }, cells: {} },
  slides: { type: "slides", settings: { deck: {} }, cells: {} },
};

const OPTION = "layout_file";
const NONE: FoundLayout = { layout: null, problem: null };

/** The file beside the notebook that holds its layout; null where none does. */
export function layoutPath(document: NotebookDocument): string | null {
  if (document.layout !== undefined) return null;
  const path = appConfig(document)[OPTION];
  return typeof path === "string" && path && !path.startsWith("data:") ? path : null;
}

/** The notebook's layout. `beside` is the text of the file at `layoutPath`: undefined while unknown, null for no such file. */
export function layoutOf(document: NotebookDocument, beside: string | null | undefined): FoundLayout {
  if (document.layout !== undefined) return { layout: document.layout, problem: null };
  const value = appConfig(document)[OPTION];
  if (typeof value !== "string" || !value) return NONE;
  const path = layoutPath(document);
  if (path === null) {
    const text = textIn(value);
    return text === null ? broken("The layout in this notebook’s file is damaged.") : placed(document, text);
  }
  if (beside === undefined) return NONE;
  return beside === null ? broken(`The layout file \`${path}\` is not beside the notebook.`) : placed(document, beside);
}

/** The document as it is to be written: with its layout in the file, where it is not there or beside it already. */
export function withLayoutWritten(document: NotebookDocument, beside: string | null | undefined): NotebookDocument {
  const { layout: chosen, ...rest } = document;
  const { layout } = layoutOf(document, beside);
  if (chosen === undefined && (!layout || isInFileOrder(document))) return document;
  const at = document.options.findIndex(({ name }) => name === OPTION);
  if (!layout) return at < 0 ? rest : { ...rest, options: document.options.toSpliced(at, 1) };
  const option = optionOf(document, layout);
  return { ...rest, options: at < 0 ? [...document.options, option] : document.options.with(at, option) };
}

/** The JSON of a layout, as marimo's files have it. */
export function layoutText(document: NotebookDocument, { type, settings, cells }: AppLayout): string {
  const unplaced: Settings = type === "grid" ? { position: null } : {};
  const data = { ...settings, cells: document.cells.map(({ id }) => cells[id] ?? unplaced) };
  return JSON.stringify({ type, data });
}

/** The layout with this said of a cell; what is undefined is no longer said. */
export function withCell(
  layout: AppLayout,
  id: CellId,
  changes: Readonly<Record<string, Literal | undefined>>,
): AppLayout {
  return { ...layout, cells: { ...layout.cells, [id]: changed(layout.cells[id] ?? {}, changes) } };
}

export function withSettings(layout: AppLayout, changes: Readonly<Record<string, Literal | undefined>>): AppLayout {
  return { ...layout, settings: changed(layout.settings, changes) };
}

function changed(settings: Settings, changes: Readonly<Record<string, Literal | undefined>>): Settings {
  const next = new Map<string, Literal>(Object.entries(settings));
  for (const [key, value] of Object.entries(changes)) {
    if (value === undefined) next.delete(key);
    else next.set(key, value);
  }
  return Object.fromEntries(next);
}

function optionOf(document: NotebookDocument, layout: AppLayout): Option {
  const value = `data:application/json;base64,${textToBase64(layoutText(document, layout))}`;
  return { name: OPTION, source: pythonString(value), value };
}

function textIn(url: string): string | null {
  const [, base64] = /^data:[^,]*;base64,(.*)$/s.exec(url) ?? [];
  return base64 === undefined ? null : base64ToText(base64);
}

/** Whether a layout by places still means what it meant in the file. */
function isInFileOrder({ origin, cells }: NotebookDocument): boolean {
  return origin === null || (cells.length === origin.cells.length && cells.every(({ place }, at) => place === at));
}

/** A layout's text → the layout of these cells, which the file has in another order perhaps. */
function placed(document: NotebookDocument, text: string): FoundLayout {
  const { type, data } = recordIn(parsed(text));
  const content = recordIn(data);
  if (type === "vertical") return NONE;
  if (type !== "grid" && type !== "slides")
    return broken(typeof type === "string" ? `This page does not know the layout “${type.slice(0, 40)}”.` : DAMAGED);
  const { cells = [], ...settings } = content;
  if (!Array.isArray(cells)) return broken(DAMAGED);
  if (type === "grid" && ![settings.columns, settings.rowHeight].every(isSize)) return broken(DAMAGED);
  const byId: Record<CellId, Settings> = {};
  for (const { id, place } of document.cells) {
    const entry = place === null ? undefined : cells[place];
    if (entry !== undefined) byId[id] = recordIn(entry);
  }
  return { layout: { type, settings, cells: byId }, problem: null };
}

const DAMAGED = "This notebook’s layout is damaged.";

function broken(problem: string): FoundLayout {
  return { layout: null, problem };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function recordIn(found: unknown): Record<string, Literal> {
  return typeof found === "object" && found !== null && !Array.isArray(found) ? (found as Record<string, Literal>) : {};
}

function isSize(found: unknown): boolean {
  return typeof found === "number" && Number.isFinite(found) && found >= 1;
}
