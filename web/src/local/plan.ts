/**
 * What has to be copied so that a folder of the computer and the notebook's folder say the same. Three sides are compared:
 * each folder as it is, and both as they were when they last agreed. Values only.
 */

/** What tells a state of a file from another: its size and the time it was written. */
export type Stamp = string;

/** How a file was on both sides when they agreed. */
export interface Agreed {
  readonly disk: Stamp;
  readonly python: Stamp;
}

export interface Plan {
  /** From the disk into the notebook's folder. */
  readonly take: readonly string[];
  /** From the notebook's folder onto the disk. */
  readonly write: readonly string[];
  /** Deleted on the disk: goes from the notebook's folder too; and the other way. */
  readonly drop: readonly string[];
  readonly erase: readonly string[];
  /** Changed on both sides: the disk's takes the place, the notebook's is kept beside it. */
  readonly both: readonly string[];
}

export function plan(
  agreed: ReadonlyMap<string, Agreed>,
  disk: ReadonlyMap<string, Stamp>,
  python: ReadonlyMap<string, Stamp>,
): Plan {
  const found = {
    take: [] as string[],
    write: [] as string[],
    drop: [] as string[],
    erase: [] as string[],
    both: [] as string[],
  };
  for (const path of new Set([...agreed.keys(), ...disk.keys(), ...python.keys()])) {
    const [before, there, here] = [agreed.get(path), disk.get(path), python.get(path)];
    const isNewThere = there !== before?.disk;
    const isNewHere = here !== before?.python;
    if (there === undefined && here === undefined) continue;
    if (!isNewThere && !isNewHere) continue;
    if (isNewThere && isNewHere && there !== undefined && here !== undefined) found.both.push(path);
    else if (there === undefined) (isNewHere ? found.write : found.drop).push(path);
    else if (here === undefined) (isNewThere ? found.take : found.erase).push(path);
    else (isNewThere ? found.take : found.write).push(path);
  }
  return found;
}
