/**
 * The notebook's files as the page asks the worker for them. Python has the same thread there: while it computes, answers
 * wait, and `isWaiting` says so. Nothing is given up for that; only whoever asked may cancel.
 */

import { type ReadonlySignal, signal } from "@preact/signals-core";
import type { Client } from "../../../worker/src/wire/client.js";
import { ClocheError } from "../../../worker/src/wire/errors.js";
import type { FileEntry, FileList, WorkerCalls, WorkerEvent } from "../../../worker/src/wire/messages.js";

/** Bytes in one message: copying so many takes the page a millisecond or two. */
export const PIECE = 4_000_000;

/** Milliseconds without an answer after which somebody is told why. */
const PATIENCE = 600;

/** Python is not there to be asked. */
class NoPythonError extends ClocheError {
  override readonly code = "no-python";
}

export interface UploadOptions {
  readonly replace: boolean;
  readonly signal: AbortSignal;
  readonly onProgress: (taken: number) => void;
}

export class KernelFiles {
  readonly #client: () => Client | null;
  #lives = 0;
  readonly #changes = signal(0);
  readonly #waiting = signal(0);
  readonly #isStoring = signal(false);
  readonly #fault = signal<{ readonly problem: string; readonly hint: string } | null>(null);

  constructor(client: () => Client | null) {
    this.#client = client;
  }

  /** Counts what happened to files, and new Pythons: whoever shows a list asks again. */
  get changes(): ReadonlySignal<number> {
    return this.#changes;
  }

  /** Calls that have been without an answer for a while: Python is busy. */
  get waiting(): ReadonlySignal<number> {
    return this.#waiting;
  }

  /** The newest changes are not stored yet: they would be gone with the page. */
  get isStoring(): ReadonlySignal<boolean> {
    return this.#isStoring;
  }

  /** Why the newest changes are in memory only; null while all is stored. */
  get fault(): ReadonlySignal<{ readonly problem: string; readonly hint: string } | null> {
    return this.#fault;
  }

  /** What the worker tells of files. Before Python has started it can only be that the browser keeps none. */
  hear(event: WorkerEvent, isStarted: boolean): void {
    if (event.type === "files-changed") {
      this.#changes.value += 1;
      this.#isStoring.value = true;
    } else if (event.type === "files-saved") {
      this.#fault.value = null;
      this.#isStoring.value = false;
    } else if (event.type === "files-unsaved" && isStarted) {
      this.#fault.value = { problem: event.problem, hint: event.hint };
    }
  }

  /** How many workers had the folder so far: files that are gone in a new one were not deleted by anybody. */
  get lives(): number {
    return this.#lives;
  }

  /** Another worker has the folder now. */
  begin(): void {
    this.#lives += 1;
    this.#fault.value = null;
    this.#isStoring.value = false;
    this.#changes.value += 1;
  }

  list(): Promise<FileList> {
    return this.#call("listFiles");
  }

  makeFolder(path: string): Promise<FileEntry> {
    return this.#call("makeFolder", path);
  }

  move(from: string, to: string): Promise<FileEntry> {
    return this.#call("moveFile", from, to);
  }

  async remove(path: string): Promise<void> {
    await this.#call("removeFile", path);
  }

  /** The beginning of a file, or all of it where it is shorter. */
  head(path: string, most: number): Promise<Uint8Array<ArrayBuffer>> {
    return this.#call("readFile", path, 0, most);
  }

  /** A file piece by piece. */
  async *read(path: string): AsyncGenerator<Uint8Array<ArrayBuffer>> {
    for (let start = 0; ; start += PIECE) {
      const piece = await this.#call("readFile", path, start, PIECE);
      if (piece.length > 0) yield piece;
      if (piece.length < PIECE) return;
    }
  }

  /** Send a file, a piece at a time, each when the one before is taken. Rejects with the signal's reason when cancelled. */
  async upload(path: string, content: Blob, { replace, signal, onProgress }: UploadOptions): Promise<FileEntry> {
    const begun = this.#call("beginUpload", path, content.size, replace);
    try {
      const upload = await unless(signal, begun);
      for (let start = 0; start < content.size; start += PIECE) {
        const bytes = new Uint8Array(await unless(signal, content.slice(start, start + PIECE).arrayBuffer()));
        await unless(signal, this.#call("appendUpload", upload, bytes));
        onProgress(start + bytes.length);
      }
      return await unless(signal, this.#call("finishUpload", upload));
    } catch (error) {
      void begun.then((upload) => this.#call("abortUpload", upload)).catch(() => {}); // it may be gone with its worker
      throw error;
    }
  }

  async #call<Name extends keyof WorkerCalls>(
    name: Name,
    ...args: Parameters<WorkerCalls[Name]>
  ): Promise<ReturnType<WorkerCalls[Name]>> {
    const client = this.#client();
    if (!client) throw new NoPythonError("Python is not running, and it keeps the files.", "Restart Python.");
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      this.#waiting.value += 1;
    }, PATIENCE);
    try {
      return await client.call(name, ...args);
    } finally {
      clearTimeout(timer);
      if (isLate) this.#waiting.value -= 1;
    }
  }
}

/** What a promise comes to, but no later than the signal. */
function unless<Value>(signal: AbortSignal, promise: Promise<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    const give = () => reject(signal.reason);
    if (signal.aborted) give();
    signal.addEventListener("abort", give, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", give));
  });
}
