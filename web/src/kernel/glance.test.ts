import { expect, test } from "vitest";
import { AnswerBox } from "../../../worker/src/wire/answer-box.js";
import { type Asked, Glance } from "./glance.js";

/**
 * A page whose next picture is made `frame` milliseconds after a call that takes Python `takes`; each look takes a
 * quarter of one. Gives how long the picture was held up, whether it has the answer, and whether the box was open meanwhile.
 */
function page() {
  let now = 0;
  let lastCall = 0;
  const box = new AnswerBox(new SharedArrayBuffer(AnswerBox.BYTES));
  let draw: (() => void) | null = null;
  const pictures = {
    now: () => now,
    beforeNext: (act: () => void) => {
      draw = act;
    },
  };
  const glance = new Glance(box, pictures);
  const move = async (takes: number, { subject = "a", frame = 2 } = {}) => {
    const began = now;
    lastCall += 1;
    let isAnswered = false;
    const client: Asked = {
      lastCall,
      awaits: () => !isAnswered,
      look: () => {
        if (now - began >= takes && box.isOpen) isAnswered = true;
        now += 0.25;
      },
    };
    let answer = () => {};
    const answered = new Promise<void>((resolve) => {
      answer = resolve;
    });
    draw = null;
    const followed = glance.follow(subject, client, answered);
    const wasOpen = box.isOpen;
    now = began + frame;
    const drawn = now;
    draw?.();
    const held = now - drawn;
    const inPicture = isAnswered;
    isAnswered = true;
    now = Math.max(now, began + takes);
    answer();
    await followed;
    return { held, inPicture, wasOpen, isOpen: box.isOpen };
  };
  return { move };
}

test("an answer that comes while the page draws is in the same picture", async () => {
  const { move } = page();

  const { held, inPicture } = await move(5);

  expect(inPicture).toBe(true);
  expect(held).toBeLessThan(4);
});

test("what is there already holds nothing up", async () => {
  const { move } = page();

  const { held, inPicture } = await move(1);

  expect(inPicture).toBe(true);
  expect(held).toBeLessThan(0.5);
});

test("a picture is held up for a few milliseconds at most, and less when it comes late", async () => {
  const { move } = page();

  expect((await move(500)).held).toBeLessThan(7);
  expect((await move(500, { subject: "b", frame: 10 })).held).toBeLessThan(3);
  expect((await move(500, { subject: "c", frame: 30 })).held).toBeLessThan(0.5);
});

test("what took long is not waited for until it was quick twice, and others are", async () => {
  const { move } = page();

  await move(40);
  const [second, other, third, fourth] = [
    await move(40),
    await move(4, { subject: "b" }),
    await move(4),
    await move(4),
  ];
  const fifth = await move(4);

  expect([second, third, fourth].map(({ held, wasOpen }) => held > 0 || wasOpen)).toEqual([false, false, false]);
  expect([other.inPicture, fifth.inPicture]).toEqual([true, true]);
});

test("of an element that was not moved before, what its neighbours in the cell took is expected", async () => {
  const { move } = page();

  const first = await move(40, { subject: "c1-1" });
  const [neighbour, elsewhere] = [await move(40, { subject: "c1-2" }), await move(4, { subject: "c2-1" })];
  await move(4, { subject: "c1-3" });
  await move(4, { subject: "c1-4" });
  const later = await move(4, { subject: "c1-5" });

  expect([first, neighbour].map(({ held }) => held > 0)).toEqual([true, false]);
  expect([elsewhere.inPicture, later.inPicture]).toEqual([true, true]);
});

test("copies are made only while something is asked", async () => {
  const { move } = page();

  const { wasOpen, isOpen } = await move(4);

  expect(wasOpen).toBe(true);
  expect(isOpen).toBe(false);
});

test("an answer is heard when it lies there, without a picture and before its message", async () => {
  const memory = new SharedArrayBuffer(AnswerBox.BYTES);
  const [box, worker] = [new AnswerBox(memory), new AnswerBox(memory)];
  const heard: string[] = [];
  let end = () => {};
  const whole = new Promise<void>((resolve) => {
    end = resolve;
  });
  const client: Asked = {
    lastCall: 1,
    awaits: () => !heard.includes("answer"),
    look: (from) => {
      for (let copy = from.take(); copy; copy = from.take()) heard.push(copy.text);
      if (heard.includes("answer")) end();
    },
  };
  const pictures = { now: () => 0, beforeNext: () => expect.unreachable("a run asks for no picture") };

  const listening = new Glance(box, pictures).listen(client, whole);
  worker.put({ number: 1, text: "began" });
  worker.put({ number: 2, text: "answer" });
  await listening;

  expect(heard).toEqual(["began", "answer"]);
  expect(worker.isOpen).toBe(false);
});
