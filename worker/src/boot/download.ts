/**
 * Files of the site, with progress by bytes, a limit of silence, and an error that says what to do.
 * Not here: which files (`tiers.ts`), and packages' own files, which Pyodide and micropip ask for.
 */

import { DownloadError } from "../errors.js";
import { reasonOf } from "../wire/errors.js";
import { openSite, type Site } from "./site.js";

/** Milliseconds without a byte after which a download is given up. */
const STALL = 30_000;

/** More than any file of the boot: a download never waits for Python to ask for it. */
const READ_AHEAD = 64_000_000;

export interface DownloadOptions {
  /** Bytes so far and bytes expected, over all files asked for; null while one size is unknown. */
  readonly onProgress?: (loaded: number, total: number | null) => void;
  readonly stall?: number;
  readonly fetch?: typeof fetch;
  readonly module?: Site["module"];
}

/** What is known of a file before it is asked for. */
export interface Expected {
  /** Uncompressed size; the Content-Length tells it otherwise, if nothing is compressed. */
  readonly bytes?: number;
  /** Hex digest; checked before the file is believed. */
  readonly sha256?: string;
  /** Told when the body breaks off, in place of its reader, who then waits for ever: Pyodide logs and hangs anyway. */
  readonly onBroken?: (error: unknown) => void;
  /** The MIME type that the reader insists on; the server's own is not trusted to be right. */
  readonly type?: string;
}

export class Downloads {
  readonly #options: DownloadOptions;
  readonly #fetch: typeof fetch;
  /** Expected bytes by URL; null where nobody knows. */
  readonly #sizes = new Map<string, number | null>();
  #loaded = 0;

  constructor(options: DownloadOptions = {}) {
    this.#options = options;
    this.#fetch = options.fetch ?? fetch.bind(globalThis);
  }

  /** Say how large a file is, also one on its way: a compressed answer does not tell. */
  expect(url: string, bytes: number | null): void {
    this.#sizes.set(url, bytes);
    this.#count(0);
  }

  /** Say how it stands, to a listener that came late. */
  tell(): void {
    this.#count(0);
  }

  async bytes(url: string, expected: Expected = {}): Promise<Uint8Array<ArrayBuffer>> {
    const response = await this.response(url, expected);
    const content = new Uint8Array(await response.arrayBuffer());
    if (expected.sha256) await checkHash(url, content, expected.sha256);
    return content;
  }

  async json(url: string): Promise<unknown> {
    this.#sizes.set(url, 0); // a list of a few kilobytes: no bar has to show it
    const content = await (await this.response(url)).text();
    try {
      return JSON.parse(content);
    } catch (cause) {
      throw wrongType(url, "JSON", cause);
    }
  }

