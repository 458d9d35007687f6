/**
 * `fetch` as this worker uses it. Pyodide and micropip fetch by themselves, without a limit of time and
 * without progress; here a task may look at each request while it lasts. A notebook's own requests pass untouched.
 */

/** The answer to a request, or null to leave it to the browser. */
export type Answer = (url: string, init: RequestInit | undefined) => Promise<Response> | null;

export class Network {
  /** The browser's own. */
  readonly fetch = globalThis.fetch.bind(globalThis);
  #answer: Answer | null = null;

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
