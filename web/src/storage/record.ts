/** What is kept of a notebook, and the checks that what comes out of the database is that. */

import * as v from "valibot";
import type { CellId } from "../../../worker/src/wire/messages.js";
import { type Literal, type NotebookDocument, setTitle, titleOf } from "../notebook/document.js";

export interface SavedNotebook {
  readonly id: string;
  /** Counts the saves. Orders them, and lets two tabs with the same notebook notice each other. */
  readonly version: number;
  readonly title: string;
  /** Milliseconds since 1970, for people's eyes: clocks jump, so nothing is decided by it. */
  readonly savedAt: number;
  /** Who saved it: a name for one opening of the notebook in one tab; "" before there were such names. */
  readonly writer: string;
  readonly document: NotebookDocument;
  readonly elements: Readonly<Record<string, unknown>>;
  readonly view: NotebookView;
}

export interface NotebookView {
  /** False while it is a stranger's notebook that the person has not agreed to run. */
  readonly isTrusted: boolean;
  readonly appView: boolean;
  /** Names of files that belong to the notebook and did not come with it (`web/src/share/parcel.ts`). */
  readonly absent?: readonly string[] | undefined;
}

/** What a list shows of a notebook. Kept beside it and written with it, so that lists read no documents. */
export interface Card {
  readonly id: string;
  readonly version: number;
  readonly title: string;
  readonly savedAt: number;
  readonly cells: number;
  /** Characters of code. */
  readonly size: number;
  /** The first lines of code. */
  readonly preview: string;
  /** Deleted by the person, and still there until they delete it for good. */
  readonly isDeleted: boolean;
  /** The save that last put an earlier state into the history, and when; 0 for none yet. */
  readonly checkpoint: { readonly version: number; readonly at: number };
}

/**
 * Why a state is in the history. `rest`: it had stood for a while. `asked`: saved by hand. `opened`: what was there when
 * the notebook was opened. `large`: much of it changed at once. `replaced`: an earlier state took its place.
 */
export const REASONS = ["rest", "asked", "opened", "large", "replaced"] as const;
export type VersionReason = (typeof REASONS)[number];

/** One state in a notebook's history, as lists show it; the document lies beside it. */
export interface Version {
  readonly notebook: string;
  /** The save it was. Orders the history. */
  readonly version: number;
  readonly title: string;
  readonly savedAt: number;
  readonly cells: number;
  readonly size: number;
  readonly why: VersionReason;
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

const layout = v.object({
  type: v.picklist(["grid", "slides"]),
  settings: v.record(v.string(), literal),
  cells: v.record(v.string(), v.record(v.string(), literal)),
});

const documentSchema = v.object({
  filename: v.string(),
  header: v.string(),
  module: v.picklist(["cloche", "marimo"]),
  alias: v.string(),
  version: v.nullable(v.string()),
  options: v.array(option),
  cells: v.array(cell),
  origin: v.nullable(origin),
  layout: v.optional(v.nullable(layout)),
  nextId: v.pipe(v.number(), v.integer()),
});

const count = v.pipe(v.number(), v.integer(), v.minValue(0));

const recordSchema = v.object({
  id: v.string(),
  version: count,
  title: v.string(),
  savedAt: v.number(),
  writer: v.optional(v.string(), ""),
  document: documentSchema,
  elements: v.record(v.string(), v.unknown()),
  view: v.object({ appView: v.boolean(), isTrusted: v.boolean(), absent: v.optional(v.array(v.string())) }),
});

const cardSchema = v.object({
  id: v.string(),
  version: count,
  title: v.string(),
  savedAt: v.number(),
  cells: count,
  size: count,
  preview: v.string(),
  isDeleted: v.boolean(),
  checkpoint: v.object({ version: count, at: v.number() }),
});

const versionSchema = v.object({
  notebook: v.string(),
  version: count,
  title: v.string(),
  savedAt: v.number(),
  cells: count,
  size: count,
  why: v.picklist(REASONS),
});

/** The record if it is whole, else null. */
export const checkedRecord = (found: unknown): SavedNotebook | null => whole(recordSchema, found);
export const checkedCard = (found: unknown): Card | null => whole(cardSchema, found);
export const checkedVersion = (found: unknown): Version | null => whole(versionSchema, found);
export const checkedDocument = (found: unknown): NotebookDocument | null => whole(documentSchema, found);

function whole<Output>(schema: v.GenericSchema<unknown, Output>, found: unknown): Output | null {
  const checked = v.safeParse(schema, found);
  return checked.success ? checked.output : null;
}

const PREVIEW_LINES = 4;
const PREVIEW_LINE = 100;

/** The card of a record that has never been on the shelf, or whose card was lost. */
export function cardOf(record: SavedNotebook): Card {
  const { id, version, title, savedAt, document } = record;
  const { cells, size } = measured(document);
  const checkpoint = { version: 0, at: 0 };
  return { id, version, title, savedAt, cells, size, preview: previewOf(document), isDeleted: false, checkpoint };
}

/** How this record is listed in its notebook's history. */
export function versionOf(record: SavedNotebook, why: VersionReason): Version {
  const { id, version, title, savedAt, document } = record;
  return { notebook: id, version, title, savedAt, ...measured(document), why };
}

/** The same notebook under another title, in its document and in lists. */
export function entitled(record: SavedNotebook, title: string): SavedNotebook {
  const document = setTitle(record.document, title);
  return { ...record, document, title: titleOf(document) };
}

/** A notebook of its own with the same contents. */
export function copyOf(record: SavedNotebook): SavedNotebook {
  return { ...entitled(record, `${record.title} (copy)`), id: newNotebookId(), version: 1 };
}

/** Files that were handed to an element stay with the visit: a notebook on the shelf is not to grow by their size. */
export function holdsFiles(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  return value instanceof Blob || ArrayBuffer.isView(value) || Object.values(value).some(holdsFiles);
}

/** Short, unguessable enough to never meet another one in this browser. */
export function newNotebookId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(6));
  return [...bytes].map((byte) => byte.toString(36).padStart(2, "0")).join("");
}

export function measured(document: NotebookDocument): { cells: number; size: number } {
  const size = document.cells.reduce((sum, { code }) => sum + code.length, 0);
  return { cells: document.cells.length, size };
}

function previewOf(document: NotebookDocument): string {
  const lines: string[] = [];
  for (const { code } of document.cells) {
    for (const line of code.split("\n", PREVIEW_LINES * 2)) {
      if (line.trim() && !/^(import|from) /.test(line)) lines.push(line.trimEnd().slice(0, PREVIEW_LINE));
      if (lines.length === PREVIEW_LINES) return lines.join("\n");
    }
  }
  return lines.join("\n");
}
