import type { AnswerBox } from "../../../worker/src/wire/answer-box.js";
import type { Client } from "../../../worker/src/wire/client.js";

/** Milliseconds from a command to its answer that count as quick. */
const QUICK = 12;
/** The most milliseconds that a picture is held up for an answer. */
const HOLD = 6;
/** Milliseconds from a command in which its answer is listened for: a picture that messages wait for is made by then. */
const LISTEN = 50;
/** Quick answers in a row, after one that was not, until it is worth it again. */
const PROOF = 2;

/** A client, as far as this needs it. */
export type Asked = Pick<Client, "lastCall" | "awaits" | "look">;

/** The page's clock, as far as this needs it. */
export interface Pictures {
  now(): number;
  /** Before the browser makes its next picture. */
  beforeNext(act: () => void): void;
}

/**
 * Python's answer before the message that brings it.
 *
 * Browsers leave messages lie after a key or a click until they have made the picture that follows, so an answer that is there
 * after 4 ms would wait for that, and for the picture after it. In place of it the page hears of what lies in the box that
 * it shares with the worker, and of what it draws at once, a slider's thumb, it makes no picture without having looked;
 * where quick answers are the rule it holds that picture up for a few milliseconds. What took long the last time is not waited for.
 */
export class Glance {
  readonly #box: AnswerBox;
  readonly #pictures: Pictures;
  /** How much each subject is trusted to be quick, and each cell with elements; one of which nothing is known is tried. */
  readonly #trust = new Map<string, number>();
  #following = 0;

  constructor(box: AnswerBox, pictures: Pictures) {
    this.#box = box;
    this.#pictures = pictures;
  }

  /** Hear the answer to the call that was just made as soon as it is there. */
  async listen(client: Asked, answer: Promise<unknown>): Promise<void> {
    this.#box.open();
    void this.#hear(client, client.lastCall);
    await this.#during(answer);
  }

  /** And have it in the next picture, if what is asked about answers quickly: it takes about as long each time. */
  async follow(subject: string, client: Asked, answer: Promise<unknown>): Promise<void> {
    const began = this.#pictures.now();
    const call = client.lastCall;
    if (this.#isTrusted(subject)) {
      this.#box.open();
      void this.#hear(client, call);
      this.#pictures.beforeNext(() => this.#look(client, call, began));
    }
    await this.#during(answer);
    this.#learn(subject, this.#pictures.now() - began <= QUICK);
  }

  /** The box is open as long as anything is awaited. */
  async #during(answer: Promise<unknown>): Promise<void> {
    this.#following += 1;
    await answer.catch(() => {}); // whoever called hears of it
    this.#following -= 1;
    if (this.#following === 0) this.#box.close();
  }

  async #hear(client: Asked, call: number): Promise<void> {
    const end = this.#pictures.now() + LISTEN;
    while (client.awaits(call) && this.#pictures.now() < end) {
      const more = this.#box.more();
      if (!more) return;
      await more;
      client.look(this.#box);
    }
  }

  #look(client: Asked, call: number, began: number): void {
    const now = this.#pictures.now();
    const end = Math.min(now + HOLD, began + QUICK);
    client.look(this.#box);
    while (client.awaits(call) && this.#pictures.now() < end) client.look(this.#box);
  }

  #isTrusted(subject: string): boolean {
    return (this.#trust.get(subject) ?? this.#trust.get(cellOf(subject)) ?? 0) >= 0;
  }

  #learn(subject: string, isQuick: boolean): void {
    for (const who of new Set([subject, cellOf(subject)]))
      this.#trust.set(who, isQuick ? Math.min(0, (this.#trust.get(who) ?? 0) + 1) : -PROOF);
  }
}

/** The cell that shows an element, which is not known yet where its neighbours are: they most likely set off the same cells. */
function cellOf(subject: string): string {
  return subject.replace(/-\d.*$/s, "");
}
