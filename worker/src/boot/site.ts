/**
 * How this worker comes to the files of its site: by itself, or, in a sandbox whose origin is opaque, through a port
 * to the page that holds the sandbox. What is not the site's, the browser fetches in both.
 */

import { reasonOf } from "../wire/errors.js";
import type { SiteAnswer, SiteAsk } from "../wire/site.js";

export interface Site {
  readonly fetch: typeof fetch;
  module(url: string): Promise<Readonly<Record<string, unknown>>>;
  /** A memory snapshot unpacked and checked by whoever keeps it; null where it is to be fetched like any file. */
  snapshot(url: string, sha256: string): Promise<Uint8Array<ArrayBuffer> | null>;
  /** Have a file at hand for `now`, where that would else be too late. */
  reserve(url: string): Promise<void>;
  /** A file, with this thread standing still. `isComing`: it is on its way already. Throws when it cannot be had. */
  now(url: string, isComing: boolean): Uint8Array<ArrayBuffer>;
}

const browserFetch = globalThis.fetch.bind(globalThis);

export const openSite: Site = {
  fetch: browserFetch,
  module: (url) => import(/* @vite-ignore */ url),
  snapshot: async () => null,
  reserve: async () => {},
  now: (url, isComing) => {
    const request = new XMLHttpRequest();
    // Another address than the one on its way: browsers make the second reader of a file wait for the first.
    request.open("GET", `${url}${isComing ? "?now" : ""}`, false);
    request.responseType = "arraybuffer";
    request.send();
    if (request.status !== 200) throw new Error(`the server answered ${request.status}`);
    return new Uint8Array(request.response as ArrayBuffer);
  },
};

interface Asked {
  readonly begin: (answer: Extract<SiteAnswer, { kind: "head" }>) => void;
  readonly part: (bytes: ArrayBuffer) => void;
  readonly end: () => void;
  readonly fail: (error: unknown) => void;
}

/** Through a port. Nothing of the site is asked for by the worker itself. */
export class PostedSite implements Site {
  readonly #port: MessagePort;
  readonly #base: string;
  readonly #asked = new Map<number, Asked>();
  readonly #reserved = new Map<string, Uint8Array<ArrayBuffer>>();
  readonly #reserving = new Map<string, Promise<void>>();
  #lastId = 0;

  constructor(port: MessagePort, base: string) {
    this.#port = port;
    this.#base = base;
    port.onmessage = ({ data }) => this.#hear(data as SiteAnswer);
  }

  readonly fetch = (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const url = input instanceof Request ? input.url : String(input);
    return url.startsWith(this.#base) ? this.#ask(url, null, init?.signal ?? null) : browserFetch(input, init);
  };

  async module(url: string): Promise<Readonly<Record<string, unknown>>> {
    if (!url.startsWith(this.#base)) return openSite.module(url);
    const response = await this.#ask(url);
    if (!response.ok) throw new TypeError(`the server answered ${response.status}`);
    const address = URL.createObjectURL(new Blob([await response.arrayBuffer()], { type: "text/javascript" }));
    try {
      return await import(/* @vite-ignore */ address);
    } finally {
      URL.revokeObjectURL(address);
    }
  }

  async snapshot(url: string, sha256: string): Promise<Uint8Array<ArrayBuffer> | null> {
    if (!url.startsWith(this.#base)) return null;
    const response = await this.#ask(url, sha256);
    return response.ok ? new Uint8Array(await response.arrayBuffer()) : null;
  }

  reserve(url: string): Promise<void> {
    const begun = this.#reserving.get(url) ?? this.#reserve(url);
    this.#reserving.set(url, begun);
    return begun;
  }

  async #reserve(url: string): Promise<void> {
    const response = await this.#ask(url).catch(() => null); // who needs it is told that it is not here
    if (response?.ok) this.#reserved.set(url, new Uint8Array(await response.arrayBuffer()));
  }

  now(url: string): Uint8Array<ArrayBuffer> {
    const content = this.#reserved.get(url);
    if (!content) throw new Error("it is not here yet");
    return content;
  }

  #ask(url: string, raw: string | null = null, signal: AbortSignal | null = null): Promise<Response> {
    const id = ++this.#lastId;
    return new Promise((answer, refuse) => {
      let feed: ReadableStreamDefaultController<Uint8Array> | null = null;
      const body = new ReadableStream<Uint8Array>({
        start: (controller) => {
          feed = controller;
        },
      });
      const fail = (error: unknown) => {
        if (!this.#asked.delete(id)) return;
        feed?.error(error);
        refuse(error);
      };
      this.#asked.set(id, {
        begin: ({ status, type }) => {
          // A null body is demanded for some statuses; whoever asked looks at the status only.
          const isEmpty = status < 200 || status > 599 || [204, 205, 304].includes(status);
          answer(isEmpty ? Response.error() : new Response(body, { status, headers: { "content-type": type } }));
        },
        part: (bytes) => feed?.enqueue(new Uint8Array(bytes)),
        end: () => {
          this.#asked.delete(id);
          feed?.close();
        },
        fail,
      });
      signal?.addEventListener("abort", () => fail(signal.reason));
      this.#port.postMessage({ kind: "ask", id, url, raw } satisfies SiteAsk);
    });
  }

  #hear(answer: SiteAnswer): void {
    const asked = this.#asked.get(answer.id);
    if (!asked) return; // given up meanwhile
    if (answer.kind === "head") asked.begin(answer);
    else if (answer.kind === "part") asked.part(answer.bytes);
    else if (answer.kind === "end") asked.end();
    else asked.fail(new TypeError(reasonOf(answer.reason)));
  }
}

/** Whether a program can be loaded here from bytes. WebKit refuses it to workers of no origin. */
export async function canLoadPrograms(): Promise<boolean> {
  const address = URL.createObjectURL(new Blob(["export default 1"], { type: "text/javascript" }));
  try {
    const module = (await import(/* @vite-ignore */ address)) as { readonly default: unknown };
    return module.default === 1;
  } catch {
    return false;
  } finally {
    URL.revokeObjectURL(address);
  }
}
