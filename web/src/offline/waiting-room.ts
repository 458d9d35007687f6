import type { Word } from "../../../worker/src/wire/waits.js";

/** Who waits, by its key, until there is a word for it. An answer that comes before the question is kept. */
export class WaitingRoom {
  readonly #wakes = new Map<string, (word: Word) => void>();
  readonly #answers = new Map<string, Word>();

  wait(key: string, milliseconds: number): Promise<Word> {
    const early = this.#answers.get(key);
    this.#answers.delete(key);
    if (early) return Promise.resolve(early);
    return new Promise((answer) => {
      const wake = (word: Word) => {
        clearTimeout(timer);
        if (this.#wakes.get(key) === wake) this.#wakes.delete(key);
        answer(word);
      };
      const timer = setTimeout(() => wake({ kind: "nothing" }), milliseconds);
      this.#wakes.set(key, wake);
    });
  }

  tell(key: string, word: Word): void {
    const wake = this.#wakes.get(key);
    if (wake) wake(word);
    else if (word.kind === "answer") this.#answers.set(key, word);
  }
}
