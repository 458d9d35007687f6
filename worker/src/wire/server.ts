import type { AnswerBox } from "./answer-box.js";
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
 * Events go out as they are told: the kernel knows best which of its events can wait
 * for the next and hands them over in batches.
 */
export class Server {
  readonly #outlet: Outlet;
  readonly #answers: Answers;
  /** Every batch is stamped with this life of the kernel. */
  generation = 0;
  /** Where the page may look for copies of what is posted. */
  box: AnswerBox | null = null;
  #posted = 0;

  constructor(outlet: Outlet, answers: Answers) {
    this.#outlet = outlet;
    this.#answers = answers;
  }

  async receive(message: unknown): Promise<void> {
    const fault = faultInFrame(message);
    if (fault) return; // without a sound id there is nobody to answer
    const frame = message as Frame;
    if (frame.kind !== "call") return;
    const answer = await this.#answer(frame.name, frame.args, frame.id);
    this.#post(answer, answer.kind === "answer" && answer.value === null);
  }

  /** Tell what happened, in order. Images inside outputs are given away, not copied. */
  tell(...events: readonly WireEvent[]): void {
    const given = new Set<ArrayBuffer>();
    for (const event of events) {
      if (event.type === "cell-output") collectBuffers(event.output, given);
      else if (event.type === "element-said") collectBuffers(event.message, given);
    }
    this.#outlet.postMessage({ ...this.#stamped(events), number: ++this.#posted }, [...given]);
  }

  /** Tell what happened, written as a JSON list already: one text is cloned and read sooner than its many parts. */
  tellText(events: string): void {
    this.#post(this.#stamped(events), true);
  }

  /** The last word. The page fails its calls with this error and starts anew. */
  gone(error: unknown): void {
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

  #stamped(events: readonly WireEvent[] | string): Frame {
    return { kind: "events", generation: this.generation, events };
  }

  /** `isPlain`: JSON says all of it. */
  #post(content: Frame, isPlain = false): void {
    const number = ++this.#posted;
    const frame = { ...content, number };
    if (isPlain && this.box?.isOpen) this.box.put({ number, text: JSON.stringify(frame) });
    try {
      this.#outlet.postMessage(frame, []);
    } catch (error) {
      if (frame.kind !== "answer") throw error;
      const problem = new ClocheError("The worker's answer could not be sent to the page.", "", { cause: error });
      this.#outlet.postMessage({ kind: "failure", id: frame.id, error: toWire(problem), number }, []);
    }
  }
}

/** A buffer may be given away when it is all the array's own; a part of a larger one is copied. */
function collectBuffers(content: unknown, into: Set<ArrayBuffer>): void {
  if (typeof content !== "object" || content === null) return;
  if (!ArrayBuffer.isView(content)) for (const part of Object.values(content)) collectBuffers(part, into);
  else if (content.buffer instanceof ArrayBuffer && content.byteLength === content.buffer.byteLength)
    into.add(content.buffer);
}
