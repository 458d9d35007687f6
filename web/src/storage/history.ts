/**
 * Which states of a notebook its history keeps. Values in, values out: no database, no clock.
 *
 * Every save replaces the notebook's record; its history has the states worth going back to. When a
 * save comes, the state it replaces goes into the history if
 *
 * - the notebook has just been opened: what it was before this sitting;
 * - the last such state is five minutes away, forward or back (a clock may jump), or 300 saves;
 *
 * and a state that was saved by hand, as one is before an older one is restored, always does.
 *
 * A history has at most 60 states, and of large notebooks fewer: 20 million characters, but no fewer
 * than 10. When one is too many, the newest 15 and the very first stay, and of the others the one goes
 * whose neighbours are closest, measured by its age in saves: dense near the present, sparse long ago.
 * Nothing else is ever removed from a history, least of all because a disk is full.
 */

import type { Card, Version } from "./record.js";

export const MANY = 60;
const FEWEST = 10;
const NEWEST = 15;
const LARGEST = 20_000_000;
const PAUSE = 5 * 60_000;
const SAVES = 300;

/** Whether the state that a save at `now` replaces goes into the history. */
export function isWorthKeeping(replaced: Card, now: number, isFirstOfSitting: boolean): boolean {
  if (replaced.checkpoint.version === replaced.version) return false; // it is there already
  if (isFirstOfSitting) return true;
  const { version, at } = replaced.checkpoint;
  return Math.abs(now - at) >= PAUSE || replaced.version - version >= SAVES;
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
