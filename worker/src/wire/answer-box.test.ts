import { expect, test } from "vitest";
import { AnswerBox, type Copy, ROOM } from "./answer-box.js";

/** The page's end and the worker's, over memory that begins somewhere inside of another. */
function bothEnds() {
  const memory = new SharedArrayBuffer(AnswerBox.BYTES + 20);
  return { page: new AnswerBox(memory, 20), worker: new AnswerBox(memory, 20) };
}

const copy = (number: number, text = `"${number}"`): Copy => ({ number, text });

test("what was put in comes out in order, once", () => {
  const { page, worker } = bothEnds();
  page.open();

  worker.put(copy(7, '"a \u{1f514} and half of one: \ud83d"'));
  worker.put(copy(8, ""));
  const first = page.take();
  worker.put(copy(9, "x".repeat(10_000)));

  expect(first).toEqual(copy(7, '"a \u{1f514} and half of one: \ud83d"'));
  expect([page.take(), page.take(), page.take()]).toEqual([copy(8, ""), copy(9, "x".repeat(10_000)), null]);
});

test("nothing is copied while nobody looks", () => {
  const { page, worker } = bothEnds();

  worker.put(copy(1));
  expect(worker.isOpen).toBe(false);
  page.open();
  expect(worker.isOpen).toBe(true);
  expect(page.take()).toBeNull();
  page.close();
  worker.put(copy(2));

  expect(page.take()).toBeNull();
});

test("a turn begins empty, whatever was left in the one before", () => {
  const { page, worker } = bothEnds();

  page.open();
  worker.put(copy(1));
  worker.put(copy(2));
  page.open();
  expect(page.take()).toBeNull();
  worker.put(copy(3));

  expect([page.take(), page.take()]).toEqual([copy(3), null]);
});

test("what the worker began to write for the turn before is not read in this one", () => {
  const { page, worker } = bothEnds();
  const interrupted: Copy = {
    number: 1,
    get text() {
      page.open(); // the page goes on in the middle of it
      return "late";
    },
  };

  page.open();
  worker.put(interrupted);
  expect(page.take()).toBeNull();
  worker.put(copy(2));

  expect([page.take(), page.take()]).toEqual([copy(2), null]);
});

test("what does not fit is left out, and what does is whole", () => {
  const { page, worker } = bothEnds();
  const large = "l".repeat(ROOM);

  page.open();
  worker.put(copy(1, `${large}!`));
  worker.put(copy(2, large));
  worker.put(copy(3, "!"));
  expect([page.take(), page.take()]).toEqual([copy(2, large), null]);

  page.open();
  for (let number = 1; number < 40; number += 1) worker.put(copy(number));
  const taken = [...Array(40)].map(() => page.take()?.number).filter((number) => number !== undefined);

  expect(taken).toEqual(Array.from({ length: 15 }, (_, n) => n + 1));
});

test("turns begin again after the largest", () => {
  const { page, worker } = bothEnds();

  for (let turn = 0; turn < 2 ** 16 + 5; turn += 1) page.open();
  worker.put(copy(1));

  expect(page.take()).toEqual(copy(1));
});

test("the page hears that there is more to take, and that nothing more will come", async () => {
  const { page, worker } = bothEnds();

  page.open();
  const first = page.more();
  worker.put(copy(1));
  await first;
  await page.more(); // it is there already
  expect(page.take()).toEqual(copy(1));

  const rest = page.more();
  page.close();
  await rest;
  expect(page.take()).toBeNull();
});

test("a turn that is full takes no more of the worker's time", () => {
  const { page, worker } = bothEnds();

  page.open();
  for (let number = 1; number <= 15; number += 1) worker.put(copy(number));
  expect(worker.isOpen).toBe(false);

  page.open();
  expect(worker.isOpen).toBe(true);
});
