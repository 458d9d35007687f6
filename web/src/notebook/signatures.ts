/** What the function around each cell takes and gives: the kernel's word where it is known, else the page's reading. */

import type { CellAnalysis, CellId, CellKind } from "../../../worker/src/wire/messages.js";
import { BUILTINS } from "./builtins.js";
import type { Cell } from "./document.js";
import { type Names, namesIn } from "./names.js";
import { hasSyntaxError, parse } from "./syntax.js";

export interface Signature {
  readonly kind: CellKind;
  readonly params: readonly string[];
  readonly returns: readonly string[];
  readonly isAsync: boolean;
}

interface Reading {
  readonly names: Names;
  /** It may stand in a function. */
  readonly isWhole: boolean;
}

/** Cells are frozen: what was read in one holds as long as there is that cell, so that an edit costs one reading. */
const readings = new WeakMap<Cell, Reading>();

export type Analyses = ReadonlyMap<CellId, CellAnalysis>;

/** Signatures by the page's own reading of all cells together. */
export function readSignatures(cells: readonly Cell[]): Map<CellId, Signature> {
  const names = new Map(cells.map((cell) => [cell.id, readingOf(cell).names]));
  const given = new Set(cells.filter(isTopLevel).flatMap((cell) => names.get(cell.id)?.defs ?? []));
  const readers = new Map<string, number>();
  for (const { refs } of names.values()) for (const name of refs) readers.set(name, (readers.get(name) ?? 0) + 1);
  const defined = new Set([...names.values()].flatMap(({ defs }) => defs));
  const signatures = new Map<CellId, Signature>();
  for (const cell of cells) {
    const own = names.get(cell.id);
    if (!own) continue;
    const ownDefs = new Set(own.defs);
    const isFree = (name: string) =>
      defined.has(name) && !given.has(name) && !ownDefs.has(name) && (!BUILTINS.has(name) || defined.has(name));
    const isReadElsewhere = (name: string) => (readers.get(name) ?? 0) > (own.refs.includes(name) ? 1 : 0);
    signatures.set(cell.id, {
      kind: kindNow(cell),
      params: own.refs.filter(isFree),
      returns: own.defs.filter(isReadElsewhere),
      isAsync: own.isAsync,
    });
  }
  return signatures;
}

/** The page's reading, corrected by what the kernel found in cells whose code it knows. */
export function signaturesOf(cells: readonly Cell[], analyses: Analyses): Map<CellId, Signature> {
  const signatures = readSignatures(cells);
  const isComplete = cells.every((cell) => analyses.has(cell.id));
  for (const [id, found] of analyses) {
    const read = signatures.get(id);
    if (!read) continue;
    // A cell that the kernel does not know yet may have begun to read a name: what it found, and what is new.
    const returns = isComplete ? found.returns : [...new Set([...found.returns, ...read.returns])].sort();
    signatures.set(id, { ...found, returns });
  }
  return signatures;
}

function readingOf(cell: Cell): Reading {
  const known = readings.get(cell);
  if (known) return known;
  const { code } = cell;
  const reading = { names: namesIn(code), isWhole: !hasSyntaxError(parse(code)) && !/^[ \t]/.test(code) };
  readings.set(cell, reading);
  return reading;
}

/** Code that cannot stand in a function is kept as a string. */
function kindNow(cell: Cell): CellKind {
  if (cell.kind === "setup") return "setup";
  if (!cell.code.trim()) return "cell";
  if (!readingOf(cell).isWhole) return "unparsable";
  return cell.kind === "unparsable" ? "cell" : cell.kind;
}

function isTopLevel(cell: Cell): boolean {
  return cell.kind === "setup" || cell.kind === "function" || cell.kind === "class";
}
