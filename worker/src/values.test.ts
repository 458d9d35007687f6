import { expect, test } from "vitest";
import { holdsBytes, withNull, withUndefined } from "./values.js";

test("nothing becomes null at every depth on the way to the page", () => {
  const event = { output: undefined, lines: [undefined, { line: undefined }], text: "", zero: 0 };

  expect(withNull<unknown>(event)).toStrictEqual({ output: null, lines: [null, { line: null }], text: "", zero: 0 });
});

test("null becomes undefined, which Python reads as None, on the way in", () => {
  const command = { cells: [{ column: null }], values: { a: null, b: [null, false] } };

  expect(withUndefined<unknown>(command)).toStrictEqual({
    cells: [{ column: undefined }],
    values: { a: undefined, b: [undefined, false] },
  });
});

test("bytes and plain values pass as they are", () => {
  const png = new Uint8Array([0, 1]);

  expect(withNull({ png }).png).toBe(png);
  expect(withNull(undefined)).toBeNull();
  expect(withNull("text")).toBe("text");
});

test("bytes are found at every depth", () => {
  expect(holdsBytes({ values: { file: [{ content: new Uint8Array(2) }] } })).toBe(true);
  expect(holdsBytes({ values: { size: 3, names: ["a", null], more: {} } })).toBe(false);
});
