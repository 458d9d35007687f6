/**
 * A notebook in columns. As in marimo's files, the first cell of each column says which it is (`@app.cell(column=1)`), and
 * a cell that says nothing stands below the one before it.
 */

import type { CellId } from "../../../worker/src/wire/messages.js";
import { appConfig, type Cell, type NotebookDocument } from "./document.js";

/** Whether the notebook asks to be shown in columns. */
export function hasColumns(document: NotebookDocument): boolean {
  return appConfig(document).width === "columns";
}

/** The cells of each column, from the first; never an empty list. The setup cell is the first of the first. */
export function columnsOf(document: Pick<NotebookDocument, "cells">): readonly (readonly Cell[])[] {
  const byNumber = new Map<number, Cell[]>([[0, []]]);
  let now = 0;
  for (const cell of document.cells) {
    if (cell.config.column !== null && cell.kind !== "setup") now = Math.max(0, Math.trunc(cell.config.column));
    byNumber.set(now, [...(byNumber.get(now) ?? []), cell]);
  }
  const filled = [...byNumber].sort(([one], [other]) => one - other).filter(([, cells]) => cells.length > 0);
  return filled.length > 0 ? filled.map(([, cells]) => cells) : [[]];
}

/** Which column a cell stands in, and how many there are. */
export function columnOf(document: NotebookDocument, id: CellId): { readonly column: number; readonly count: number } {
  const columns = columnsOf(document);
  return { column: columns.findIndex((cells) => cells.some((cell) => cell.id === id)), count: columns.length };
}

/** The cell at this place of another column; a number past the last makes a new one. The setup cell stays where it is. */
export function moveToColumn(document: NotebookDocument, id: CellId, column: number, place?: number): NotebookDocument {
  const cell = document.cells.find((each) => each.id === id);
  if (!cell || cell.kind === "setup") return document;
  const columns = columnsOf(document).map((cells) => cells.filter((each) => each.id !== id));
  const to = Math.min(Math.max(column, 0), columns.length);
  const target = columns[to] ?? [];
  const first = target[0]?.kind === "setup" ? 1 : 0;
  columns[to] = target.toSpliced(Math.max(place ?? target.length, first), 0, cell);
  return inColumns(document, columns);
}

/** The document with these cells in these columns, each marked as far as the file needs it. */
export function inColumns(document: NotebookDocument, columns: readonly (readonly Cell[])[]): NotebookDocument {
  const filled = columns.filter((cells) => cells.length > 0);
  const cells = filled.flatMap((column, number) =>
    column.map((cell, place) => {
      const isKept = cell.config.column === number || (place === 0 && cell.kind !== "setup");
      const says = isKept ? number : null;
      return cell.config.column === says ? cell : { ...cell, config: { ...cell.config, column: says } };
    }),
  );
  return { ...document, cells };
}
