import "fake-indexeddb/auto";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type KeptSession, Sessions } from "./sessions.js";

const words = new Map<string, string>();
beforeEach(() => {
  words.clear();
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => words.get(key) ?? null,
    setItem: (key: string, value: string) => void words.set(key, value),
    removeItem: (key: string) => void words.delete(key),
  });
  vi.stubGlobal("navigator", { storage: { estimate: async () => ({ quota: 1e9, usage: 0 }) } });
});
afterEach(() => vi.unstubAllGlobals());

const session = (likeness: string): KeptSession => ({ likeness, runs: [], problems: [], image: new Blob(["memory"]) });

test("the newest four notebooks keep their sessions, and none is read to find out which", async () => {
  const read = vi.spyOn(IDBObjectStore.prototype, "getAll");
  const sessions = new Sessions();

  for (const id of ["a", "b", "c", "d", "a", "e"]) await sessions.keep(id, session(id));

  expect(words.get("cloche-sessions")).toBe("e a d c");
  expect([await sessions.find("b"), (await new Sessions().find("a")) !== null]).toEqual([null, true]);
  expect(read).not.toHaveBeenCalled();
});
