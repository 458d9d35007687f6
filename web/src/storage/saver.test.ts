import { expect, test } from "vitest";
import { emptyNotebook } from "../notebook/document.js";
import { StorageFault } from "./faults.js";
import { MemoryShelf } from "./memory-shelf.js";
import { checkedRecord, type SavedNotebook } from "./record.js";
import { type SavedContent, Saver } from "./saver.js";
import type { SaveResult } from "./shelf.js";

/** A shelf whose saves are answered by hand. */
class HandShelf extends MemoryShelf {
  override readonly isLasting: boolean = true;
  readonly saved: SavedNotebook[] = [];
  answers: ((result: SaveResult | Error) => void)[] = [];

  constructor() {
    super(new StorageFault("unavailable"));
  }
  override save(record: SavedNotebook): Promise<SaveResult> {
    this.saved.push(record);
    return new Promise((resolve, reject) => {
      this.answers.push((result) => (result instanceof Error ? reject(result) : resolve(result)));
    });
  }
  async answer(result: SaveResult | Error): Promise<void> {
    this.answers.shift()?.(result);
    await new Promise((done) => setTimeout(done));
  }
}

const content = (title: string): SavedContent => ({
  title,
  document: emptyNotebook(),
  elements: { "c1-0": 3 },
  view: { appView: false, isTrusted: true },
});

test("while one save runs only the newest state waits, and it is saved last", async () => {
  const shelf = new HandShelf();
  const saver = new Saver(shelf, "id", 0, () => {});

  for (const title of ["a", "b", "c", "d"]) void saver.save(content(title));
  await shelf.answer("saved");
  await shelf.answer("saved");

  expect(shelf.saved.map((record) => [record.title, record.version])).toEqual([
    ["a", 1],
    ["d", 2],
  ]);
  expect([saver.state.value, saver.atRisk]).toEqual(["saved", null]);
});

test("what the database has not taken is known to be at risk", async () => {
  const shelf = new HandShelf();
  const saver = new Saver(shelf, "id", 0, () => {});

  void saver.save(content("a"));
  void saver.save(content("b"));

  expect(saver.atRisk?.title).toBe("b");
});

test("a refused save is shown, and the next one is tried", async () => {
  const shelf = new HandShelf();
  const saver = new Saver(shelf, "id", 0, () => {});

  void saver.save(content("a"));
  await shelf.answer(new DOMException("", "QuotaExceededError"));
  const refused = [saver.state.value, saver.fault.value?.code];
  void saver.save(content("b"));
  await shelf.answer("saved");

  expect([refused, saver.state.value, saver.fault.value]).toEqual([["failed", "full"], "saved", null]);
});

test("when another tab saved a newer version, ours goes on as a copy", async () => {
  const shelf = new HandShelf();
  const copies: string[] = [];
  const saver = new Saver(shelf, "id", 3, (id) => copies.push(id));

  void saver.save(content("mine"));
  await shelf.answer("conflict");
  await shelf.answer("saved");

  expect(copies).toEqual([saver.id]);
  expect(saver.id).not.toBe("id");
  expect(shelf.saved.at(-1)).toMatchObject({ id: saver.id, version: 1 });
});

test("a record comes back whole from the check, and a damaged one does not come back", () => {
  const record: SavedNotebook = { ...content("x"), id: "id", version: 1, savedAt: 5, writer: "me" };

  expect(checkedRecord(structuredClone(record))).toEqual(record);
  expect(checkedRecord({ ...record, document: { cells: "gone" } })).toBeNull();
  expect(checkedRecord("what?")).toBeNull();
});
