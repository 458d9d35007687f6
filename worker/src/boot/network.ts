/**
 * `fetch` as this worker uses it. Pyodide and micropip fetch by themselves, without a limit of time and
 * without progress; here a task may look at each request while it lasts. A notebook's own requests pass untouched.
 */

import { openSite, type Site } from "./site.js";

/** The answer to a request, or null to leave it to the browser. */
export type Answer = (url: string, init: RequestInit | undefined) => Promise<Response> | null;

export class Network {
  /** The way to the site's files; what is not the site's, the browser fetches. */
  readonly site: Site;
  readonly fetch: typeof fetch;
  #answer: Answer | null = null;

  constructor(site: Site = openSite) {
    this.site = site;
    this.fetch = site.fetch;
  }

  /** Take `fetch` over, for the life of the worker: Python keeps the function that it finds first. */
  open(): void {
    globalThis.fetch = (input, init) => {
      const answer = typeof input === "string" || input instanceof URL ? this.#answer?.(String(input), init) : null;
      return answer ?? this.fetch(input, init);
    };
  }

  /** Run a task in which `answer` sees every request first. Tasks do not overlap. */
  async during<Result>(answer: Answer, task: () => Promise<Result>): Promise<Result> {
    this.#answer = answer;
    try {
      return await task();
    } finally {
      this.#answer = null;
    }
  }
}
