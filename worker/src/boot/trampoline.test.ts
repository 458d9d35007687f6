import { expect, test } from "vitest";
import { keepPlace } from "./trampoline.js";

/** A program whose word about its way of calling is at byte 24 and says `place`. */
function program(place: number) {
  const memory = new DataView(new ArrayBuffer(32));
  memory.setInt32(4, 8, true);
  memory.setInt32(24, place, true);
  const added: string[] = [];
  const module = {
    HEAP8: new Int8Array(memory.buffer),
    addFunction: (_: () => number, signature: string) => added.push(signature),
    __PyRuntime: 16,
    __PyEM_EMSCRIPTEN_TRAMPOLINE_OFFSET: 4,
  };
  return { module, memory, added };
}

test("where a browser has no quick way to call C, its place is taken, and Python is told", () => {
  const { module, memory, added } = program(0);

  const tell = keepPlace(module);
  memory.setInt32(24, 4711, true); // as the snapshot says
  tell();

  expect([added.length, memory.getInt32(24, true)]).toEqual([1, 0]);
});

test("where it has one, nothing is added, and its own place holds", () => {
  const { module, memory, added } = program(12);

  const tell = keepPlace(module);
  memory.setInt32(24, 4711, true);
  tell();

  expect([added.length, memory.getInt32(24, true)]).toEqual([0, 12]);
});

test("a Pyodide that tells nothing of it is left as it is", () => {
  const { module, memory } = program(12);

  keepPlace({ HEAP8: module.HEAP8 })();

  expect(memory.getInt32(24, true)).toBe(12);
});
