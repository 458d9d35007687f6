/**
 * The site's files for a sandbox, which cannot fetch them itself: Pyodide, the wheels, and the lazy parts of its own
 * page. Nothing else is given: what is asked for must lie in a folder that holds only such files.
 */

import * as v from "valibot";
import { reasonOf } from "../../../worker/src/wire/errors.js";
import type { SiteAnswer } from "../../../worker/src/wire/site.js";
import { Ahead } from "./ahead.js";
import { dropIfDamaged, storeSnapshot } from "./stored-snapshot.js";

const sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));

const ask = v.variant("kind", [
  v.strictObject({
    kind: v.literal("ask"),
    id: v.pipe(v.number(), v.integer()),
    url: v.pipe(v.string(), v.maxLength(2000)),
    raw: v.nullable(sha256),
    whole: v.boolean(),
  }),
  v.strictObject({ kind: v.literal("runs"), works: v.boolean() }),
  v.strictObject({ kind: v.literal("woke"), raw: sha256 }),
  v.strictObject({ kind: v.literal("broke"), raw: sha256 }),
]);

/** Ports that may be open at once: a page's, a worker's, and one that is just being replaced. More are old ones. */
const MOST_PORTS = 4;

/** Folders of the site that hold what a sandbox needs, and nothing that is anybody's. */
export const SITE_FOLDERS = ["pyodide/", "wheels/", "assets/guest"];

interface GivenSnapshot {
  readonly url: string;
  readonly content: Blob;
}

export class SiteFiles {
  readonly #folders: string[];
  readonly #onRuns: (works: boolean) => void;
  readonly #ahead: Ahead;
  readonly #ports: MessagePort[] = [];
  /** Snapshots that came from the site, to be stored once Python has woken up from them. */
  readonly #unproven = new Map<string, GivenSnapshot>();
  /** Those that this browser had: one is looked at, once, if Python does not wake up from it. */
  readonly #proven = new Map<string, GivenSnapshot>();
  #hasLooked = false;

  /** `folders` are beginnings of addresses. `onRuns` is told once whether the browser lets workers in a sandbox load programs. */
  constructor(folders: readonly string[], onRuns: (works: boolean) => void, ahead = new Ahead()) {
    this.#folders = [...folders];
    this.#ahead = ahead;
    let isTold = false;
    this.#onRuns = (works) => {
      if (!isTold) onRuns(works);
      isTold = true;
    };
  }

  /** This folder, too, holds only what a sandbox needs. */
  allow(folder: string): void {
    this.#folders.push(folder);
  }

  serve(port: MessagePort): void {
    this.#ports.push(port);
    if (this.#ports.length > MOST_PORTS) this.#ports.shift()?.close();
    const say = (answer: SiteAnswer, transfer: Transferable[] = []) => port.postMessage(answer, transfer);
    port.onmessage = ({ data }) => {
      const { success, output } = v.safeParse(ask, data);
      if (!success) return;
      if (output.kind === "runs") this.#onRuns(output.works);
      else if (output.kind === "woke") this.#store(output.raw);
      else if (output.kind === "broke") this.#look(output.raw);
      else void this.#answer(output, say);
    };
  }

  close(): void {
    for (const port of this.#ports.splice(0)) port.close();
    this.#ahead.drop();
  }

  async #answer(
    { id, url, raw, whole }: v.InferOutput<typeof ask> & { kind: "ask" },
    say: (answer: SiteAnswer, transfer?: Transferable[]) => void,
  ): Promise<void> {
    try {
      if (!this.allows(url)) throw new Error("the page does not give this file to a sandbox");
      const { content, ...head } = await this.#ahead.take(url, raw, whole);
      if (content instanceof Blob) {
        if (raw !== null) (head.isProven ? this.#proven : this.#unproven).set(raw, { url, content });
        return say({ kind: "whole", id, content, ...head });
      }
      say({ kind: "head", id, status: head.status, type: head.type });
      const reader = content.getReader();
      for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
        const { buffer, byteOffset, byteLength } = chunk.value;
        const bytes = byteLength === buffer.byteLength ? buffer : buffer.slice(byteOffset, byteOffset + byteLength);
        say({ kind: "part", id, bytes }, [bytes]);
      }
      say({ kind: "end", id });
    } catch (cause) {
      say({ kind: "failed", id, reason: reasonOf(cause) });
    }
  }

  #store(raw: string): void {
    const found = this.#unproven.get(raw);
    this.#unproven.delete(raw);
    if (found) storeSnapshot(found.url, raw, found.content).catch(() => {}); // storage is refused or full: then from the site again
  }

  #look(raw: string): void {
    const found = this.#proven.get(raw);
    if (!found || this.#hasLooked) return;
    this.#hasLooked = true;
    dropIfDamaged(found.url, raw, found.content).catch(() => {});
  }

  /** As written, without a way around: no search, no way up, nothing that the browser would write in another way. */
  allows(url: string): boolean {
    try {
      const { href, search, hash } = new URL(url);
      return (
        href === url && !/[%\\]/.test(url) && !search && !hash && this.#folders.some((folder) => url.startsWith(folder))
      );
    } catch {
      return false;
    }
  }
}
