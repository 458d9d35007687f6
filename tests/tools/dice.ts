/** Random numbers that are the same for the same seed, everywhere (mulberry32): each call gives one below `sides`. */
export function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % sides;
  };
}

export type Roll = ReturnType<typeof dice>;

/** One of them. */
export function pick<Item>(roll: Roll, items: readonly Item[]): Item {
  return items[roll(items.length)] as Item;
}
