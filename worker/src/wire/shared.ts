/**
 * The memory that the page shares with its worker, where it may: the one way to reach a Python that is busy or that
 * blocks. The page rings and answers; the worker looks, and waits.
 *
 *     word 0  the signal: Pyodide watches its first byte and raises KeyboardInterrupt on 2
 *     word 1  1 while Stop is on: what waits behind the run is not to begin
 *     word 2  the answer to `input()`: 0 none yet, 1 a line, 2 the end of the input
 *     word 3  the request that it answers
 *     word 4  the line's length, in UTF-16 units, which follow
 */

const SIGNAL = 0;
const STOPPING = 1;
const STATE = 2;
const REQUEST = 3;
const LENGTH = 4;
const HEAD = 20;

const SIGINT = 2;
const LINE = 1;
const END = 2;

/** Page and worker may share memory here. WebKit calls a page isolated that has nothing to share. */
export function canShare(): boolean {
  return Reflect.get(globalThis, "crossOriginIsolated") === true && "SharedArrayBuffer" in globalThis;
}

/** UTF-16 units in a line for `input()`; a terminal takes 4,095 bytes. */
export const LONGEST_LINE = 65_536;

/** What `input()` got: a line, or null for the end of the input. */
export interface Answer {
  readonly line: string | null;
}

export class Shared {
  static readonly BYTES = HEAD + 2 * LONGEST_LINE;

  readonly #words: Int32Array<SharedArrayBuffer>;
  readonly #units: Uint16Array<SharedArrayBuffer>;

  constructor(readonly buffer: SharedArrayBuffer) {
    this.#words = new Int32Array(buffer, 0, HEAD / 4);
    this.#units = new Uint16Array(buffer, HEAD);
  }

  // --------------------------------------------------------------- the page

  /** Interrupt what runs. Once is not enough for code that catches every exception. */
  ring(): void {
    Atomics.store(this.#words, STOPPING, 1);
    Atomics.store(this.#words, SIGNAL, SIGINT);
    Atomics.notify(this.#words, SIGNAL);
  }

  hush(): void {
    Atomics.store(this.#words, STOPPING, 0);
    Atomics.store(this.#words, SIGNAL, 0);
  }

  /** Answer a request; longer lines are cut. */
  answer(request: number, line: string | null): void {
    const length = Math.min(line?.length ?? 0, LONGEST_LINE);
    for (let i = 0; i < length; i++) this.#units[i] = (line as string).charCodeAt(i);
    this.#words[LENGTH] = length;
    this.#words[REQUEST] = request;
    Atomics.store(this.#words, STATE, line === null ? END : LINE);
    Atomics.notify(this.#words, SIGNAL);
  }

  // ------------------------------------------------------------- the worker

  /** What Pyodide watches. */
  get signal(): Uint8Array<SharedArrayBuffer> {
    return new Uint8Array(this.buffer, 0, 1);
  }

  /** Stop was pressed, and what it was meant for is not over yet. */
  get isStopping(): boolean {
    return Atomics.load(this.#words, STOPPING) !== 0;
  }

  /** Forget a signal that came too late for the run it was meant for. */
  reset(): void {
    Atomics.store(this.#words, SIGNAL, 0);
  }

  /** Take the signal, if there is one. */
  takeSignal(): boolean {
    return Atomics.exchange(this.#words, SIGNAL, 0) !== 0;
  }

  /** Take the answer to this request, if there is one. Answers to others are thrown away. */
  takeAnswer(request: number): Answer | null {
    const state = Atomics.exchange(this.#words, STATE, 0);
    if (state === 0 || this.#words[REQUEST] !== request) return null;
    return { line: state === END ? null : this.#line(this.#words[LENGTH] ?? 0) };
  }

  /** Block until something happens or the time is over; a notice may be missed, so look again yourself. */
  wait(milliseconds: number): void {
    Atomics.wait(this.#words, SIGNAL, 0, milliseconds);
  }

  #line(length: number): string {
    let line = "";
    for (let at = 0; at < length; at += 4096)
      line += String.fromCharCode(...this.#units.slice(at, Math.min(at + 4096, length)));
    return line;
  }
}
