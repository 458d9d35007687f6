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

/** Written by `notebook/read.ts` from a file: any plain value. */
const literal = v.custom<Literal>((found) => found !== undefined && typeof found !== "function");

const option = v.object({ name: v.string(), source: v.string(), value: v.optional(literal) });

const cell = v.object({
  id: v.custom<CellId>((id) => typeof id === "string" && id !== ""),
  name: v.string(),
  code: v.string(),
  kind: v.picklist(["cell", "setup", "function", "class", "unparsable"]),
  config: v.object({ disabled: v.boolean(), hideCode: v.boolean(), column: v.nullable(v.number()) }),
  extra: v.array(option),
  place: v.nullable(v.number()),
});

const origin = v.object({
  text: v.string(),
  preamble: v.string(),
  app: v.string(),
  blocks: v.array(v.object({ gap: v.string(), text: v.string(), isBroken: v.boolean() })),
  footer: v.string(),
  cells: v.array(cell),
  header: v.string(),
  options: v.array(option),
});

const schema = v.object({
  id: v.string(),
  version: v.pipe(v.number(), v.integer()),
  title: v.string(),
  savedAt: v.number(),
  document: v.object({
    filename: v.string(),
    header: v.string(),
    module: v.picklist(["cloche", "marimo"]),
    alias: v.string(),
    version: v.nullable(v.string()),
    options: v.array(option),
    cells: v.array(cell),
    origin: v.nullable(origin),
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
