/**
 * Memory in which the page finds copies of what the worker posts, sooner than messages reach it: a page that draws, or is to
 * draw after a key, reads no messages, but it can look here, and wait for what comes.
 *
 * Copies only: every frame is posted as well, with the same number, and whoever has read it here passes over the
 * message. So nothing is lost where the page does not look, looks too late, or where a frame does not fit; and there is
 * nothing to agree on. One page looks, one worker writes:
 *
 *     word 0  the page's turn: with each a new, empty list of frames; 0 while it looks for none
 *     word 1  what the worker has written: the turn that it is for, and how many frames
 *     then    each frame's number and where its text ends, in UTF-16 units; then the texts
 *
 * A turn's list only grows, and its length is told when a frame is whole, so what can be read is never half of something.
 * A frame that was meant for a turn before tells that turn, and is not read.
 */

const TURN = 0;
const WRITTEN = 1;
/** Frames of one turn. An action has three: its run began, its run is over, its answer. */
const MOST = 15;
const HEAD = 4 * (2 + 2 * MOST);
const TURNS = 2 ** 16;

/** UTF-16 units of one turn's frames: what is longer takes longer to draw than to post. */
export const ROOM = 32_768;

/** A frame as JSON, and which one of all that this worker has posted. */
export interface Copy {
  readonly number: number;
  readonly text: string;
}

/** What `lib.es2024` says of it. */
interface Waiting {
  waitAsync(words: Int32Array, at: number, value: number): { readonly value: Promise<string> | string };
}

export class AnswerBox {
  static readonly BYTES = HEAD + 2 * ROOM;

  readonly #words: Int32Array<SharedArrayBuffer>;
  readonly #units: Uint16Array<SharedArrayBuffer>;
  #turn = 0;
  /** Frames of this turn, read or written by this side. */
  #count = 0;

  /** `at` is where in the memory it begins. */
  constructor(buffer: SharedArrayBuffer, at = 0) {
    this.#words = new Int32Array(buffer, at, HEAD / 4);
    this.#units = new Uint16Array(buffer, at + HEAD, ROOM);
  }

  // --------------------------------------------------------------- the page

  /** From now on the worker copies what it posts. */
  open(): void {
    this.#turn = (this.#turn % (TURNS - 1)) + 1;
    this.#count = 0;
    Atomics.store(this.#words, TURN, this.#turn);
  }

  /** No more copies are wanted. */
  close(): void {
    Atomics.store(this.#words, TURN, 0);
    Atomics.notify(this.#words, WRITTEN);
  }

  /** The next frame since it was opened, or null as long as there is none. */
  take(): Copy | null {
    const written = Atomics.load(this.#words, WRITTEN);
    if (written >> 4 !== this.#turn || (written & 15) <= this.#count) return null;
    const begin = this.#count === 0 ? 0 : (this.#words[this.#place(this.#count - 1) + 1] ?? 0);
    const place = this.#place(this.#count);
    this.#count += 1;
    return { number: this.#words[place] ?? 0, text: this.#text(begin, this.#words[place + 1] ?? 0) };
  }

  /** When there is more to take, or it is closed; null where browsers do not tell without holding the page up. */
  more(): Promise<unknown> | null {
    const waitAsync = (Atomics as Partial<Waiting>).waitAsync?.bind(Atomics);
    if (!waitAsync) return null;
    const written = Atomics.load(this.#words, WRITTEN);
    if (written >> 4 === this.#turn && (written & 15) > this.#count) return Promise.resolve();
    return Promise.resolve(waitAsync(this.#words, WRITTEN, written).value);
  }

  // ------------------------------------------------------------- the worker

  /** Somebody looks, and there is room for one more. */
  get isOpen(): boolean {
    const turn = Atomics.load(this.#words, TURN);
    return turn !== 0 && !(turn === this.#turn && this.#count === MOST);
  }

  /** Copy a frame; one that does not fit is left to its message, and with it those behind it in this turn. */
  put(copy: Copy): void {
    const turn = Atomics.load(this.#words, TURN);
    if (turn === 0) return;
    if (turn !== this.#turn) {
      this.#turn = turn;
      this.#count = 0;
    }
    const { number, text } = copy;
    const begin = this.#count === 0 ? 0 : (this.#words[this.#place(this.#count - 1) + 1] ?? 0);
    if (this.#count === MOST || begin + text.length > ROOM) return;
    for (let i = 0; i < text.length; i++) this.#units[begin + i] = text.charCodeAt(i);
    const place = this.#place(this.#count);
    this.#words[place] = number;
    this.#words[place + 1] = begin + text.length;
    this.#count += 1;
    Atomics.store(this.#words, WRITTEN, (turn << 4) | this.#count);
    Atomics.notify(this.#words, WRITTEN);
  }

  #place(frame: number): number {
    return 2 + 2 * frame;
  }

  #text(begin: number, end: number): string {
    let text = "";
    for (let at = begin; at < end; at += 4096)
      text += String.fromCharCode(...this.#units.slice(at, Math.min(at + 4096, end)));
    return text;
  }
}
