/** A saved notebook, and the check that what comes out of the database is one. */

import * as v from "valibot";
import type { CellId } from "../../../worker/src/wire/messages.js";
import type { Literal, NotebookDocument } from "../notebook/document.js";

export interface SavedNotebook {
  readonly id: string;
  /** Counts the saves, so that two tabs with the same notebook notice each other. */
  readonly version: number;
  readonly title: string;
  /** Milliseconds since 1970, for sorting only. */
  readonly savedAt: number;
  readonly document: NotebookDocument;
  readonly elements: Readonly<Record<string, unknown>>;
  readonly view: NotebookView;
}

export interface NotebookView {
  /** False while it is a stranger's notebook that the person has not agreed to run. */
  readonly isTrusted: boolean;
  readonly appView: boolean;
}

const literal: v.GenericSchema<Literal> = v.union([
  v.string(),
  v.number(),
  v.boolean(),
  v.null(),
  v.array(v.lazy(() => literal)),
]);

const cell = v.object({
  id: v.custom<CellId>((id) => typeof id === "string" && id !== ""),
  name: v.string(),
  code: v.string(),
  kind: v.picklist(["cell", "setup", "function", "class", "unparsable"]),
  config: v.object({ disabled: v.boolean(), hideCode: v.boolean(), column: v.nullable(v.number()) }),
  raw: v.nullable(v.string()),
});

const schema = v.object({
  id: v.string(),
  version: v.pipe(v.number(), v.integer()),
  title: v.string(),
  savedAt: v.number(),
  document: v.object({
    filename: v.string(),
    preamble: v.string(),
    header: v.string(),
    framework: v.string(),
    app: v.record(v.string(), literal),
    cells: v.array(cell),
    ending: v.string(),
    newline: v.picklist(["\n", "\r\n"]),
    source: v.nullable(v.string()),
    nextId: v.pipe(v.number(), v.integer()),
  }),
  elements: v.record(v.string(), v.unknown()),
  view: v.object({ appView: v.boolean(), isTrusted: v.boolean() }),
});

/** The record if it is whole, else null. */
export function checkedRecord(found: unknown): SavedNotebook | null {
  const checked = v.safeParse(schema, found);
  return checked.success ? checked.output : null;
}
