/**
 * The site's files for a sandbox, which cannot fetch them itself: Pyodide, the wheels, and the lazy parts of its own
 * page. Nothing else is given: what is asked for must lie in a folder that holds only such files.
 */

import * as v from "valibot";
import { reasonOf } from "../../../worker/src/wire/errors.js";
import type { SiteAnswer } from "../../../worker/src/wire/site.js";
import { storedSnapshot } from "./stored-snapshot.js";

const ask = v.variant("kind", [
  v.strictObject({
    kind: v.literal("ask"),
    id: v.pipe(v.number(), v.integer()),
    url: v.pipe(v.string(), v.maxLength(2000)),
    raw: v.nullable(v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/))),
  }),
  v.strictObject({ kind: v.literal("runs"), works: v.boolean() }),
]);

/** Ports that may be open at once: a page's, a worker's, and one that is just being replaced. More are old ones. */
const MOST_PORTS = 4;

/** Folders of the site that hold what a sandbox needs, and nothing that is anybody's. */
export const SITE_FOLDERS = ["pyodide/", "wheels/", "assets/guest"];

export class SiteFiles {
  readonly #folders: readonly string[];
  readonly #onRuns: (works: boolean) => void;
  readonly #ports: MessagePort[] = [];

  /** `folders` are beginnings of addresses. `onRuns` is told once whether the browser lets workers in a sandbox load programs. */
  constructor(folders: readonly string[], onRuns: (works: boolean) => void) {
    this.#folders = folders;
    let isTold = false;
    this.#onRuns = (works) => {
      if (!isTold) onRuns(works);
      isTold = true;
    };
  }

  serve(port: MessagePort): void {
    this.#ports.push(port);
    if (this.#ports.length > MOST_PORTS) this.#ports.shift()?.close();
    const say = (answer: SiteAnswer, transfer: Transferable[] = []) => port.postMessage(answer, transfer);
    port.onmessage = ({ data }) => {
      const { success, output } = v.safeParse(ask, data);
      if (!success) return;
      if (output.kind === "runs") this.#onRuns(output.works);
      else void this.#answer(output.id, output.url, output.raw, say);
    };
  }

  close(): void {
    for (const port of this.#ports.splice(0)) port.close();
  }

  async #answer(
    id: number,
    url: string,
    raw: string | null,
    say: (answer: SiteAnswer, transfer?: Transferable[]) => void,
  ): Promise<void> {
    try {
      if (!this.allows(url)) throw new Error("the page does not give this file to a sandbox");
      if (raw !== null) {
        const bytes = await storedSnapshot(url, raw);
        say({ kind: "head", id, status: 200, type: "application/octet-stream" });
        say({ kind: "part", id, bytes }, [bytes]);
      } else {
        const response = await fetch(url, { credentials: "same-origin" });
        say({ kind: "head", id, status: response.status, type: response.headers.get("content-type") ?? "" });
        const reader = response.body?.getReader();
        for (let chunk = await reader?.read(); chunk && !chunk.done; chunk = await reader?.read()) {
          const { buffer, byteOffset, byteLength } = chunk.value;
          const bytes = byteLength === buffer.byteLength ? buffer : buffer.slice(byteOffset, byteOffset + byteLength);
          say({ kind: "part", id, bytes }, [bytes]);
        }
      }
      say({ kind: "end", id });
    } catch (cause) {
      say({ kind: "failed", id, reason: reasonOf(cause) });
    }
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
