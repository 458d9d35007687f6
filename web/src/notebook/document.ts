/**
 * A notebook as the page holds it: a frozen value, and the edits that make a new one.
 *
 * No DOM, no Python, no clock here. Reading and writing the file is next door in
 * `read.ts` and `write.ts`; what cells gave when they ran is in `state.ts`.
 */

import type { CellConfig, CellId, CellKind, CellText } from "../../../worker/src/wire/messages.js";

/** A value that a decorator or `App(...)` takes: what can be read without running Python. */
export type Literal = string | number | boolean | null | readonly Literal[];

export interface Cell extends CellText {
  /** The cell's text in the file it came from; null once its code, name or configuration changed. */
  readonly raw: string | null;
}

export interface NotebookDocument {
  readonly filename: string;
  /** Everything before the first cell, as written: header, import, version, app. */
  readonly preamble: string;
  /** Comments and docstring above the import. */
  readonly header: string;
  /** The module that the file imports its `App` from, and by which name. */
  readonly framework: string;
  readonly app: Readonly<Record<string, Literal>>;
  readonly cells: readonly Cell[];
  /** Everything after the last cell, as written. */
  readonly ending: string;
  /** How the file ends its lines. Cells always hold "\n". */
  readonly newline: "\n" | "\r\n";
  /** The whole file as it was read; null as soon as anything changed. */
  readonly source: string | null;
  /** Cells get their ids from this count, so that an id never comes twice in a notebook's life. */
  readonly nextId: number;
}

export const DEFAULT_CONFIG: CellConfig = { disabled: false, hideCode: false, column: null };
export const DEFAULT_NAME = "_";
export const SETUP_NAME = "setup";
export const VERSION = "0.1.0";

export const RUN_GUARD = 'if __name__ == "__main__":\n    app.run()\n';

/** A notebook with one empty cell, ready to type in. */
export function emptyNotebook(filename = "notebook.py"): NotebookDocument {
  const document: NotebookDocument = {
    filename,
    preamble: preambleFor("", "cloche", {}),
    header: "",
    framework: "cloche",
    app: {},
    cells: [],
    ending: RUN_GUARD,
    newline: "\n",
    source: null,
    nextId: 1,
  };
  return insertCell(document, 0).document;
}

/** The lines above the first cell, for a notebook that is written anew. */
export function preambleFor(header: string, framework: string, app: Readonly<Record<string, Literal>>): string {
  const head = header.trimEnd() ? `${header.trimEnd()}\n\n` : "";
  return `${head}import ${framework}\n\n__generated_with = "${VERSION}"\n${appConstructor(framework, app)}\n\n`;
}

/** `app = cloche.App(...)`; on several lines when one would be 80 columns or more. */
export function appConstructor(framework: string, app: Readonly<Record<string, Literal>>): string {
  const settings = Object.entries(app).map(([key, value]) => `${key}=${pythonLiteral(value)}`);
  const alias = / as (\w+)$/.exec(framework)?.[1] ?? framework;
  return formatCall(`app = ${alias}.App`, settings);
}

/** `callee(a, b)`, or one argument a line when that is too long for a line of 79. */
export function formatCall(callee: string, args: readonly string[], after = ""): string {
  const line = `${callee}(${args.join(", ")})${after}`;
  if (line.length < 80 || args.length === 0) return line;
  return `${callee}(\n${args.map((arg) => `    ${arg}`).join(",\n")},\n)${after}`;
}

/** A literal as Python writes it, strings in double quotes. */
export function pythonLiteral(value: Literal): string {
  if (value === null) return "None";
  if (value === true) return "True";
  if (value === false) return "False";
  if (typeof value === "string")
    return `"${value.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n")}"`;
  if (typeof value === "number") return String(value);
  return `[${value.map(pythonLiteral).join(", ")}]`;
}

