import { expect, test } from "vitest";
import { denseSize, denseSizeOfUrl } from "./png-density.js";

function chunk(type: string, content: readonly number[]): number[] {
  return [0, 0, 0, content.length, ...[...type].map((letter) => letter.charCodeAt(0)), ...content, 0, 0, 0, 0];
}

const SIGNATURE = [137, 80, 78, 71, 13, 10, 26, 10];
const density = (perMetre: number) => chunk("pHYs", [0, 0, perMetre >> 8, perMetre & 255, 0, 0, 0, 0, 1]);
const header = chunk("IHDR", [0, 0, 4, 0, 0, 0, 3, 1, 8, 6, 0, 0, 0]); // 1024 by 769
const png = (...chunks: number[][]) => new Uint8Array([...SIGNATURE, ...chunks.flat()]);

test("a picture of 200 pixels an inch is meant for a dense screen, one of 72 is not", () => {
  expect(denseSize(png(header, density(7874)))).toEqual({ width: 512, height: 385 });
  expect(denseSize(png(header, density(2835)))).toBe(null);
});

test("a picture that does not say is taken as it is", () => {
  expect(denseSize(png(chunk("IDAT", [1, 2, 3]), density(7874)))).toBe(null);
  expect(denseSize(new Uint8Array(SIGNATURE))).toBe(null);
  expect(denseSize(new Uint8Array())).toBe(null);
});

test("of a data URL the beginning is enough", () => {
  const bytes = [...png(header, density(7874)), ...Array(9000).fill(7)];
  const url = `data:image/png;base64,${btoa(String.fromCharCode(...bytes))}`;

  expect(denseSizeOfUrl(url)).toEqual({ width: 512, height: 385 });
  expect(denseSizeOfUrl("data:image/png,odd")).toBe(null);
});
