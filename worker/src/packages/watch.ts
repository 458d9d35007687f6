/** Limits of time on the requests that Pyodide and micropip make by themselves, and a note of those nobody answered. */

import type { Answer } from "../boot/network.js";

/** Milliseconds until the server's first word, and until the last byte of one file. */
const FIRST_WORD = 30_000;
const WHOLE_FILE = 300_000;

export interface Watch {
  readonly answer: Answer;
  /** The last address without any answer. micropip says the same as when it knows no such package. */
  readonly unreachable: () => string | null;
}

export function watching(fetch: typeof globalThis.fetch, firstWord = FIRST_WORD, wholeFile = WHOLE_FILE): Watch {
  let unreachable: string | null = null;
  const answer: Answer = async (url, init) => {
    const limit = new AbortController();
    const late = () => limit.abort(new DOMException(`${url} took longer than it may`, "TimeoutError"));
    const first = setTimeout(late, firstWord);
    setTimeout(late, wholeFile);
    const signal = init?.signal ? AbortSignal.any([init.signal, limit.signal]) : limit.signal;
    try {
      return await fetch(url, { ...init, signal });
    } catch (error) {
      unreachable = url;
      throw error;
    } finally {
      clearTimeout(first);
    }
  };
  return { answer, unreachable: () => unreachable };
}
