import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { CellId, ElementId } from "../../../worker/src/wire/messages.js";
import { emptyNotebook } from "../notebook/document.js";
import { NotebookStore } from "../notebook/store.js";
import type { KeptSession } from "../storage/sessions.js";
import { Resumption } from "./resume.js";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const cell = "c1" as CellId;
const freeze = async () => ({ image: new Blob(["memory"]), bytes: 6, reason: "" });
const long = { status: "idle", ranCode: "x", milliseconds: 2000 };

/** A notebook whose run took long, and a shelf for its session. */
function bench() {
  const store = new NotebookStore(emptyNotebook());
  store.edit(cell, "x");
  const run = store.view(cell)?.run.peek();
  if (run) store.resume([[cell, { ...run, ...long } as typeof run]], [], false);
  const shelf = { there: null as KeptSession | null };
  const resumption = new Resumption(
    store,
    {
      find: async () => shelf.there,
      keep: async (session) => {
        shelf.there = session;
        return true;
      },
      remove: async () => {
        shelf.there = null;
      },
    },
    () => [],
  );
  return { store, shelf, resumption };
}

test("a session is kept when nobody asked anything for a while, and fits as long as nothing changed", async () => {
  const { store, shelf, resumption } = bench();

  resumption.rest(freeze);
  await vi.advanceTimersByTimeAsync(5_000);

  expect(await resumption.find()).toBe(shelf.there);
  expect(shelf.there).not.toBeNull();
  store.edit(cell, "y");
  expect(await resumption.find()).toBe("other");
  expect(shelf.there).toBeNull();
});

test("a session is gone as soon as Python is asked anything: what it holds may be old, though no cell is edited", async () => {
  const { shelf, resumption } = bench();
  resumption.rest(freeze);
  await vi.advanceTimersByTimeAsync(5_000);

  resumption.disturb();

  expect(shelf.there).toBeNull();
  resumption.rest(freeze);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(shelf.there).not.toBeNull();
});

test("a start that ends leaves the session where it is", async () => {
  const { shelf, resumption } = bench();
  resumption.rest(freeze);
  await vi.advanceTimersByTimeAsync(5_000);

  resumption.pause();

  expect(shelf.there).not.toBeNull();
});

test("a Python that was told a secret is not kept: not by a password field, nor by an answer that was hidden", async () => {
  for (const tell of [
    ({ store }: ReturnType<typeof bench>) => store.answers.set("c1-0" as ElementId, "hush", true),
    ({ store }: ReturnType<typeof bench>) => {
      store.beginGeneration(1, false);
      const run = store.view(cell)?.run.peek();
      if (run) store.resume([[cell, { ...run, ...long } as typeof run]], [], false);
      store.apply(1, [{ type: "input-requested", cell, request: 1, prompt: "", secret: true }]);
      store.answered(cell, 1);
    },
  ]) {
    const told = bench();
    tell(told);

    told.resumption.rest(freeze);
    await vi.advanceTimersByTimeAsync(5_000);

    expect(told.shelf.there).toBeNull();
  }
});
