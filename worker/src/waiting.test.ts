import { expect, test } from "vitest";
import { waiting } from "./waiting.js";
import { readWait, type Word, waitURL, withLimit } from "./wire/waits.js";

/** Requests that are held as long as they ask for, but for those that get a word. */
function held(words: Readonly<Record<number, Word | null>> = {}) {
  let now = 0;
  const asked: number[] = [];
  const hold = (milliseconds: number): Word | null => {
    asked.push(milliseconds);
    const word = words[asked.length - 1];
    if (word !== undefined) return word;
    now += milliseconds;
    return { kind: "nothing" };
  };
  const clock = () => {
    now += 0.5;
    return now;
  };
  return { ...waiting(hold, clock), asked };
}

test("a long sleep is many requests, each short enough for a service worker", () => {
  const { sleep, asked } = held();

  expect(sleep(50_000)).toBe(true);

  expect(asked.length).toBe(3);
  expect(Math.max(...asked)).toBeLessThanOrEqual(20_000);
});

test("Stop ends a sleep and a question", () => {
  const stop: Word = { kind: "stop" };

  expect(held({ 1: stop }).sleep(1_000_000)).toBe(false);
  expect(held({ 2: stop }).ask(1)).toBeNull();
});

test("an answer is the line that was typed or the end of the input, and an answer to another question is none", () => {
  const answer = (request: number, line: string | null): Word => ({ kind: "answer", request, line });

  expect(held({ 0: answer(6, "late"), 1: answer(7, "Ada") }).ask(7)?.line).toBe("Ada");
  expect(held({ 0: answer(7, null) }).ask(7)?.line).toBeNull();
});

test("where nobody holds requests any more a sleep lasts as long as asked, and the input ends", () => {
  const gone = Object.fromEntries(Array.from({ length: 500 }, (_, n) => [n, null]));

  expect(held(gone).sleep(100)).toBe(true);
  expect(held(gone).ask(1)?.line).toBeNull();
});

test("only the site's own address for it is a wait", () => {
  const base = "https://notebooks.example/site/";
  const url = withLimit(waitURL(base, "a b"), 12.3);

  expect(readWait(url, base)).toEqual({ key: "a b", milliseconds: 13 });
  expect(readWait("https://notebooks.example/~wait?key=1", base)).toBeNull();
  expect(readWait(`${base}index.html`, base)).toBeNull();
});
