/**
 * How a worker in a sandbox comes to the files of the site. Its origin is opaque, so the site's server would refuse it;
 * the page fetches for it, and this is what the two say over a port of their own. The asking end is
 * `worker/src/boot/site.ts`, the answering one `web/src/trust/site-files.ts`.
 */

import type { SiteConfig } from "./messages.js";

/** The first message to a worker in a sandbox; the port to ask comes with it. */
export interface SiteDoor {
  /** The site's folder, ending in "/". */
  readonly base: string;
  /** What the site carries, as it was built: nobody looked whether it still holds. */
  readonly hint: { readonly config: SiteConfig; readonly compiled: unknown } | null;
}

export interface SiteAsk {
  readonly kind: "ask";
  readonly id: number;
  readonly url: string;
  /** For a memory snapshot: the hash of what is in it, and it comes unpacked. */
  readonly raw: string | null;
  /** Nobody looks at it before all of it is here: it may come in one piece, which costs the page between nothing. */
  readonly whole: boolean;
}

/** Whether this browser lets such a worker load programs. Not every one does. */
export interface SiteRuns {
  readonly kind: "runs";
  readonly works: boolean;
}

/** Python woke up from the snapshot with this hash: it is worth keeping for the next visit. */
export interface SiteWoke {
  readonly kind: "woke";
  readonly raw: string;
}

/** Python did not wake up from the snapshot with this hash, which is said to be proven: whoever keeps it may look at it. */
export interface SiteBroke {
  readonly kind: "broke";
  readonly raw: string;
}

export type SiteAnswer =
  | { readonly kind: "head"; readonly id: number; readonly status: number; readonly type: string }
  | { readonly kind: "part"; readonly id: number; readonly bytes: ArrayBuffer }
  | { readonly kind: "end"; readonly id: number }
  | SiteWhole
  | { readonly kind: "failed"; readonly id: number; readonly reason: string };

/** All of a file. Its content is a Blob, which the browser holds: it is in nobody's way until it is read. */
export interface SiteWhole {
  readonly kind: "whole";
  readonly id: number;
  readonly status: number;
  readonly type: string;
  readonly content: object;
  /** A snapshot that Python has woken up from before. */
  readonly isProven: boolean;
}
