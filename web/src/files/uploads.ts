/** Files on their way into the notebook's folder: one after the other, each with its progress and a way to end it. */

import { type ReadonlySignal, signal } from "@preact/signals-core";
import { ClocheError, reasonOf } from "../../../worker/src/wire/errors.js";
import type { KernelFiles } from "../kernel/files.js";
import { freePath } from "./paths.js";

export interface Upload {
  readonly id: number;
  readonly path: string;
  readonly size: number;
  readonly taken: number;
  readonly state: "waiting" | "sending" | "failed";
  /** Why it failed. */
  readonly problem: string;
}

export interface Arriving {
  readonly path: string;
  readonly file: Blob;
  readonly replace: boolean;
}

export class Uploads {
  readonly #files: Pick<KernelFiles, "upload">;
  readonly #list = signal<readonly Upload[]>([]);
  readonly #cancels = new Map<number, AbortController>();
  #line: Promise<unknown> = Promise.resolve();
  #last = 0;

  constructor(files: Pick<KernelFiles, "upload">) {
    this.#files = files;
  }

  /** Those on their way, and those that failed until they are dismissed. */
  get list(): ReadonlySignal<readonly Upload[]> {
    return this.#list;
  }

  /** Send files after those that are on their way; gives the paths that arrived. */
  async send(arriving: readonly Arriving[]): Promise<string[]> {
    const queued = arriving.map((each) => ({ ...each, id: ++this.#last }));
    this.#list.value = [
      ...this.#list.peek(),
      ...queued.map(
        ({ id, path, file }): Upload => ({ id, path, size: file.size, taken: 0, state: "waiting", problem: "" }),
      ),
    ];
    for (const { id } of queued) this.#cancels.set(id, new AbortController());
    const arrived: string[] = [];
    for (const each of queued) {
      const sent = this.#line.then(() => this.#send(each.id, each));
      this.#line = sent;
      if (await sent) arrived.push(each.path);
    }
    return arrived;
  }

  /** End one, whether it waits, is on its way or has failed. */
  cancel(id: number): void {
    this.#cancels.get(id)?.abort(new DOMException("", "AbortError"));
    this.#remove(id);
  }

  cancelAll(): void {
    for (const { id } of this.#list.peek()) this.cancel(id);
  }

  async #send(id: number, { path, file, replace }: Arriving): Promise<boolean> {
    const cancel = this.#cancels.get(id);
    if (!cancel || cancel.signal.aborted) return false;
    this.#change(id, { state: "sending" });
    const onProgress = (taken: number) => this.#change(id, { taken });
    try {
      await this.#files.upload(path, file, { replace, signal: cancel.signal, onProgress });
      this.#remove(id);
      return true;
    } catch (error) {
      if (!cancel.signal.aborted) this.#change(id, { state: "failed", problem: words(error) });
      return false;
    }
  }

  #change(id: number, changes: Partial<Upload>): void {
    this.#list.value = this.#list.peek().map((each) => (each.id === id ? { ...each, ...changes } : each));
  }

  #remove(id: number): void {
    this.#cancels.delete(id);
    this.#list.value = this.#list.peek().filter((each) => each.id !== id);
  }
}

/** Where files go: what is there already is replaced, or the newcomer gets a name of its own. */
export function withPlaces(
  arriving: readonly Omit<Arriving, "replace">[],
  taken: ReadonlySet<string>,
  answer: "replace" | "both" | null,
): Arriving[] {
  const all = new Set(taken);
  return arriving.map((each) => {
    const replace = answer === "replace" && taken.has(each.path);
    const path = replace ? each.path : freePath(each.path, (tried) => all.has(tried));
    all.add(path);
    return { ...each, path, replace };
  });
}

/** Why a file did not do what was asked, for a person. */
export function words(error: unknown): string {
  if (error instanceof ClocheError) return `${error.problem} ${error.hint}`.trim();
  if (error instanceof DOMException)
    return "The file could not be read: it was moved or changed, or this page may not see it. Choose it again.";
  return reasonOf(error) || "It failed, and nobody said why.";
}
