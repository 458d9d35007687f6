/**
 * A notebook as the page holds it: a frozen value, and the edits that make a new one.
 *
 * No DOM, no Python, no clock here. Reading and writing the file is next door in
 * `read.ts` and `write.ts`; what cells gave when they ran is in `state.ts`.
 */

import type { CellConfig, CellId, CellText } from "../../../worker/src/wire/messages.js";
import type { AppLayout } from "./app-layout.js";
import { type Runtime, withRuntime } from "./header.js";

/** A value that can be read from a file without running Python. */
export type Literal = string | number | boolean | null | readonly Literal[] | { readonly [key: string]: Literal };

/** A keyword argument as written. `value` is undefined where the source is no literal; the source is kept. */
export interface Option {
  readonly name: string;
  readonly source: string;
  readonly value?: Literal | undefined;
}

export interface Cell extends CellText {
  /** Options of the decorator that Cloche has no use for but must not lose. */
  readonly extra: readonly Option[];
  /** Which cell of the file this was, from 0; null for a new one. */
  readonly place: number | null;
}

/** Where a cell stood in the file, and what stood between it and the lines above. */
export interface Block {
  readonly gap: string;
  readonly text: string;
  /** These lines keep the file from being Python. */
  readonly isBroken: boolean;
}

/** The file a notebook was read from, in the pieces that an edit leaves alone. Lines end in "\n" in all but `text`. */
export interface Origin {
  readonly text: string;
  /** From the import to the statement that makes the app, and that statement. */
  readonly preamble: string;
  readonly app: string;
  readonly blocks: readonly Block[];
  readonly footer: string;
  readonly cells: readonly Cell[];
  readonly header: string;
  readonly options: readonly Option[];
}

export interface NotebookDocument {
  readonly filename: string;
  /** What stands above the import: comments, docstring, declared dependencies. */
  readonly header: string;
  readonly module: "cloche" | "marimo";
  readonly alias: string;
  /** What wrote the file, by its own words. */
  readonly version: string | null;
  /** What stands in the brackets of `App(...)`. */
  readonly options: readonly Option[];
  readonly cells: readonly Cell[];
  readonly origin: Origin | null;
  /** The app view's layout as it was chosen since the file was read, null for none; missing: as the file says (`app-layout.ts`). */
  readonly layout?: AppLayout | null | undefined;
  /** Cells get their ids from this count, so that an id never comes twice in a notebook's life. */
  readonly nextId: number;
}

export const DEFAULT_CONFIG: CellConfig = { disabled: false, hideCode: false, column: null };
export const DEFAULT_NAME = "_";
export const SETUP_NAME = "setup";

const BLANK: Omit<NotebookDocument, "filename"> = {
  header: "",
  module: "cloche",
  alias: "",
  version: null,
  options: [],
  cells: [],
  origin: null,
  nextId: 1,
};

/** A notebook without cells. */
export function bareNotebook(filename: string, header = ""): NotebookDocument {
  return { ...BLANK, filename, header };
}

/** A notebook with one empty cell, ready to type in. */
export function emptyNotebook(filename = "notebook.py"): NotebookDocument {
  return insertCell(bareNotebook(filename), 0).document;
}

/** The options of `App(...)` whose value is written out. */
export function appConfig(document: NotebookDocument): Readonly<Record<string, Literal>> {
  const config: Record<string, Literal> = {};
  for (const { name, value } of document.options) if (value !== undefined) config[name] = value;
  return config;
}

/** A string as Python writes it, in double quotes unless it holds some. */
export function pythonString(text: string): string {
  const quote = text.includes('"') && !text.includes("'") ? "'" : '"';
  const escaped = text.replaceAll("\\", "\\\\").replaceAll("\n", "\\n").replaceAll("\r", "\\r").replaceAll("\t", "\\t");
  return quote + escaped.replaceAll(quote, `\\${quote}`) + quote;
}

/** What people call the notebook: its `app_title`, else its file name without the ending. */
export function titleOf(document: NotebookDocument): string {
  const title = appConfig(document).app_title;
  if (typeof title === "string" && title.trim()) return title;
  const stem = document.filename.replace(/\.py$/, "").replaceAll("_", " ").trim();
  return stem === "notebook" || !stem ? "Untitled notebook" : stem;
}

export function cellAt(document: NotebookDocument, id: CellId): Cell | undefined {
  return document.cells.find((cell) => cell.id === id);
}

/** What crosses the wire of a cell. */
export function cellText({ id, name, code, kind, config }: Cell): CellText {
  return { id, name, code, kind, config };
}

// ------------------------------------------------------------------- edits

