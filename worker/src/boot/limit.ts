/** A limit of time for what waits for nothing but the processor, once its files are here: downloads have limits of their own. */

import { BootError } from "../errors.js";
import { early } from "./download.js";

/**
 * What `start` comes to; fails with `problem` when it takes longer than so many milliseconds after `loaded`. What waits for
 * files that do not come fails by itself.
 */
export async function withLimit<Value>(
  start: Promise<Value>,
  loaded: Promise<unknown>,
  milliseconds: number,
  problem: string,
): Promise<Value> {
  early(start);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isOver = false;
  const late = new Promise<never>((_, fail) => {
    loaded.then(
      () => {
        if (!isOver) timer = setTimeout(() => fail(new BootError(problem, "")), milliseconds);
      },
      () => {},
    );
  });
  try {
    return await Promise.race([start, late]);
  } finally {
    isOver = true;
    clearTimeout(timer);
  }
}
