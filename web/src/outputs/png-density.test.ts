import { expect, test } from "vitest";
import { pixelDensity, pixelDensityOfUrl } from "./png-density.js";

function chunk(type: string, content: readonly number[]): number[] {
  return [0, 0, 0, content.length, ...[...type].map((letter) => letter.charCodeAt(0)), ...content, 0, 0, 0, 0];
}

const SIGNATURE = [137, 80, 78, 71, 13, 10, 26, 10];
const density = (perMetre: number) => chunk("pHYs", [0, 0, perMetre >> 8, perMetre & 255, 0, 0, 0, 0, 1]);
const png = (...chunks: number[][]) => new Uint8Array([...SIGNATURE, ...chunks.flat()]);

test("a picture of 200 pixels an inch is meant for a dense screen, one of 72 is not", () => {
  expect(pixelDensity(png(chunk("IHDR", Array(13).fill(0)), density(7874)))).toBe(2);
  expect(pixelDensity(png(chunk("IHDR", Array(13).fill(0)), density(2835)))).toBe(1);
});

test("a picture that does not say is taken as it is", () => {
  expect(pixelDensity(png(chunk("IDAT", [1, 2, 3]), density(7874)))).toBe(1);
  expect(pixelDensity(new Uint8Array(SIGNATURE))).toBe(1);
  expect(pixelDensity(new Uint8Array())).toBe(1);
});

test("of a data URL the beginning is enough", () => {
  const bytes = [...png(chunk("IHDR", Array(13).fill(0)), density(7874)), ...Array(9000).fill(7)];
  const url = `data:image/png;base64,${btoa(String.fromCharCode(...bytes))}`;

  expect(pixelDensityOfUrl(url)).toBe(2);
  expect(pixelDensityOfUrl("data:image/png,odd")).toBe(1);
});
