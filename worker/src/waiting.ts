/** `time.sleep` and `input()` by requests that the site's service worker holds (`wire/waits.ts`). */

import type { BlockingMemory } from "./python.js";
import type { Answer } from "./wire/shared.js";
import { HELD, type Word, withLimit } from "./wire/waits.js";

/** Milliseconds that one request may take: browsers end a service worker that is at one thing for long. */
const LONGEST = 20_000;
/** A wait shorter than this is over before a request is. */
const SHORTEST = 5;
/** Requests in a row without an answer, after which nobody is there. */
const LOST = 50;

/** Asks and blocks; null where no service worker answered. */
export type Hold = (milliseconds: number) => Word | null;

/** The service worker holds requests of this worker: not in a page's first visit, when it came later. */
export async function isHeld(url: string): Promise<boolean> {
  const answer = await fetch(withLimit(url, 0)).catch(() => null);
  return answer?.headers.has(HELD) ?? false;
}

export function holdBy(url: string): Hold {
  return (milliseconds) => {
    const exchange = new XMLHttpRequest();
    try {
      exchange.open("GET", withLimit(url, milliseconds), false);
      exchange.send();
      return exchange.getResponseHeader(HELD) === null ? null : (JSON.parse(exchange.responseText) as Word);
    } catch {
      return null;
    }
  };
}

/** The two ways of `BlockingMemory`, without memory. */
export function waiting(hold: Hold, now: () => number = () => performance.now()): BlockingMemory {
  const spin = (milliseconds: number) => {
    const end = now() + milliseconds;
    while (now() < end);
  };
  const sleep = (milliseconds: number): boolean => {
    const end = now() + milliseconds;
    for (;;) {
      const rest = end - now();
      if (rest <= SHORTEST) {
        spin(rest);
        return true;
      }
      const word = hold(Math.min(rest, LONGEST));
      if (word?.kind === "stop") return false;
      if (word === null) spin(Math.min(rest, 2 * SHORTEST));
    }
  };
  const ask = (request: number): Answer | null => {
    for (let lost = 0; lost < LOST; ) {
      const word = hold(LONGEST);
      if (word?.kind === "stop") return null;
      if (word?.kind === "answer" && word.request === request) return word;
      lost = word === null ? lost + 1 : 0;
      if (word === null) spin(2 * SHORTEST);
    }
    return { line: null };
  };
  return { sleep, ask };
}