  /** A JavaScript module. Its bytes cannot be watched, so it gets twice the time in one piece. */
  async module(url: string): Promise<Readonly<Record<string, unknown>>> {
    const limit = 2 * this.#stall;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<never>((_, fail) => {
      timer = setTimeout(() => fail(stalled(url, limit)), limit);
    });
    try {
      return await Promise.race([(this.#options.module ?? openSite.module)(url), late]);
    } catch (cause) {
      throw cause instanceof DownloadError ? cause : failed(url, cause);
    } finally {
      clearTimeout(timer);
    }
  }

  /** The answer of the server, its body counted and watched as it streams. Reads ahead of whoever reads it. */
  async response(url: string, expected: Expected = {}): Promise<Response> {
    const abort = new AbortController();
    const answer = await this.#heard(
      url,
      abort,
      this.#fetch(url, { signal: abort.signal, credentials: "same-origin" }),
    );
    if (!answer.ok || !answer.body) throw failed(url, `the server answered ${answer.status}`);
    if (expected.type && /^text\/html\b/.test(answer.headers.get("content-type") ?? "")) {
      throw wrongType(url, expected.type);
    }
    const size = this.#sizes.get(url) ?? expected.bytes ?? sizeOf(answer);
    this.expect(url, size);
    const { onBroken } = expected;
    if (onBroken && isOfType(answer, expected.type)) {
      abort.signal.addEventListener("abort", () => onBroken(abort.signal.reason)); // before the reader knows less of it
      this.#follow(url, answer.clone(), abort, size !== 0).catch(onBroken);
      return answer;
    }
    const reader = answer.body.getReader();
    const counted = new ReadableStream<Uint8Array<ArrayBuffer>>(
      {
        pull: async (out) => {
          const { done, value } = await this.#heard(url, abort, reader.read()).catch((error: unknown) => {
            if (!expected.onBroken) throw error;
            expected.onBroken(error);
            return new Promise<never>(() => {});
          });
          if (done) return out.close();
          if (size !== 0) this.#count(value.byteLength);
          out.enqueue(value);
        },
        cancel: (reason) => reader.cancel(reason),
      },
      new ByteLengthQueuingStrategy({ highWaterMark: READ_AHEAD }),
    );
    return new Response(counted, expected.type ? { headers: { "content-type": expected.type } } : {});
  }

  /** Read a copy, only to count and to watch: what the browser itself sent is compiled without passing through here. */
  async #follow(url: string, copy: Response, abort: AbortController, isCounted: boolean): Promise<void> {
    const reader = copy.body?.getReader();
    for (;;) {
      const chunk = await this.#heard(url, abort, reader?.read());
      if (!chunk || chunk.done) return;
      if (isCounted) this.#count(chunk.value.byteLength);
    }
  }

  /** What the network owes us, or an error after too long a silence. */
  async #heard<Owed>(url: string, abort: AbortController, owed: Owed | Promise<Owed>): Promise<Owed> {
    const timer = setTimeout(() => abort.abort(stalled(url, this.#stall)), this.#stall);
    try {
      return await owed;
    } catch (cause) {
      throw abort.signal.aborted ? abort.signal.reason : failed(url, cause);
    } finally {
      clearTimeout(timer);
    }
  }

  get #stall(): number {
    return this.#options.stall ?? STALL;
  }

  #count(bytes: number): void {
    this.#loaded += bytes;
    let total: number | null = 0;
    for (const size of this.#sizes.values()) total = total === null || size === null ? null : total + size;
    this.#options.onProgress?.(this.#loaded, total === null ? null : Math.max(total, this.#loaded));
  }
}

function isOfType(answer: Response, type: string | undefined): boolean {
  return type !== undefined && answer.headers.get("content-type")?.split(";")[0]?.trim() === type;
}

/** The size of what will be read; a compressed answer tells only the size of its wrapping. */
function sizeOf(answer: Response): number | null {
  const length = answer.headers.get("content-length");
  return length && !answer.headers.get("content-encoding") ? Number(length) : null;
}

/** Throws when a file is not what the site says it is. */
export async function checkHash(url: string, content: Uint8Array<ArrayBuffer>, sha256: string): Promise<void> {
  const { subtle } = globalThis.crypto ?? {};
  if (!subtle) return; // a page without a secure context has no digests
  const digest = new Uint8Array(await subtle.digest("SHA-256", content));
  const found = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  if (found === sha256) return;
  throw new DownloadError(
    "corrupt",
    url,
    `${nameOf(url)} arrived damaged or belongs to another version of the site.`,
    "Reload the page; if it stays, the site must be deployed again as a whole.",
  );
}

/** A promise begun before anybody awaits it: its failure is told then, not as an unhandled one now. */
export function early<Value>(promise: Promise<Value>): Promise<Value> {
  promise.catch(() => {});
  return promise;
}

function failed(url: string, cause: unknown): DownloadError {
  const offline = globalThis.navigator?.onLine === false;
  const reason = offline ? "there is no network connection" : reasonOf(cause) || "no answer";
  const hint = offline ? "Connect and reload the page." : "Check the connection and reload the page.";
  return new DownloadError("failed", url, `${nameOf(url)} could not be downloaded: ${reason}.`, hint, cause);
}

function stalled(url: string, limit: number): DownloadError {
  return new DownloadError(
    "stalled",
    url,
    `The download of ${nameOf(url)} stopped: nothing came for ${Math.round(limit / 1000)} seconds.`,
    "Check the connection and reload the page.",
  );
}

function wrongType(url: string, type: string, cause?: unknown): DownloadError {
  return new DownloadError(
    "wrong-type",
    url,
    `${nameOf(url)} is not ${type}: the server sent something else in its place.`,
    `The site is not deployed completely: look at what ${url} answers.`,
    cause,
  );
}

function nameOf(url: string): string {
  return new URL(url, "http://site.invalid").pathname.split("/").pop() || url;
}
