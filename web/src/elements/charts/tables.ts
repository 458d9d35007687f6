/** Tables as the kernel sends them (`outputs/columns.py`): columns of numbers as bytes, all others as lists. */

import { bytesInBase64 } from "../../outputs/base64.js";

export interface Table {
  readonly rows: number;
  readonly columns: readonly Column[];
}

interface Column {
  readonly name: string;
  readonly kind: "i4" | "f8" | "values";
  /** Bytes, the same in base64, or a list. */
  readonly values: Uint8Array | string | readonly unknown[];
}

export type Tables = Readonly<Record<string, Table>>;
export type Row = Record<string, unknown>;

/** A row for each mark, as charts take them. Numbers that are none are null. */
export function rowsOf(table: Table): Row[] {
  const rows: Row[] = Array.from({ length: table.rows }, () => ({}));
  for (const column of table.columns) fill(rows, column);
  return rows;
}

/** The column holds times of no zone: what the clock on the wall says, wherever that is. */
export function isWallTime(tables: Tables, field: string): boolean {
  for (const { columns } of Object.values(tables)) {
    const column = columns.find(({ name }) => name === field);
    if (column?.kind !== "values" || !Array.isArray(column.values)) continue;
    const [first] = column.values.filter((value) => value !== null);
    return typeof first === "string" && /^\d{4}-\d\d-\d\dT[\d:.]+$/.test(first);
  }
  return false;
}

function fill(rows: Row[], { name, kind, values }: Column): void {
  if (kind === "values") {
    const list = values as readonly unknown[];
    for (let n = 0; n < rows.length; n += 1) (rows[n] as Row)[name] = list[n];
    return;
  }
  const numbers = numbersIn(values as Uint8Array | string, kind);
  for (let n = 0; n < rows.length; n += 1) {
    const number = numbers[n] as number;
    (rows[n] as Row)[name] = Number.isFinite(number) ? number : null;
  }
}

function numbersIn(values: Uint8Array | string, kind: "i4" | "f8"): Int32Array | Float64Array {
  // A copy: the bytes may begin anywhere, numbers only at multiples of their size.
  const bytes = typeof values === "string" ? bytesInBase64(values) : values.slice();
  return kind === "i4" ? new Int32Array(bytes.buffer as ArrayBuffer) : new Float64Array(bytes.buffer as ArrayBuffer);
}
