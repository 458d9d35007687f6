/**
 * What the person entered into a stranger's elements, on its way into a copy of their own: plain values, as a restart has
 * them, and so few and small that no notebook becomes unwieldy by them. Nothing else passes, whoever sends it.
 */

import type { CellId } from "../../../worker/src/wire/messages.js";
import type { Cell } from "../notebook/document.js";

/** By the ids of the elements. */
export type Entered = Readonly<Record<string, unknown>>;

/** Letters and values of one notebook, a value counted as eight letters; levels in one value. */
export const MOST_ENTERED = 1_000_000;
const DEEPEST = 24;

/** Small enough, and nothing in it that JSON could not say. */
export function isEntered(found: unknown): found is Entered {
  return (
    typeof found === "object" && !Array.isArray(found) && found !== null && spend(MOST_ENTERED, found, DEEPEST) >= 0
  );
}

/**
 * The values of a notebook's elements by the ids that these have once its file is read: its cells get theirs by place
 * then. What does not fit, and what is no plain value (files), stays behind.
 */
export function enteredIn(
  values: ReadonlyMap<string, unknown>,
  cells: readonly Cell[],
  read: readonly Cell[],
): Entered {
  const ids = idsWhenRead(cells, read);
  let room = MOST_ENTERED;
  const kept: [string, unknown][] = [];
  for (const [element, value] of values) {
    const owner = /^[^.-]+/.exec(element)?.[0] ?? "";
    const id = ids.get(owner as CellId);
    const left = id === undefined ? -1 : spend(room - element.length, value, DEEPEST - 1);
    if (left < 0) continue;
    room = left;
    kept.push([`${id}${element.slice(owner.length)}`, value]);
  }
  return Object.fromEntries(kept);
}

/** Both are in the order of the page. A cell whose text was written otherwise has none. */
function idsWhenRead(cells: readonly Cell[], read: readonly Cell[]): ReadonlyMap<CellId, CellId> {
  const ids = new Map<CellId, CellId>();
  let from = 0;
  for (const { id, code } of cells) {
    const at = read.findIndex((each, place) => place >= from && each.code.trim() === code.trim());
    const found = read[at];
    if (!found) continue;
    ids.set(id, found.id);
    from = at + 1;
  }
  return ids;
}

/** The room that is left; below 0 for too much, too deep, or no plain value. */
function spend(room: number, value: unknown, depth: number): number {
  if (room < 0 || depth < 0) return -1;
  if (value === null || typeof value === "boolean" || Number.isFinite(value)) return room - 8;
  if (typeof value === "string") return room - 8 - value.length;
  if (typeof value !== "object") return -1;
  let left = room - 8;
  if (Array.isArray(value)) {
    for (let at = 0; at < value.length && left >= 0; at++) left = spend(left, value[at], depth - 1);
    return left;
  }
  if (Object.getPrototypeOf(value) !== Object.prototype) return -1;
  for (const [name, item] of Object.entries(value)) {
    left = spend(left - name.length, item, depth - 1);
    if (left < 0) break;
  }
  return left;
}
