import { expect, test } from "vitest";
import { isBlank, PAGE, packImage, readImage, writeInto } from "./image.js";

const about = { buildId: "abc", state: { hiwireKeys: [] } };

function memory(pages: Record<number, number>, count = 6): Uint8Array<ArrayBuffer> {
  const made = new Uint8Array(count * PAGE);
  for (const [page, byte] of Object.entries(pages)) made.fill(byte, Number(page) * PAGE, (Number(page) + 1) * PAGE);
  return made;
}

test("a memory comes back whole over a program that brings the rest", () => {
  const before = memory({ 0: 9, 5: 1 });
  const whole = memory({ 0: 9, 1: 7, 2: 8, 4: 3 });
  const isNews = (start: number) => before.subarray(start, start + PAGE).some((byte, n) => byte !== whole[start + n]);

  const image = readImage(packImage(about, whole, isNews));
  const woken = before.slice();
  writeInto(woken, image);

  expect(woken).toEqual(whole);
  expect(image.about).toEqual(about);
  expect(Array.from(image.runs)).toEqual([PAGE, 3 * PAGE, 4 * PAGE, 6 * PAGE]);
});

test("blank pages are known as such, a single bit in one too", () => {
  const one = memory({});
  one[2 * PAGE + 4095] = 128;

  expect([1, 2, 3].map((page) => isBlank(one, page * PAGE))).toEqual([true, false, true]);
});

test("what is not a whole image is refused", () => {
  const bytes = packImage(about, memory({ 1: 1, 3: 1 }), (start) => start === PAGE || start === 3 * PAGE);
  const overlapping = bytes.slice();
  new Uint32Array(overlapping.buffer, bytes.length - 2 * PAGE - 16, 4).set([PAGE, 2 * PAGE, 0, PAGE]);

  expect(() => readImage(bytes.slice(0, 10))).toThrow("cut off");
  expect(() => readImage(bytes.slice(0, -1))).toThrow("cut off");
  expect(() => readImage(bytes.map((byte) => byte ^ 1))).toThrow("not an image");
  expect(() => readImage(overlapping)).toThrow("overlap");
});
