/**
 * Which states of a notebook its history keeps. Values in, values out: no database, no clock.
 *
 * Every save replaces the notebook's record; its history has the states worth going back to. When a
 * save comes, the state it replaces goes into the history if
 *
 * - the notebook has just been opened: what it was before this sitting;
 * - much changes at once: a cell is deleted, or 300 characters and more come or go;
 * - it had stood for 20 seconds: the person stopped there, and goes on now;
 * - the last such state is a minute away, forward or back (a clock may jump), or 300 saves;
 *
 * and a state that was saved by hand, or that an older one takes the place of, always does. States with
 * the text of the one that follows (an element was moved) do not.
 *
 * A history has at most 60 states, and of large notebooks fewer: 20 million characters, but no fewer
 * than 10. When one is too many, the newest 15 and the very first stay, and of the others the one goes
 * whose neighbours are closest, measured by its age in saves: dense near the present, sparse long ago.
 * Nothing else is ever removed from a history, least of all because a disk is full.
 */

import type { NotebookDocument } from "../notebook/document.js";
import type { Card, Version, VersionReason } from "./record.js";

export const MANY = 60;
const FEWEST = 10;
const NEWEST = 15;
const LARGEST = 20_000_000;
const PAUSE = 60_000;
const STOOD = 20_000;
const SAVES = 300;
const MUCH = 300;
/** Cells that are deleted one after the other are one change. */
const ROW = 10_000;

/** Why the state that a save at `now` replaces goes into the history; null where it does not. */
export function reasonToKeep(
  replaced: Card,
  next: Pick<Card, "cells" | "size">,
  now: number,
  isFirstOfSitting: boolean,
): VersionReason | null {
  if (replaced.checkpoint.version === replaced.version) return null; // it is there already
  if (isFirstOfSitting) return "opened";
  const since = Math.abs(now - replaced.checkpoint.at);
  const lost = replaced.size - next.size;
  if (Math.abs(lost) >= MUCH || (next.cells < replaced.cells && lost > 0 && since >= ROW)) return "large";
  const hasStood = Math.abs(now - replaced.savedAt) >= STOOD;
  return hasStood || since >= PAUSE || replaced.version - replaced.checkpoint.version >= SAVES ? "rest" : null;
}

/** Whether somebody who reads both notebooks finds no difference. */
export function isSameText(one: NotebookDocument, other: NotebookDocument): boolean {
  if (one === other) return true;
  if (one.header !== other.header || one.cells.length !== other.cells.length) return false;
  if (JSON.stringify(one.options) !== JSON.stringify(other.options)) return false;
  return one.cells.every((cell, at) => {
    const { code, name, config } = other.cells[at] ?? cell;
    return cell.code === code && cell.name === name && JSON.stringify(cell.config) === JSON.stringify(config);
  });
}

/** The versions that have to go so that the history stays in its bounds; `history` is in the order of its counter. */
export function surplus(history: readonly Version[], many = MANY, largest = LARGEST): readonly Version[] {
  const kept = [...history];
  const gone: Version[] = [];
  let size = kept.reduce((sum, version) => sum + version.size, 0);
  while (kept.length > many || (size > largest && kept.length > FEWEST)) {
    const [removed] = kept.splice(leastMissed(kept), 1);
    if (!removed) break;
    size -= removed.size;
    gone.push(removed);
  }
  return gone;
}

/** The place of the state whose neighbours, by its age, are closest. */
function leastMissed(history: readonly Version[]): number {
  const last = history.length - 1;
  const newest = history[last]?.version ?? 0;
  const free = Math.max(last - Math.min(NEWEST, Math.floor(last / 2)), 1);
  let best = 1;
  let least = Number.POSITIVE_INFINITY;
  for (let at = 1; at <= free; at++) {
    const [before, here, after] = [history[at - 1], history[at], history[at + 1]];
    if (!before || !here || !after) continue;
    const missed = (after.version - before.version) / (newest - here.version + 1);
    if (missed < least) [best, least] = [at, missed];
  }
  return best;
}
