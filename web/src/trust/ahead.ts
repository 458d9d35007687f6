/**
 * What Python in a sandbox begins with, on its way before the sandbox is there: the page's first script begins it, as a
 * worker of one's own would by itself. What this browser has kept from a visit before comes in one piece, which stays with
 * the browser until the sandbox reads it; from the network a file comes as it flows.
 */

import type { SiteConfig } from "../../../worker/src/wire/messages.js";
import { storedSnapshot, unpackedSnapshot } from "./stored-snapshot.js";

/** What the site carried when it was built (`worker/src/boot/preparation.ts`), as far as it is fetched here. */
export interface SiteHint {
  readonly config: SiteConfig;
  readonly compiled: {
    readonly stdlib: { readonly file: string };
    readonly kernel: { readonly file: string };
    readonly snapshot: HintedSnapshot | null;
    readonly snapshotSync: HintedSnapshot | null;
  };
}

interface HintedSnapshot {
  readonly file: string;
  readonly raw: { readonly sha256: string };
}

/** A file of the site, or the server's word that it has none. */
export interface SiteFile {
  readonly status: number;
  readonly type: string;
  readonly content: Blob | ReadableStream<Uint8Array<ArrayBuffer>>;
  /** A snapshot that Python has woken up from before. */
  readonly isProven: boolean;
}

/** The site's files, each of which may have been begun before it is asked for. */
export class Ahead {
  readonly #begun = new Map<string, Promise<SiteFile>>();

  /** `base` is the site's folder. */
  begin({ config, compiled }: SiteHint, base: string): void {
    const snapshot = "Suspending" in WebAssembly ? compiled.snapshot : compiled.snapshotSync;
    if (!snapshot) return;
    const at = (path: string) => new URL(path, base).href;
    const [python, wheels] = [at(config.indexURL), at(config.wheelsURL)];
    const url = wheels + snapshot.file;
    const { sha256 } = snapshot.raw;
    const stored = storedSnapshot(url, sha256).catch(() => null);
    this.#keep(
      url,
      stored.then((content) => (content ? provenFile(content) : fetchSnapshot(url, sha256))),
    );
    const program = `${python}pyodide.asm.wasm`;
    // Who has a snapshot from before most likely has the program, too.
    this.#keep(
      program,
      stored.then((content) => fetchFile(program, content !== null)),
    );
    for (const file of [
      `${python}pyodide.mjs`,
      `${python}pyodide.asm.mjs`,
      wheels + compiled.stdlib.file,
      wheels + compiled.kernel.file,
    ])
      this.#keep(file, fetchFile(file, true));
  }

  /** The file; from now on it is the caller's. Rejects when it cannot be had. */
  take(url: string, sha256: string | null, isWhole: boolean): Promise<SiteFile> {
    const begun = this.#begun.get(url);
    this.#begun.delete(url);
    if (begun) return begun;
    return sha256 === null ? fetchFile(url, isWhole) : findSnapshot(url, sha256);
  }

  /** Nobody will ask. A file that is not read holds up whoever fetches it next. */
  drop(): void {
    const cancel = async (file: Promise<SiteFile>) => {
      const { content } = await file;
      if (content instanceof ReadableStream) await content.cancel();
    };
    for (const begun of this.#begun.values()) cancel(begun).catch(() => {});
    this.#begun.clear();
  }

  #keep(url: string, file: Promise<SiteFile>): void {
    file.catch(() => {}); // told to whoever takes it
    this.#begun.set(url, file);
  }
}

async function findSnapshot(url: string, sha256: string): Promise<SiteFile> {
  const stored = await storedSnapshot(url, sha256).catch(() => null);
  return stored ? provenFile(stored) : fetchSnapshot(url, sha256);
}

async function fetchSnapshot(url: string, sha256: string): Promise<SiteFile> {
  const content = await unpackedSnapshot(await fetch(url, { credentials: "same-origin" }), sha256);
  return { ...provenFile(content), isProven: false };
}

function provenFile(content: Blob): SiteFile {
  return { status: 200, type: "application/octet-stream", content, isProven: true };
}

async function fetchFile(url: string, isWhole: boolean): Promise<SiteFile> {
  const answer = await fetch(url, { credentials: "same-origin" });
  const content = isWhole || !answer.body ? await answer.blob() : answer.body;
  return { status: answer.status, type: answer.headers.get("content-type") ?? "", content, isProven: false };
}
