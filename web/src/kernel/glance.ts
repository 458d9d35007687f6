import type { AnswerBox } from "../../../worker/src/wire/answer-box.js";
import type { Client } from "../../../worker/src/wire/client.js";

/** Milliseconds from a command to its answer that count as quick. */
const QUICK = 12;
/** The most milliseconds that a picture is held up for an answer. */
const HOLD = 6;
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
 * Python's answer in the very picture of what it answers: a slider's thumb.
 *
 * While a page draws it hears no messages, so an answer that is there after 4 ms would wait for the picture after that one. In
 * place of it the page looks into the box that it shares with the worker, and where quick answers are the rule it holds
 * the picture up for a few milliseconds. What took long the last time is not waited for.
 */
export class Glance {
  readonly #box: AnswerBox;
  readonly #pictures: Pictures;
  /** How much each subject is trusted to be quick; one that is not known is tried. */
  readonly #trust = new Map<string, number>();
  #following = 0;

  constructor(box: AnswerBox, pictures: Pictures) {
    this.#box = box;
    this.#pictures = pictures;
  }

  /** The call that was just made is about this: the same subject takes about as long the next time. */
  async follow(subject: string, client: Asked, answer: Promise<unknown>): Promise<void> {
    const began = this.#pictures.now();
    const call = client.lastCall;
    if (this.#isTrusted(subject)) {
      this.#box.open();
      this.#pictures.beforeNext(() => this.#look(client, call, began));
    }
    this.#following += 1;
    await answer.catch(() => {}); // whoever called hears of it
    this.#learn(subject, this.#pictures.now() - began <= QUICK);
    this.#following -= 1;
    if (this.#following === 0) this.#box.close();
  }

  #look(client: Asked, call: number, began: number): void {
    const now = this.#pictures.now();
    const end = Math.min(now + HOLD, began + QUICK);
    client.look(this.#box);
    while (client.awaits(call) && this.#pictures.now() < end) client.look(this.#box);
  }

  #isTrusted(subject: string): boolean {
    return (this.#trust.get(subject) ?? 0) >= 0;
  }

  #learn(subject: string, isQuick: boolean): void {
    this.#trust.set(subject, isQuick ? Math.min(0, (this.#trust.get(subject) ?? 0) + 1) : -PROOF);
  }
}
