/**
 * How a Python waits that neither shares memory with the page nor can be suspended: in a request that it makes
 * synchronously, and that the site's service worker holds until the page has a word for it. Here are the request's
 * address and the words; who waits is `worker/src/waiting.ts`, who holds `web/src/offline/`.
 */

/** What ends a wait: Stop, a line for `input()` (null is the end of the input), or that its time is over. */
export type Word =
  | { readonly kind: "stop" }
  | { readonly kind: "answer"; readonly request: number; readonly line: string | null }
  | { readonly kind: "nothing" };

/** From the page to the service worker. */
export interface Told {
  readonly key: string;
  readonly word: Word;
}

export interface Wait {
  /** Which worker waits. */
  readonly key: string;
  readonly milliseconds: number;
}

const PATH = "~wait";
/** Names the service worker in an answer: a host without it may answer anything. */
export const HELD = "cloche-held";

/** Where one worker's requests go; `folder` is the site's, and ends in "/". */
export function waitURL(folder: string, key: string): string {
  return `${folder}${PATH}?key=${encodeURIComponent(key)}`;
}

export function withLimit(url: string, milliseconds: number): string {
  return `${url}&for=${Math.ceil(milliseconds)}`;
}

/** What a request under the site's folder asks for, if it is to be held. */
export function readWait(url: string, folder: string): Wait | null {
  const found = /^\?key=([^&]+)&for=(\d+)$/.exec(url.slice(folder.length + PATH.length));
  if (!url.startsWith(folder + PATH) || !found) return null;
  const [, key = "", milliseconds] = found;
  return { key: decodeURIComponent(key), milliseconds: Number(milliseconds) };
}
