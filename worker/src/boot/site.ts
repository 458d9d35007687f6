/**
 * How this worker comes to the files of its site: by itself, or, in a sandbox whose origin is opaque, through a port
 * to the page that holds the sandbox. What is not the site's, the browser fetches in both.
 */

import { reasonOf } from "../wire/errors.js";
import type { SiteAnswer, SiteAsk, SiteBroke, SiteWhole, SiteWoke } from "../wire/site.js";

export interface Site {
  /** This worker has no origin. */
  readonly isSandboxed: boolean;
  readonly fetch: typeof fetch;
  module(url: string): Promise<Readonly<Record<string, unknown>>>;
  /** A memory snapshot unpacked and checked by whoever keeps it; null where it is to be fetched like any file. */
  snapshot(url: string, sha256: string): Promise<GivenSnapshot | null>;
  /** Python woke up from it: whoever gave it may keep it. */
  woke(sha256: string): void;
  /** Python did not wake up from it, though it should have. */
  broke(sha256: string): void;
  /** Have a file at hand for `now`, where that would else be too late. */
  reserve(url: string): Promise<void>;
  /** A file, with this thread standing still. `isComing`: it is on its way already. Throws when it cannot be had. */
  now(url: string, isComing: boolean): Uint8Array<ArrayBuffer>;
}

export interface GivenSnapshot {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Python has woken up from it before. */
  readonly isProven: boolean;
}

const browserFetch = globalThis.fetch.bind(globalThis);

export const openSite: Site = {
  isSandboxed: false,
  fetch: browserFetch,
  module: (url) => import(/* @vite-ignore */ url),
  snapshot: async () => null,
  woke: () => {},
  broke: () => {},
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

type Head = Pick<Extract<SiteAnswer, { kind: "head" }>, "status" | "type">;

interface Asked {
  readonly begin: (head: Head) => void;
  readonly part: (bytes: ArrayBuffer) => void;
  readonly end: () => void;
  readonly whole: (answer: Whole) => void;
  readonly fail: (error: unknown) => void;
}

type Whole = SiteWhole & { readonly content: Blob };

/** Through a port. Nothing of the site is asked for by the worker itself. */
export class PostedSite implements Site {
  readonly isSandboxed = true;
  readonly #port: MessagePort;
  readonly #base: string;
  readonly #asked = new Map<number, Asked>();
  readonly #reserved = new Map<string, Blob>();
  readonly #reserving = new Map<string, Promise<void>>();
  #lastId = 0;

  constructor(port: MessagePort, base: string) {
    this.#port = port;
    this.#base = base;
    port.onmessage = ({ data }) => this.#hear(data as SiteAnswer);
  }

  readonly fetch = (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const url = input instanceof Request ? input.url : String(input);
    const reserved = this.#reserved.get(url);
    if (reserved) return Promise.resolve(new Response(reserved));
    return url.startsWith(this.#base) ? this.#streamed(url, init?.signal ?? null) : browserFetch(input, init);
  };

  async module(url: string): Promise<Readonly<Record<string, unknown>>> {
    if (!url.startsWith(this.#base)) return openSite.module(url);
    const { status, content } = await this.#whole(url);
    if (status !== 200) throw new TypeError(`the server answered ${status}`);
    const address = URL.createObjectURL(content.slice(0, content.size, "text/javascript"));
    try {
      return await import(/* @vite-ignore */ address);
    } finally {
      URL.revokeObjectURL(address);
    }
  }

  async snapshot(url: string, sha256: string): Promise<GivenSnapshot | null> {
    if (!url.startsWith(this.#base)) return null;
    const { content, isProven } = await this.#whole(url, sha256);
    return { bytes: new Uint8Array(await content.arrayBuffer()), isProven };
  }

  woke(sha256: string): void {
    this.#port.postMessage({ kind: "woke", raw: sha256 } satisfies SiteWoke);
  }

  broke(sha256: string): void {
    this.#port.postMessage({ kind: "broke", raw: sha256 } satisfies SiteBroke);
  }

  reserve(url: string): Promise<void> {
    const begun = this.#reserving.get(url) ?? this.#reserve(url);
    this.#reserving.set(url, begun);
    return begun;
  }

  async #reserve(url: string): Promise<void> {
    const answer = await this.#whole(url).catch(() => null); // who needs it is told that it is not here
    if (answer?.status === 200) this.#reserved.set(url, answer.content);
  }

  now(url: string): Uint8Array<ArrayBuffer> {
    const content = this.#reserved.get(url);
    if (!content) throw new Error("it is not here yet");
    return new Uint8Array(new FileReaderSync().readAsArrayBuffer(content));
  }

  #whole(url: string, raw: string | null = null): Promise<Whole> {
    return new Promise((answer, refuse) => {
      const never = () => refuse(new TypeError("the page sent it in parts"));
      this.#ask(url, { raw, whole: true }, { begin: never, part: () => {}, end: never, whole: answer, fail: refuse });
    });
  }

  #streamed(url: string, signal: AbortSignal | null): Promise<Response> {
    return new Promise((answer, refuse) => {
      let feed: ReadableStreamDefaultController<Uint8Array> | null = null;
      const body = new ReadableStream<Uint8Array>({
        start: (controller) => {
          feed = controller;
        },
      });
      const begin = ({ status, type }: Head, content: BodyInit = body) => {
        // A null body is demanded for some statuses; whoever asked looks at the status only.
        const isEmpty = status < 200 || status > 599 || [204, 205, 304].includes(status);
        answer(isEmpty ? Response.error() : new Response(content, { status, headers: { "content-type": type } }));
      };
      const id = this.#ask(
        url,
        { raw: null, whole: false },
        {
          begin,
          part: (bytes) => feed?.enqueue(new Uint8Array(bytes)),
          end: () => feed?.close(),
          whole: (found) => begin(found, found.content),
          fail: (error) => {
            feed?.error(error);
            refuse(error);
          },
        },
      );
      signal?.addEventListener("abort", () => this.#settle(id)?.fail(signal.reason));
    });
  }

  #ask(url: string, how: Pick<SiteAsk, "raw" | "whole">, asked: Asked): number {
    const id = ++this.#lastId;
    this.#asked.set(id, asked);
    this.#port.postMessage({ kind: "ask", id, url, ...how } satisfies SiteAsk);
    return id;
  }

  #settle(id: number): Asked | undefined {
    const asked = this.#asked.get(id);
    this.#asked.delete(id);
    return asked;
  }

  #hear(answer: SiteAnswer): void {
    // What is not known was given up meanwhile.
    if (answer.kind === "head") this.#asked.get(answer.id)?.begin(answer);
    else if (answer.kind === "part") this.#asked.get(answer.id)?.part(answer.bytes);
    else if (answer.kind === "end") this.#settle(answer.id)?.end();
    else if (answer.kind === "whole") this.#settle(answer.id)?.whole(answer as Whole);
    else this.#settle(answer.id)?.fail(new TypeError(reasonOf(answer.reason)));
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
