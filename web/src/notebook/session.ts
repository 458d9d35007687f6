/**
 * What cells showed when the notebook last ran, as `kernel/src/cloche/export/session.py` writes it: the page shows it
 * until Python has something newer. A cell is known by its code, to the letter; one that was edited since shows nothing.
 */

import type { Bundle, CellError, CellId } from "../../../worker/src/wire/messages.js";
import type { NotebookDocument } from "./document.js";
import { type CellRun, type ConsoleChunk, NEVER_RAN } from "./state.js";

export interface ShownCell {
  readonly code: string;
  readonly output: Bundle | null;
  readonly console: readonly ConsoleChunk[];
  readonly error: CellError | null;
  readonly milliseconds: number;
}

const VERSION = 1;

/** The cells of a session's file. One of another version, or what is none, has none. */
export function readSession(file: unknown): readonly ShownCell[] {
  const session = file as { version?: unknown; cells?: unknown } | null;
  return session?.version === VERSION && Array.isArray(session.cells) ? session.cells : [];
}

/** How each cell starts whose code is still that of the session: with old things to show, and stale. */
export function runsBefore(document: NotebookDocument, shown: readonly ShownCell[]): ReadonlyMap<CellId, CellRun> {
  const left = new Map<string, ShownCell[]>();
  for (const cell of shown) left.set(cell.code, [...(left.get(cell.code) ?? []), cell]);
  const runs = new Map<CellId, CellRun>();
  for (const { id, code } of document.cells) {
    const before = left.get(code)?.shift();
    if (!before) continue;
    const { output, console, error, milliseconds } = before;
    runs.set(id, { ...NEVER_RAN, output, outputIsOld: output !== null, console, error, milliseconds });
  }
  return runs;
}
