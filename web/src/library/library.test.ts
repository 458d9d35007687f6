// @vitest-environment node
import { beforeEach, expect, test } from "vitest";
import { changeCell, emptyNotebook, setTitle } from "../notebook/document.js";
import { Disk } from "../storage/disk.js";
import { readFolder, writeFolder } from "../storage/folders.js";
import type { HoldWorld } from "../storage/hold.js";
import type { SavedNotebook } from "../storage/record.js";
import type { Shelf } from "../storage/shelf.js";
import { Library } from "./library.js";

/** A browser in which no other tab holds anything, and one in which others hold everything. */
const ALONE: HoldWorld = {
  locks: undefined,
  channel: () => ({ postMessage: () => {}, close: () => {}, onmessage: null }),
};
const CROWDED: HoldWorld = {
  ...ALONE,
  locks: {
    request: (_name: string, { signal }: LockOptions) =>
      new Promise<never>((_, fail) => signal?.addEventListener("abort", () => fail(signal.reason))),
  } as HoldWorld["locks"],
};

let disk: Disk;
let shelf: Shelf;
let library: Library;
beforeEach(async () => {
  disk = new Disk();
  shelf = await disk.shelf();
  library = new Library(shelf, ALONE);
  await shelf.save(record("a", "One"), 0);
});

function record(id: string, title: string): SavedNotebook {
  const empty = setTitle(emptyNotebook(), title);
  const document = empty.cells.reduce((now, cell) => changeCell(now, cell.id, { code: `"${title}"` }), empty);
  const view = { appView: false, isTrusted: true };
  return { id, version: 1, title, savedAt: 1, writer: "me", document, elements: {}, view };
}

const titles = async () => (await shelf.list()).map(({ title }) => title).toSorted();
const file = (path: string, text: string) => ({ path, bytes: new TextEncoder().encode(text) });
const filesOf = async (id: string) =>
  (await readFolder(id)).map(({ path, bytes }) => `${path}: ${new TextDecoder().decode(bytes)}`);

test("a renamed notebook has its title in its file as well", async () => {
  await library.rename("a", "Two");

  expect(await titles()).toEqual(["Two"]);
  expect(await shelf.load("a")).toMatchObject({
    version: 2,
    document: { options: [{ name: "app_title", value: "Two" }] },
  });
});

test("a copy has files of its own", async () => {
  await writeFolder("a", [file("data/in.csv", "1,2")]);

  const id = await library.duplicate("a");
  await library.remove(["a"]);

  expect([await titles(), await filesOf(id), await filesOf("a")]).toEqual([["One (copy)"], ["data/in.csv: 1,2"], []]);
});

test("what is exported is imported with its files, beside what is there", async () => {
  await writeFolder("a", [file("data/in.csv", "1,2")]);
  const archive = await library.pack(await shelf.list());

  const { notebooks } = await library.unpack(archive);

  const [imported] = (await shelf.list()).filter(({ id }) => id !== "a");
  expect([notebooks, await titles(), await filesOf(imported?.id ?? "")]).toEqual([
    1,
    ["One", "One (imported)"],
    ["data/in.csv: 1,2"],
  ]);
});

test("imported notebooks wait for a yes, and those that waited when they were exported go on waiting", async () => {
  const waiting = record("b", "Two");
  await shelf.save({ ...waiting, view: { ...waiting.view, isTrusted: false } }, 0);
  const archive = await library.pack(await shelf.list());
  await library.remove(["a", "b"]);
  const trust = async () => {
    const kept = await Promise.all((await shelf.list()).map(({ id }) => shelf.load(id)));
    return kept.map((each) => each && each !== "damaged" && `${each.title}: ${each.view.isTrusted}`).toSorted();
  };

  const { ids } = await library.unpack(archive);
  expect(await trust()).toEqual(["One: false", "Two: false"]);
  await library.agree(ids);

  expect(await trust()).toEqual(["One: true", "Two: false"]);
});

test("a notebook that another tab has open is neither renamed nor deleted", async () => {
  const other = new Library(shelf, CROWDED);

  await expect(other.rename("a", "Two")).rejects.toMatchObject({ code: "elsewhere" });
  await expect(other.discard("a")).rejects.toMatchObject({ code: "elsewhere" });
  expect(await titles()).toEqual(["One"]);
});

test("on a full disk nothing is half imported", async () => {
  const archive = await library.pack(await shelf.list());
  disk.isFull = true;

  await expect(library.unpack(archive)).rejects.toMatchObject({ code: "full" });

  disk.isFull = false;
  expect(await titles()).toEqual(["One"]);
});