/** What people call the notebook: its `app_title`, else its file name without the ending. */
export function titleOf(document: NotebookDocument): string {
  const title = document.app.app_title;
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

function changed(document: NotebookDocument, changes: Partial<NotebookDocument>): NotebookDocument {
  return { ...document, ...changes, source: null };
}

/** Put a new cell at `index`; the setup cell keeps its place before all others. */
export function insertCell(
  document: NotebookDocument,
  index: number,
  content: Partial<Omit<Cell, "id" | "raw">> = {},
): { document: NotebookDocument; id: CellId } {
  const id = `c${document.nextId}` as CellId;
  const cell: Cell = { id, name: DEFAULT_NAME, code: "", kind: "cell", config: DEFAULT_CONFIG, ...content, raw: null };
  return { document: { ...restoreCell(document, index, cell), nextId: document.nextId + 1 }, id };
}

/** Put a cell that was deleted back where it was, with its id. */
export function restoreCell(document: NotebookDocument, index: number, cell: Cell): NotebookDocument {
  const first = document.cells[0]?.kind === "setup" ? 1 : 0;
  const at = Math.min(Math.max(index, cell.kind === "setup" ? 0 : first), document.cells.length);
  return changed(document, { cells: document.cells.toSpliced(at, 0, cell) });
}

export function removeCell(document: NotebookDocument, id: CellId): NotebookDocument {
  const cells = document.cells.filter((cell) => cell.id !== id);
  return cells.length === document.cells.length ? document : changed(document, { cells });
}

/** Move a cell by `steps` places, up when negative. Nothing passes the setup cell, which never moves. */
export function moveCell(document: NotebookDocument, id: CellId, steps: number): NotebookDocument {
  const from = document.cells.findIndex((cell) => cell.id === id);
  const cell = document.cells[from];
  if (!cell || cell.kind === "setup") return document;
  const first = document.cells[0]?.kind === "setup" ? 1 : 0;
  const to = Math.min(Math.max(from + steps, first), document.cells.length - 1);
  if (to === from) return document;
  return changed(document, { cells: document.cells.toSpliced(from, 1).toSpliced(to, 0, cell) });
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
  return same ? document : changed(document, { cells: document.cells.with(at, { ...cell, ...changes, raw: null }) });
}

/** Give the notebook a title: it is kept in the file as `app_title`. */
export function setTitle(document: NotebookDocument, title: string): NotebookDocument {
  const { app_title: _old, ...others } = document.app;
  const app = title.trim() ? { ...document.app, app_title: title.trim() } : others;
  return changed(document, { app, preamble: replaceConstructor(document, app) });
}

/** The preamble with its `app = …App(…)` written anew and all else as it was. */
function replaceConstructor(document: NotebookDocument, app: NotebookDocument["app"]): string {
  const before = appStatement(document.preamble);
  if (!before) return preambleFor(document.header, document.framework, app);
  return (
    document.preamble.slice(0, before.start) +
    appConstructor(document.framework, app) +
    document.preamble.slice(before.end)
  );
}

/** Where `app = …App(…)` lies in the preamble: it ends at the bracket that closes it. */
export function appStatement(preamble: string): { start: number; end: number } | null {
  const found = /^app *= *\w+\.App *\(/m.exec(preamble);
  if (!found) return null;
  let quote = "";
  for (let at = found.index + found[0].length, depth = 1; at < preamble.length; at++) {
    const letter = preamble[at] ?? "";
    if (quote) {
      if (letter === "\\") at++;
      else if (letter === quote) quote = "";
    } else if (letter === '"' || letter === "'") quote = letter;
    else if ("([{".includes(letter)) depth++;
    else if (")]}".includes(letter) && --depth === 0) return { start: found.index, end: at + 1 };
  }
  return null;
}

const KEYWORDS = new Set(
  (
    "False None True and as assert async await break class continue def del elif else except finally for from global if " +
    "import in is lambda nonlocal not or pass raise return try while with yield"
  ).split(" "),
);

/** Why `name` cannot be a cell's name, or null when it can. */
export function nameProblem(document: NotebookDocument, id: CellId, name: string): string | null {
  if (name === DEFAULT_NAME || name === "") return null;
  if (!/^[\p{L}_][\p{L}\p{N}_]*$/u.test(name)) return "Use letters, digits and underscores, and begin with a letter.";
  if (KEYWORDS.has(name)) return `“${name}” is a word of the Python language.`;
  if (name === SETUP_NAME || name === "app") return `“${name}” has a meaning of its own in notebook files.`;
  if (document.cells.some((cell) => cell.id !== id && cell.name === name)) return `Another cell is called “${name}”.`;
  return null;
}

export type { CellKind };
