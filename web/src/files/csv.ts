/** The first rows of a table in text. The parser is fetched when somebody looks at one. */

import { parse } from "papaparse";

export interface Table {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** There are more rows, or more of the file. */
  readonly isCut: boolean;
  /** Columns that are left out. */
  readonly more: number;
}

export interface TableSize {
  readonly rows: number;
  readonly columns: number;
}

/** Read text that may end in the middle of a row (`isWhole` false): that row is left out. */
export function readTable(text: string, isWhole: boolean, most: TableSize): Table {
  const { data } = parse<string[]>(text, {
    delimiter: delimiterOf(text),
    preview: most.rows + 2,
    skipEmptyLines: "greedy",
  });
  const wasCut = data.length > most.rows + 1;
  const rows = wasCut ? data.slice(0, most.rows + 1) : isWhole ? data : data.slice(0, Math.max(1, data.length - 1));
  const width = Math.max(0, ...rows.map((row) => row.length));
  const cells = rows.map((row) => Array.from({ length: Math.min(width, most.columns) }, (_, at) => row[at] ?? ""));
  const [head = [], ...rest] = cells;
  return { head, rows: rest, isCut: wasCut || !isWhole, more: Math.max(0, width - most.columns) };
}

/** What parts the names of the first line. The parser's own guess is thrown by short rows further down. */
function delimiterOf(text: string): string {
  const [line = ""] = text
    .replace(/"[^"]*"/g, "")
    .trimStart()
    .split(/\r?\n/, 1);
  const counts = [",", ";", "\t", "|"].map((mark) => [line.split(mark).length, mark] as const);
  return counts.reduce((best, each) => (each[0] > best[0] ? each : best))[1];
}