/** Put a new cell at `index`; the setup cell keeps its place before all others. */
export function insertCell(
  document: NotebookDocument,
  index: number,
  content: Partial<Omit<Cell, "id" | "place">> = {},
): { document: NotebookDocument; id: CellId } {
  const id = `c${document.nextId}` as CellId;
  const fresh = { name: DEFAULT_NAME, code: "", kind: "cell", config: DEFAULT_CONFIG, extra: [] } as const;
  const cell: Cell = { id, ...fresh, ...content, place: null };
  return { document: { ...restoreCell(document, index, cell), nextId: document.nextId + 1 }, id };
}

/** Put a cell that was deleted back where it was, with its id. */
export function restoreCell(document: NotebookDocument, index: number, cell: Cell): NotebookDocument {
  const first = document.cells[0]?.kind === "setup" ? 1 : 0;
  const at = Math.min(Math.max(index, cell.kind === "setup" ? 0 : first), document.cells.length);
  return { ...document, cells: document.cells.toSpliced(at, 0, cell) };
}

export function removeCell(document: NotebookDocument, id: CellId): NotebookDocument {
  const cells = document.cells.filter((cell) => cell.id !== id);
  return cells.length === document.cells.length ? document : { ...document, cells };
}

/** Move a cell by `steps` places, up when negative. Nothing passes the setup cell, which never moves. */
export function moveCell(document: NotebookDocument, id: CellId, steps: number): NotebookDocument {
  const from = document.cells.findIndex((cell) => cell.id === id);
  const cell = document.cells[from];
  if (!cell || cell.kind === "setup") return document;
  const first = document.cells[0]?.kind === "setup" ? 1 : 0;
  const to = Math.min(Math.max(from + steps, first), document.cells.length - 1);
  if (to === from) return document;
  return { ...document, cells: document.cells.toSpliced(from, 1).toSpliced(to, 0, cell) };
}

/** Change what a cell says or is called. The same values give the same document back. */
export function changeCell(
  document: NotebookDocument,
  id: CellId,
  changes: Partial<Pick<Cell, "code" | "name" | "kind" | "config">>,
): NotebookDocument {
  const at = document.cells.findIndex((cell) => cell.id === id);
  const cell = document.cells[at];
  if (!cell) return document;
  const same = (Object.keys(changes) as (keyof typeof changes)[]).every((key) => cell[key] === changes[key]);
  return same ? document : { ...document, cells: document.cells.with(at, { ...cell, ...changes }) };
}

/** Give the notebook a title: it is kept in the file as `app_title`, in the place where it stood. */
export function setTitle(document: NotebookDocument, title: string): NotebookDocument {
  const value = title.trim();
  const at = document.options.findIndex((option) => option.name === "app_title");
  if (!value) return { ...document, options: document.options.filter((_, index) => index !== at) };
  const option: Option = { name: "app_title", source: pythonString(value), value };
  const options = at < 0 ? [...document.options, option] : document.options.with(at, option);
  return { ...document, options };
}

/** Another layout for the app view. */
export function setLayout(document: NotebookDocument, layout: AppLayout | null): NotebookDocument {
  return { ...document, layout };
}

/** How the notebook wants to be run: a line of its header. */
export function setRuntime(document: NotebookDocument, wishes: Partial<Runtime>): NotebookDocument {
  const header = withRuntime(document.header, wishes, document.module);
  return header === document.header ? document : { ...document, header };
}

const KEYWORDS = new Set(
  (
    "False None True and as assert async await break class continue def del elif else except finally for from global if " +
    "import in is lambda nonlocal not or pass raise return try while with yield"
  ).split(" "),
);

/** The name that is meant by what a person typed: “my square!” is `my_square`. */
export function nameFrom(typed: string): string {
  const name = typed.trim().replace(/[^\p{L}\p{N}_]+/gu, "_");
  const bare = name === typed.trim() ? name : name.replace(/^_+|_+$/g, "");
  return /^\p{N}/u.test(bare) ? `cell_${bare}` : bare;
}

/** Why `name` cannot be a cell's name, or null when it can. */
export function nameProblem(document: NotebookDocument, id: CellId, name: string): string | null {
  if (name === DEFAULT_NAME || name === "") return null;
  if (!/^[\p{L}_][\p{L}\p{N}_]*$/u.test(name)) return "Use letters, digits and underscores, and begin with a letter.";
  if (KEYWORDS.has(name)) return `“${name}” is a word of the Python language.`;
  if (name === SETUP_NAME || name === "app") return `“${name}” has a meaning of its own in notebook files.`;
  if (document.cells.some((cell) => cell.id !== id && cell.name === name)) return `Another cell is called “${name}”.`;
  return null;
}
