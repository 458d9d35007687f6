/**
 * A notebook file → a document, in the page, before Python is up.
 *
 * A file that parses is read by its syntax tree; one that does not (a merge conflict, an
 * unfinished edit) in pieces: see `recover.ts`. Whatever was in the file is in the document or
 * in its `origin`; nothing is dropped. The Python twin is `kernel/src/cloche/notebook/read.py`;
 * both read the samples in `tests/format/`.
 */

import type { SyntaxNode, Tree } from "@lezer/common";
import type { CellId } from "../../../worker/src/wire/messages.js";
import { bareNotebook, type Cell, insertCell, type NotebookDocument, type Origin } from "./document.js";
import { type Found, findCells, oneSetup } from "./find-cells.js";
import { trimLines } from "./indent.js";
import { damagedOpening, mended, type Opening, openingOf } from "./opening.js";
import { piecesOf } from "./recover.js";
import { hasSyntaxError, parse, parseInSlices, statementsIn } from "./syntax.js";

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
  return documentOf(file, source, filename, hasSyntaxError(tree) ? inPieces(source) : inOne(source, tree));
}

/** Statements looked at in one go. */
const SLICE = 200;

/** The same with pauses, in which the page can do other things: a file of a thousand cells takes a while. */
export async function readInSlices(
  file: string,
  filename: string,
  pause: () => Promise<unknown>,
): Promise<NotebookDocument> {
  const source = plainText(file, filename);
  const tree = await parseInSlices(source, pause);
  if (hasSyntaxError(tree)) return documentOf(file, source, filename, inPieces(source));
  const whole = wholeOf(source, tree);
  const found: Found[] = [];
  for (let at = 0; whole && at < whole.statements.length; at += SLICE) {
    if (at > 0) await pause();
    found.push(...findCells(source, whole.statements.slice(at, at + SLICE)));
  }
  return documentOf(file, source, filename, whole && partsOf(whole.opening, found));
}

function documentOf(file: string, source: string, filename: string, parts: Parts | null): NotebookDocument {
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

// ------------------------------------------------------------------- parts

interface Parts {
  readonly opening: Opening;
  readonly found: readonly Found[];
  readonly broken: ReadonlySet<number>;
}

function inOne(source: string, tree: Tree): Parts | null {
  const whole = wholeOf(source, tree);
  return whole && partsOf(whole.opening, findCells(source, whole.statements));
}

/** The opening of a file that parses, and the statements after it. */
function wholeOf(source: string, tree: Tree): { opening: Opening; statements: readonly SyntaxNode[] } | null {
  const statements = statementsIn(tree.topNode);
  const opening = openingOf(source, statements);
  return opening && { opening, statements: statements.slice(opening.count) };
}

function partsOf(opening: Opening, found: readonly Found[]): Parts {
  return { opening, found: oneSetup(found), broken: new Set() };
}

function inPieces(source: string): Parts | null {
  const opening = damagedOpening(source);
  if (!opening) return null;
  const found: Found[] = [];
  const broken = new Set<number>();
  for (const piece of piecesOf(source.slice(opening.end))) {
    const cells = piece.broken ? [piece.broken] : findCells(piece.text, statementsIn(parse(piece.text).topNode));
    const at = opening.end + piece.start;
    for (const { cell, start, end } of cells) {
      if (piece.broken) broken.add(found.length);
      found.push({ cell, start: start + at, end: end + at });
    }
  }
  return { opening, found: oneSetup(found), broken };
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
  const header = mended(source.slice(0, opening.start)).trim();
  const preamble = source.slice(opening.start, opening.appStart);
  const app = source.slice(opening.appStart, opening.end);
  const origin: Origin = { text: file, preamble, app, blocks, footer: source.slice(at), cells, header, options };
  return { filename, header, module, alias, version, options, cells, origin, nextId: cells.length + 1 };
}
