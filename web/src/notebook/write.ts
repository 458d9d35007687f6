/**
 * A document → the notebook file that `python notebook.py` runs.
 *
 * What nobody edited is written back as it was read, byte for byte. A cell is written anew when
 * its text, name or options changed, or when an edit elsewhere changed what it takes or gives.
 * The Python twin is `kernel/src/cloche/notebook/write.py`.
 */

import type { CellId } from "../../../worker/src/wire/messages.js";
import { withLayoutWritten } from "./app-layout.js";
import type { Cell, NotebookDocument, Origin } from "./document.js";
import { appText, cellText } from "./layout.js";
import { mended } from "./opening.js";
import { type Analyses, readSignatures, type Signature, signaturesOf } from "./signatures.js";

export type { Analyses } from "./signatures.js";

/** What new files say wrote them. */
export const VERSION = "0.1.0";
const GUARD = 'if __name__ == "__main__":\n    app.run()\n';
/** Between two cells: two empty lines. */
const BLANK = "\n\n\n";

/**
 * The file's text. `analyses` holds the kernel's findings for cells whose present code it knows, `layoutFile` what is
 * known of a layout in a file beside the notebook.
 */
export function writeNotebook(
  found: NotebookDocument,
  analyses: Analyses = new Map(),
  layoutFile?: string | null,
): string {
  const document = withLayoutWritten(found, layoutFile);
  const { origin } = document;
  if (origin && isUntouched(document, origin)) return origin.text;
  const now = signaturesOf(document.cells, analyses);
  if (!origin) return writeAnew(document, now);
  const text = writeEdited(document, origin, now).replaceAll("\n", origin.text.includes("\r\n") ? "\r\n" : "\n");
  return origin.text.startsWith("\uFEFF") ? `\uFEFF${text}` : text;
}

/** The file of this notebook as if it had never been read from one. */
export function writeAnew(document: NotebookDocument, now: ReadonlyMap<CellId, Signature>): string {
  const first = document.cells[0];
  let separator = first && (now.get(first.id) ?? first).kind === "setup" ? "\n\n" : BLANK;
  let text = headerOf(document) + preambleOf(document) + appText(document.alias || document.module, document.options);
  for (const cell of document.cells) {
    const body = cellText(cell, now.get(cell.id) ?? nothing(cell));
    if (!body) continue;
    text += separator + body;
    separator = BLANK;
  }
  return text + BLANK + GUARD;
}

function headerOf({ header }: NotebookDocument): string {
  return header.trim() ? `${header.trim()}\n\n` : "";
}

function preambleOf({ module, alias, version }: NotebookDocument): string {
  return `import ${module}${alias ? ` as ${alias}` : ""}\n\n__generated_with = "${version ?? VERSION}"\n`;
}

function nothing(cell: Cell): Signature {
  return { kind: cell.kind, params: [], returns: [], isAsync: false };
}

function isUntouched(document: NotebookDocument, origin: Origin): boolean {
  return (
    document.header === origin.header &&
    sameOptions(document, origin) &&
    document.cells.length === origin.cells.length &&
    document.cells.every((cell, at) => cell.place === at && isSameCell(cell, origin.cells[at]))
  );
}

function sameOptions(document: NotebookDocument, origin: Origin): boolean {
  return JSON.stringify(document.options) === JSON.stringify(origin.options);
}

function isSameCell(cell: Cell, before: Cell | undefined): boolean {
  if (cell === before) return true;
  return (
    before !== undefined &&
    cell.code === before.code &&
    cell.name === before.name &&
    cell.config.disabled === before.config.disabled &&
    cell.config.hideCode === before.config.hideCode &&
    cell.config.column === before.config.column &&
    (cell.kind === before.kind || before.kind !== "setup")
  );
}

// ------------------------------------------------------------------ edited

function writeEdited(document: NotebookDocument, origin: Origin, now: ReadonlyMap<CellId, Signature>): string {
  const source = origin.text.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n");
  const above = source.slice(0, source.indexOf(origin.preamble));
  const header = document.header === origin.header ? mended(above) : headerOf(document);
  const app = sameOptions(document, origin) ? origin.app : appText(document.alias || document.module, document.options);
  return [header, mended(origin.preamble), app, ...cellsOf(document, origin, now), footerOf(document, origin)].join("");
}

/** The text of each cell, with what goes before it. */
function* cellsOf(document: NotebookDocument, origin: Origin, now: ReadonlyMap<CellId, Signature>): Iterable<string> {
  const earlier = readSignatures(origin.cells);
  const later = readSignatures(document.cells);
  const strays = straysOf(document, origin);
  let above: number | null = -1;
  for (const cell of document.cells) {
    const at = cell.place;
    const block = at === null ? undefined : origin.blocks[at];
    const before = at === null ? undefined : origin.cells[at];
    const isKept =
      block !== undefined &&
      before !== undefined &&
      !block.isBroken &&
      isSameCell(cell, before) &&
      sameSignature(earlier.get(before.id), later.get(cell.id));
    const signature = now.get(cell.id) ?? nothing(cell);
    const body = isKept ? block.text : cellText(cell, signature);
    if (!body) continue;
    const stray = at === null ? undefined : strays.get(at);
    if (block && at !== null && above === at - 1 && !isTorn(origin, at)) yield block.gap;
    else if (stray) yield BLANK + stray + BLANK;
    else yield above === -1 && signature.kind === "setup" ? "\n\n" : BLANK;
    yield body;
    above = at;
  }
}

function sameSignature(one: Signature | undefined, other: Signature | undefined): boolean {
  return (
    one?.isAsync === other?.isAsync &&
    one?.params.join() === other?.params.join() &&
    one?.returns.join() === other?.returns.join()
  );
}

/** Whether the cell, or the one above it, has to be mended: then what lay between is mended as well. */
function isTorn(origin: Origin, at: number): boolean {
  return (origin.blocks[at]?.isBroken ?? false) || (origin.blocks[at - 1]?.isBroken ?? false);
}

/**
 * Comments and statements between the cells, by the cell they go before now. What stood before
 * a cell that is gone goes before the next one that is not; the number of blocks is the end.
 */
function straysOf(document: NotebookDocument, origin: Origin): Map<number, string> {
  const present = new Set(document.cells.map((cell) => cell.place));
  const found = new Map<number, string>();
  let carried: string[] = [];
  for (const [at, block] of origin.blocks.entries()) {
    if (block.gap.trim()) carried.push(block.gap.replace(/^\n+|\n+$/g, ""));
    if (!present.has(at) || carried.length === 0) continue;
    found.set(at, carried.join(BLANK));
    carried = [];
  }
  if (carried.length > 0) found.set(origin.blocks.length, carried.join(BLANK));
  return found;
}

function footerOf(document: NotebookDocument, origin: Origin): string {
  const stray = straysOf(document, origin).get(origin.blocks.length);
  // A file may end with its last cell; then a cell added to it is the last.
  if (!origin.footer.trim() || !stray) return origin.footer;
  return BLANK + stray + BLANK + origin.footer.trimStart();
}
