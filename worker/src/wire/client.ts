import type { AnswerBox } from "./answer-box.js";
import { MalformedFrameError, RemoteError, WorkerGoneError } from "./errors.js";
import type { Frame, WireEvent, WorkerCalls } from "./messages.js";
import { BootWatch, PATIENCE, type Patience } from "./patience.js";
import { eventsInText, faultInFrame } from "./schema.js";

/** The least a transport must do. A Worker fits; a MessagePort fits once started. */
export interface Port {
  postMessage(frame: Frame): void;
  addEventListener(type: "message" | "messageerror" | "error", listener: (event: PortEvent) => void): void;
  removeEventListener(type: "message" | "messageerror" | "error", listener: (event: PortEvent) => void): void;
}

/** `data` of a message, `message` of an error. */
export interface PortEvent {
  readonly data?: unknown;
  readonly message?: string;
  preventDefault?(): void;
}

export interface ClientOptions {
  /** The life of the kernel this client belongs to; events of any other are dropped. */
  readonly generation: number;
  /** Events in the order they happened, as many as came together. */
  readonly onEvents: (events: readonly WireEvent[]) => void;
  /** The worker died by itself. Not called after `close()`. */
  readonly onGone?: (error: WorkerGoneError) => void;
  /** A message was dropped because it is not of this protocol. */
  readonly onMalformed?: (error: MalformedFrameError) => void;
  /** Limits of silence while booting, where they differ from `PATIENCE`. */
  readonly patience?: Partial<Patience>;
}

interface Waiting {
  readonly name: string;
  readonly answer: (value: unknown) => void;
  readonly fail: (error: Error) => void;
}

/**
 * The page's end of the wire. Every call settles: answered, failed, or failed
 * because the worker died. The worker itself belongs to whoever made it: `close()`
 * stops listening and settles what waits, and terminates nothing.
 */
export class Client {
  readonly #port: Port;
  readonly #options: ClientOptions;
  readonly #waiting = new Map<number, Waiting>();
  #lastId = 0;
  /** The newest frame of the worker's, by its number. */
  #heard: number | null = null;
  #gone: WorkerGoneError | null = null;
  #boot: { readonly id: number; readonly watch: BootWatch } | null = null;

  constructor(port: Port, options: ClientOptions) {
    this.#port = port;
    this.#options = options;
    port.addEventListener("message", this.#onMessage);
    port.addEventListener("messageerror", this.#onUnreadable);
    port.addEventListener("error", this.#onCrash);
  }

  /** The error that every further call fails with, or null while the worker lives. */
  get gone(): WorkerGoneError | null {
    return this.#gone;
  }

  call<Name extends keyof WorkerCalls>(
    name: Name,
    ...args: Parameters<WorkerCalls[Name]>
  ): Promise<ReturnType<WorkerCalls[Name]>> {
    if (this.#gone) return Promise.reject(this.#gone);
    const id = ++this.#lastId;
    return new Promise((answer, fail) => {
      this.#port.postMessage({ kind: "call", id, name, args }); // throws on what cannot be cloned
      this.#waiting.set(id, { name, answer: answer as Waiting["answer"], fail });
      if (name === "boot") this.#watchBoot(id);
    });
  }

  /** The call that was made last, and whether its answer has not come yet. */
  get lastCall(): number {
    return this.#lastId;
  }
  awaits(call: number): boolean {
    return this.#waiting.has(call);
  }

  /** Hear what lies in the box now, as far as nothing older is still on its way. */
  look(box: AnswerBox): void {
    for (let copy = box.take(); copy; copy = box.take())
      if (this.#heard !== null && copy.number === this.#heard + 1 && !this.#gone) this.#take(JSON.parse(copy.text));
  }

  /** Fail every unanswered call. Later calls fail at once with the same error. */
  close(cause?: unknown): void {
    if (this.#gone) return;
    this.#port.removeEventListener("message", this.#onMessage);
    this.#port.removeEventListener("messageerror", this.#onUnreadable);
    this.#port.removeEventListener("error", this.#onCrash);
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    this.#boot?.watch.stop();
    const names = waiting.map((call) => call.name);
    this.#gone = new WorkerGoneError(names, cause);
    for (const call of waiting) call.fail(this.#gone);
  }

  readonly #onMessage = ({ data }: PortEvent): void => this.#take(data);

  #take(data: unknown): void {
    if (this.#hasHeard(data)) return;
    const fault = faultInFrame(data);
    if (fault) {
      this.#options.onMalformed?.(new MalformedFrameError(fault));
      return;
    }
    const frame = data as Frame;
    this.#heard = frame.number ?? this.#heard;
    if (frame.kind === "events") this.#hear(frame.generation, frame.events);
    else if (frame.kind === "gone") this.#die(new RemoteError(frame.error));
    else if (frame.kind !== "call") this.#settle(frame);
  }

  /** It was read from the box before its message came. */
  #hasHeard(data: unknown): boolean {
    const number = (data as Partial<Frame> | null)?.number;
    return this.#heard !== null && number !== undefined && number <= this.#heard;
  }

  readonly #onUnreadable = (): void => {
    this.#options.onMalformed?.(new MalformedFrameError("a message could not be read"));
  };

  /** The script did not load, or an error escaped the worker before it could tell. */
  readonly #onCrash = (event: PortEvent): void => {
    event.preventDefault?.();
    this.#die(event.message || "its script could not be loaded");
  };

  #die(cause: unknown): void {
    this.close(cause);
    if (this.#gone) this.#options.onGone?.(this.#gone);
  }

  #hear(generation: number, told: readonly WireEvent[] | string): void {
    if (generation !== this.#options.generation) return;
    const events = typeof told === "string" ? eventsInText(told) : told;
    if (typeof events === "string") {
      this.#options.onMalformed?.(new MalformedFrameError(`.events${events}`));
      return;
    }
    for (const event of events) if (event.type === "boot-progress") this.#boot?.watch.heard(event.phase);
    this.#options.onEvents(events);
  }

  #settle(frame: Extract<Frame, { kind: "answer" | "failure" }>): void {
    const call = this.#waiting.get(frame.id);
    if (!call) return; // given up meanwhile: nobody is listening any more
    this.#waiting.delete(frame.id);
    if (frame.id === this.#boot?.id) this.#boot.watch.stop();
    if (frame.kind === "answer") call.answer(frame.value);
    else call.fail(new RemoteError(frame.error));
  }

  #watchBoot(id: number): void {
    this.#boot?.watch.stop();
    const watch = new BootWatch({ ...PATIENCE, ...this.#options.patience }, (error) => {
      const boot = this.#waiting.get(id);
      this.#waiting.delete(id);
      boot?.fail(error);
    });
    this.#boot = { id, watch };
  }
}
