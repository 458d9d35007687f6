/**
 * A notebook file → a document, in the page, before Python is up.
 *
 * A file that parses is read by its syntax tree; one that does not (a merge conflict, an
 * unfinished edit) in pieces: see `recover.ts`. Whatever was in the file is in the document or
 * in its `origin`; nothing is dropped. The Python twin is `kernel/src/cloche/notebook/read.py`;
 * both read the samples in `tests/format/`.
 */

import type { SyntaxNode } from "@lezer/common";
import type { CellId } from "../../../worker/src/wire/messages.js";
import { bareNotebook, type Cell, insertCell, type NotebookDocument, type Option, type Origin } from "./document.js";
import { type Found, findCells } from "./find-cells.js";
import { trimLines } from "./indent.js";
import { piecesOf } from "./recover.js";
import { hasSyntaxError, optionsIn, parse, statementsIn, textOf } from "./syntax.js";

/** The file cannot be shown as a notebook. `problem` and `hint` are for people. */
export class NotebookReadError extends Error {
  constructor(
    readonly code: "not-text" | "not-a-notebook" | "empty-file",
    readonly problem: string,
    readonly hint: string,
  ) {
    super(`${problem} ${hint}`);
    this.name = "NotebookReadError";
  }
}

/** Read a notebook. Raises `NotebookReadError` for what is none; `readScript` takes a plain script. */
export function readNotebook(file: string, filename = "notebook.py"): NotebookDocument {
  const source = plainText(file, filename);
  const tree = parse(source);
  const parts = hasSyntaxError(tree) ? inPieces(source) : inOne(source, statementsIn(tree.topNode));
  if (!parts)
    throw new NotebookReadError(
      "not-a-notebook",
      `${filename} is not a notebook: it has no \`import cloche\` followed by \`app = cloche.App()\`.`,
      "Open it as a script to put its code into cells.",
    );
  return assemble(file, source, filename, parts);
}

/** A plain Python script as a notebook: one cell, or one for each `# %%` line. */
export function readScript(file: string, filename = "notebook.py"): NotebookDocument {
  const source = plainText(file, filename);
  const header = /^(?:#!.*\n)?(?:# \/\/\/ script\n(?:#[^\n]*\n)*?# \/\/\/\n)?/.exec(source)?.[0] ?? "";
  let document = bareNotebook(filename, header.trim());
  for (const part of source.slice(header.length).split(/^# ?%%[^\n]*$/m)) {
    const code = trimLines(part);
    if (code) document = insertCell(document, document.cells.length, { code }).document;
  }
  return document.cells.length ? document : insertCell(document, 0).document;
}

/** The file's text with "\n" line ends. Raises for what no Python source may hold. */
function plainText(file: string, filename: string): string {
  const source = file.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n");
  if (source.includes("\0") || /\p{Surrogate}/u.test(source))
    throw new NotebookReadError("not-text", `${filename} is not a text file.`, "Choose a Python notebook (.py).");
  if (!source.trim())
    throw new NotebookReadError("empty-file", `${filename} is empty.`, "Choose a Python notebook (.py).");
  return source;
}

// ----------------------------------------------------------------- opening

/** The file's beginning: where the import starts and where the app's statement stands. */
interface Opening {
  readonly start: number;
  readonly appStart: number;
  readonly end: number;
  readonly module: "cloche" | "marimo";
  readonly alias: string;
  readonly version: string | null;
  readonly options: readonly Option[];
  /** How many statements it took. */
  readonly count: number;
}

function openingOf(source: string, statements: readonly SyntaxNode[]): Opening | null {
  let imported: { start: number; module: "cloche" | "marimo"; alias: string } | null = null;
  let version: string | null = null;
  for (const [index, node] of statements.entries()) {
    const text = textOf(source, node);
    const found = /^import\s+(cloche|marimo)(?:\s+as\s+(\w+))?\s*(?:,|#|$)/.exec(text);
    if (node.name === "ImportStatement" && !imported && found)
      imported = { start: node.from, module: found[1] === "marimo" ? "marimo" : "cloche", alias: found[2] ?? "" };
    if (node.name !== "AssignStatement" || !imported) continue;
    version = /^__generated_with\s*=\s*["'](.*)["']$/.exec(text)?.[1] ?? version;
    const call = node.getChild("CallExpression");
    const makes = /^app\s*=\s*(\w+)\s*\.\s*App\s*\(/.exec(text)?.[1];
    if (call && makes === (imported.alias || imported.module))
      return {
        ...imported,
        appStart: node.from,
        end: call.to,
        version,
        options: optionsIn(source, call),
        count: index + 1,
      };
  }
  return null;
}

// ------------------------------------------------------------------- parts

interface Parts {
  readonly opening: Opening;
  readonly found: readonly Found[];
  readonly broken: ReadonlySet<number>;
}

function inOne(source: string, statements: readonly SyntaxNode[]): Parts | null {
  const opening = openingOf(source, statements);
  return opening && { opening, found: findCells(source, statements.slice(opening.count)), broken: new Set() };
}

function inPieces(source: string): Parts | null {
  let opening: Opening | null = null;
  const found: Found[] = [];
  const broken = new Set<number>();
  for (const piece of piecesOf(source)) {
    let cells: readonly Found[] = piece.broken ? [piece.broken] : [];
    if (!piece.broken) {
      const statements = statementsIn(parse(piece.text).topNode);
      const first: Opening | null = opening ? null : openingOf(piece.text, statements);
      opening ??= first;
      cells = findCells(piece.text, statements.slice(first?.count ?? 0));
    }
    if (!opening) return null;
    for (const { cell, start, end } of cells) {
      if (piece.broken) broken.add(found.length);
      found.push({ cell, start: start + piece.start, end: end + piece.start });
    }
  }
  return opening && { opening, found, broken };
}

function assemble(file: string, source: string, filename: string, { opening, found, broken }: Parts): NotebookDocument {
  let at = opening.end;
  const cells: Cell[] = [];
  const blocks = found.map(({ cell, start, end }, index) => {
    const block = { gap: source.slice(at, start), text: source.slice(start, end), isBroken: broken.has(index) };
    cells.push({ id: `c${index + 1}` as CellId, ...cell, place: index });
    at = end;
    return block;
  });
  const { module, alias, version, options } = opening;
  const header = source.slice(0, opening.start).trim();
  const preamble = source.slice(opening.start, opening.appStart);
  const app = source.slice(opening.appStart, opening.end);
  const origin: Origin = { text: file, preamble, app, blocks, footer: source.slice(at), cells, header, options };
  return { filename, header, module, alias, version, options, cells, origin, nextId: cells.length + 1 };
}
