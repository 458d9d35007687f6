import { ClocheError, MalformedFrameError, toWire } from "./errors.js";
import type { Frame, WireEvent, WorkerCalls } from "./messages.js";
import { faultInCall, faultInFrame } from "./schema.js";

/** Where frames go out. A worker's own global scope fits. */
export interface Outlet {
  postMessage(frame: Frame, transfer: ArrayBuffer[]): void;
}

/** One function for each call; what it returns or throws is the answer. */
export type Answers = {
  readonly [Name in keyof WorkerCalls]: (
    ...args: Parameters<WorkerCalls[Name]>
  ) => ReturnType<WorkerCalls[Name]> | Promise<ReturnType<WorkerCalls[Name]>>;
};

/**
 * The worker's end of the wire. Hand it every message that comes in (`receive`);
 * it answers each call once, and refuses what is not in the contract.
 *
 * Events go out in batches: those that something else always follows wait for it,
 * so that a rerun of a thousand small cells is not five thousand messages. What
 * comes right before a person's code may run long is sent at once.
 */
export class Server {
  readonly #outlet: Outlet;
  readonly #answers: Answers;
  #generation = 0;
  #batch: WireEvent[] = [];
  #transfer = new Set<ArrayBuffer>();
  #flushIsDue = false;

  constructor(outlet: Outlet, answers: Answers) {
    this.#outlet = outlet;
    this.#answers = answers;
  }

  /** Stamp every later batch with this life of the kernel. */
  set generation(generation: number) {
    this.flush();
    this.#generation = generation;
  }

  async receive(message: unknown): Promise<void> {
    const fault = faultInFrame(message);
    if (fault) return; // without a sound id there is nobody to answer
    const frame = message as Frame;
    if (frame.kind !== "call") return;
    const answer = await this.#answer(frame.name, frame.args, frame.id);
    this.flush(); // what was told while answering arrives before the answer
    this.#post(answer);
  }

  tell(event: WireEvent): void {
    this.#batch.push(event);
    if (event.type === "cell-output") collectBuffers(event.output, this.#transfer);
    if (!CAN_WAIT.has(event.type)) this.flush();
    else if (!this.#flushIsDue) {
      this.#flushIsDue = true;
      void Promise.resolve().then(() => this.flush()); // Python returned to the event loop without another word
    }
  }

  flush(): void {
    this.#flushIsDue = false;
    if (this.#batch.length === 0) return;
    const events = this.#batch;
    const transfer = [...this.#transfer];
    this.#batch = [];
    this.#transfer = new Set();
    this.#outlet.postMessage({ kind: "events", generation: this.#generation, events }, transfer);
  }

  /** The last word. The page fails its calls with this error and starts anew. */
  gone(error: unknown): void {
    this.flush();
    this.#post({ kind: "gone", error: toWire(error) });
  }

  async #answer(name: string, args: readonly unknown[], id: number): Promise<Frame> {
    try {
      const fault = faultInCall(name, args);
      if (fault) throw new MalformedFrameError(fault);
      const answer = this.#answers[name as keyof WorkerCalls] as (...args: readonly unknown[]) => unknown;
      return { kind: "answer", id, value: await answer(...args) };
    } catch (error) {
      return { kind: "failure", id, error: toWire(error) };
    }
  }

  #post(frame: Frame): void {
    try {
      this.#outlet.postMessage(frame, []);
    } catch (error) {
      if (frame.kind !== "answer") throw error;
      const problem = new ClocheError("The worker's answer could not be sent to the page.", "", { cause: error });
      this.#outlet.postMessage({ kind: "failure", id: frame.id, error: toWire(problem) }, []);
    }
  }
}

/** Events that the kernel always follows with another before a person's code runs again. */
const CAN_WAIT: ReadonlySet<WireEvent["type"]> = new Set<WireEvent["type"]>([
  "cells-analysed",
  "problems-changed",
  "run-started",
  "cell-status",
  "cell-finished",
]);

/** Images cross without a copy. The kernel gives each its own buffer and forgets it. */
function collectBuffers(output: Readonly<Record<string, unknown>> | null, into: Set<ArrayBuffer>): void {
  for (const key in output) {
    const content = output[key];
    if (!(content instanceof Uint8Array) || !(content.buffer instanceof ArrayBuffer)) continue;
    if (content.byteLength === content.buffer.byteLength) into.add(content.buffer); // a part of a larger one is copied
  }
}
