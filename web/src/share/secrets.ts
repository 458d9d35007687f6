/**
 * Keys and passwords in a text that is about to be shared: shapes that services give their tokens, and values
 * given to names like `password`. What is found is likely, not certain; what is not found may still be there.
 *
 * The patterns are the command line's (`kernel/src/cloche/cli/secrets.py`), fetched when something is shared.
 */

import { array, object, parse, string } from "valibot";
import type { Parcel } from "./parcel.js";

/** Something that should perhaps not be shared. `shown` is its beginning only. */
export interface Secret {
  readonly kind: string;
  readonly line: number;
  readonly shown: string;
}

export type SecretFinder = (text: string) => Secret[];

/** A secret in a notebook: in which cell, by its place, and in which line there; without one, in which file. */
export interface PlacedSecret extends Secret {
  readonly cell: number | null;
  readonly file: string;
}

const Patterns = object({ kinds: array(object({ name: string(), pattern: string() })), placeholder: string() });

/** What finds secrets, in the order of the text, each place once. */
export async function secretFinder(): Promise<SecretFinder> {
  const { default: text } = await import("../../../kernel/src/cloche/cli/data/secrets.json?raw");
  const known = parse(Patterns, JSON.parse(text));
  const placeholder = new RegExp(known.placeholder, "i");
  const kinds = known.kinds.map(({ name, pattern }) => ({ name, pattern: compiled(pattern) }));
  return (source) => {
    const taken: { start: number; end: number; kind: string }[] = [];
    for (const { name: kind, pattern } of kinds)
      for (const found of source.matchAll(pattern)) {
        const [start, end] = found.indices?.groups?.value ?? found.indices?.[0] ?? [0, 0];
        const isKnown = taken.some((other) => start < other.end && other.start < end);
        if (!isKnown && !placeholder.test(source.slice(start, end))) taken.push({ start, end, kind });
      }
    return taken
      .sort((one, other) => one.start - other.start)
      .map(({ start, kind }) => ({
        kind,
        line: source.slice(0, start).split("\n").length,
        shown: `${source.slice(start, start + 4)}…`,
      }));
  };
}

/** What a parcel gives away. `cells` is the code of the notebook's cells: a place in one of them says more than a line. */
export async function secretsIn(
  { notebook, files }: Parcel,
  cells: readonly { readonly code: string }[],
): Promise<PlacedSecret[]> {
  const find = await secretFinder();
  const inCells = cells.flatMap(({ code }, cell) => find(code).map((secret) => ({ ...secret, cell })));
  const inNotebook = find(notebook.text).map((secret) => {
    const at = inCells.findIndex(({ kind, shown }) => kind === secret.kind && shown === secret.shown);
    const [placed = { ...secret, cell: null }] = at < 0 ? [] : inCells.splice(at, 1);
    return { ...placed, file: notebook.name };
  });
  const decoder = new TextDecoder();
  const inFiles = files.flatMap(({ name, bytes }) =>
    find(decoder.decode(bytes)).map((secret) => ({ ...secret, cell: null, file: name })),
  );
  return [...inNotebook, ...inFiles];
}

/** Names such as `password` are found in any case, the tokens of services as they are spelt. */
function compiled(pattern: string): RegExp {
  return new RegExp(pattern, pattern.includes("(?<value>") ? "gdi" : "gd");
}
