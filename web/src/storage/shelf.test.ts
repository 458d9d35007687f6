import { readFileSync } from "node:fs";
import { openDB } from "idb";
import { beforeEach, expect, test } from "vitest";
import { changeCell, emptyNotebook } from "../notebook/document.js";
import { writeNotebook } from "../notebook/write.js";
import { Disk } from "./disk.js";
import type { SavedNotebook } from "./record.js";
import { leaveRescue, takeInRescues } from "./rescue.js";
import { STEPS } from "./schema.js";
import { leaveTrace } from "./traces.js";

let disk: Disk;
beforeEach(() => {
  disk = new Disk();
});

/** A notebook whose one cell, title and elements all say the same word. */
function record(id: string, version: number, word: string, writer = "me"): SavedNotebook {
  const empty = emptyNotebook();
  const document = empty.cells.reduce((now, { id: cell }) => changeCell(now, cell, { code: word }), empty);
  const view = { appView: false, isTrusted: true };
  return { id, version, title: word, savedAt: version * 1000, writer, document, elements: { word }, view };
}

const wordsOf = (saved: SavedNotebook | "damaged" | null) =>
  saved === null || saved === "damaged"
    ? saved
    : [saved.title, saved.document.cells.map((cell) => cell.code).join(), saved.elements.word];

/** A database as the first published Cloche made it, with what it had saved. */
async function firstForm(): Promise<{ notebooks: SavedNotebook[] }> {
  const kept = JSON.parse(readFileSync("tests/storage/form-1.json", "utf8"));
  const database = await openDB("cloche", 1, {
    upgrade(database) {
      database.createObjectStore("notebooks", { keyPath: "id" });
      database.createObjectStore("settings");
      database.createObjectStore("damaged", { keyPath: "id" });
    },
  });
  for (const notebook of kept.notebooks) await database.put("notebooks", notebook);
  await database.put("settings", kept.settings.last, "last");
  database.close();
  return kept;
}

test("notebooks of the first form are all there in today's, as they were", async () => {
  const { notebooks } = await firstForm();

  const shelf = await disk.shelf();

  const whole = notebooks.filter(({ id }) => id !== "bad");
  expect((await shelf.list()).map(({ id, title, version }) => [id, title, version])).toEqual(
    whole.toReversed().map(({ id, title, version }) => [id, title, version]),
  );
  for (const before of whole) {
    const after = await shelf.load(before.id);
    expect(after).toEqual({ ...before, writer: "" });
    if (after === null || after === "damaged") continue;
    expect(writeNotebook(after.document)).toBe(writeNotebook(before.document));
  }
  expect(await shelf.damaged()).toMatchObject([{ id: "bad", found: { title: "torn" } }]);
});

test("a notebook of the first form goes on being saved, from the version it had", async () => {
  await firstForm();
  const shelf = await disk.shelf();

  expect(await shelf.save(record("111111111111", 4, "new"), 3)).toBe("saved");
  expect(await shelf.save(record("111111111111", 4, "old tab"), 3)).toBe("conflict");

  expect(wordsOf(await shelf.load("111111111111"))).toEqual(["new", "new", "new"]);
});

test("when bringing the database into a new form fails half-way, all is as it was, can be read, and is not written", async () => {
  await firstForm();
  const halfWay = async (...args: Parameters<(typeof STEPS)[number]>) => {
    await STEPS[1]?.(...args);
    await args[1].objectStore("notebooks").clear();
    throw new Error("half-way");
  };

  const shelf = await disk.shelf({ steps: [...STEPS.slice(0, 1), halfWay] });

  expect(shelf.trouble.peek()?.code).toBe("not-migrated");
  expect((await shelf.list()).length).toBe(3);
  expect(wordsOf(await shelf.load("111111111111"))?.at(1)).toBe("word = 'ahoy ✓'\nword");
  await expect(shelf.save(record("111111111111", 4, "x"), 3)).rejects.toMatchObject({ code: "not-migrated" });

  expect((await (await disk.shelf()).list()).length).toBe(3); // the step was mended: now it works
});

test("a tab killed at any call of a bringing into a new form leaves the old form or the new one", async () => {
  for (let at = 1; at < 60; at++) {
    disk = new Disk();
    await firstForm();
    disk.left = at;
    const killed = await disk.shelf();
    killed.close();
    const wasKilled = disk.left === 0;
    disk.revive();

    const shelf = await disk.shelf();

    expect((await shelf.list()).length, `killed at call ${at}`).toBe(3);
    shelf.close();
    if (!wasKilled) return;
  }
  throw new Error("the migration never came to its end");
});

test("a newer database is not touched, and that is said", async () => {
  (await openDB("cloche", 99)).close();

  const shelf = await disk.shelf();

  expect([shelf.isLasting, shelf.trouble.peek()?.code]).toEqual([false, "newer"]);
  const database = await openDB("cloche");
  expect([database.version, database.objectStoreNames.length]).toEqual([99, 0]);
  database.close();
});

test("a shelf that a newer Cloche wants to change lets go, and stops saving for good", async () => {
  const shelf = await disk.shelf();
  await shelf.save(record("a", 1, "kept"), 0);

  const newer = await openDB("cloche", 99);

  expect(shelf.trouble.peek()?.code).toBe("outdated");
  await expect(shelf.save(record("a", 2, "late"), 1)).rejects.toMatchObject({ code: "outdated" });
  expect(wordsOf(await newer.get("notebooks", "a"))?.[0]).toBe("kept");
  newer.close();
});

test("a tab killed at any call of a save leaves the save before or the whole new one", async () => {
  for (let at = 1; at < 40; at++) {
    disk = new Disk();
    const first = await disk.shelf();
    await first.save(record("a", 1, "one"), 0);
    await first.save(record("a", 2, "two"), 1, { isAsked: true, isFirst: false });
    await first.save(record("a", 3, "three"), 2);
    disk.left = at;
    const acknowledged = await first
      .save(record("a", 4, "four"), 3, { isAsked: true, isFirst: true })
      .catch(() => "killed");
    const wasKilled = disk.left === 0;
    first.close();
    disk.revive();

    const shelf = await disk.shelf();
    const word = acknowledged === "saved" ? "four" : "three";
    expect(wordsOf(await shelf.load("a")), `killed at call ${at}`).toEqual([word, word, word]);
    expect(await shelf.list()).toMatchObject([{ id: "a", title: word, preview: word }]);
    for (const { version, title } of await shelf.history("a"))
      expect((await shelf.documentAt("a", version))?.cells[0]?.code).toBe(title);
    shelf.close();
    if (!wasKilled) return;
  }
  throw new Error("the save never came to its end");
});

test("a full disk refuses a save in words, and loses nothing that was there", async () => {
  const shelf = await disk.shelf();
  await shelf.save(record("a", 1, "kept"), 0);

  disk.isFull = true;
  await expect(shelf.save(record("a", 2, "more"), 1)).rejects.toMatchObject({ code: "full" });
  expect(wordsOf(await shelf.load("a"))).toEqual(["kept", "kept", "kept"]);

  disk.isFull = false;
  expect(await shelf.save(record("a", 2, "more"), 1)).toBe("saved");
});

test("where there is room for the text but not for its history, the text is saved", async () => {
  const shelf = await disk.shelf();
  await shelf.save(record("a", 1, "one"), 0);
  const put = IDBObjectStore.prototype.put;
  IDBObjectStore.prototype.put = function (this: IDBObjectStore, ...args) {
    if (this.name !== "documents") return put.apply(this, args);
    this.transaction.abort();
    throw new DOMException("no room", "QuotaExceededError");
  };

  const result = await shelf.save(record("a", 2, "two"), 1, { isAsked: true, isFirst: true });

  expect([result, wordsOf(await shelf.load("a"))?.[0], await shelf.history("a")]).toEqual(["saved", "two", []]);
});

test("one damaged record is set aside as it was found; the others list and open", async () => {
  const shelf = await disk.shelf();
  for (const id of ["a", "b", "c"]) await shelf.save(record(id, 1, id), 0);
  const database = await openDB("cloche");
  await database.put("notebooks", { ...record("b", 1, "b"), document: { cells: "gone" } });
  await database.put("cards", { id: "c", title: 7 });

  expect(await shelf.load("b")).toBe("damaged");

  expect((await shelf.list()).map(({ id }) => id)).toEqual(["a", "c"]);
  expect(await shelf.damaged()).toMatchObject([{ id: "b", found: { title: "b", document: { cells: "gone" } } }]);
  database.close();
});

/** A value with something in it replaced, at random but the same each time. */
function spoilt(value: unknown, roll: (sides: number) => number): unknown {
  const odd = [null, undefined, -1, Number.NaN, "", "x", [], {}, true, new Date(0), 2 ** 53];
  if (typeof value !== "object" || value === null || roll(6) === 0) return odd[roll(odd.length)];
  const copy: Record<string, unknown> = Array.isArray(value) ? (value.slice() as never) : { ...value };
  const keys = Object.keys(copy);
  const key = keys[roll(Math.max(keys.length, 1))];
  if (key !== undefined) copy[key] = spoilt(copy[key], roll);
  return copy;
}

/** `FUZZ=60 npx vitest run web/src/storage/shelf` goes on for a minute. */
test("whatever a record has become, it lists and opens or is set aside, and another one is untouched", {
  timeout: 3_600_000,
}, async () => {
  const until = Date.now() + Number(process.env.FUZZ ?? 0) * 1000;
  let state = 3;
  const roll = (sides: number) => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return (state >>> 8) % sides;
  };
  const shelf = await disk.shelf();
  await shelf.save(record("whole", 1, "whole"), 0);
  const database = await openDB("cloche");
  for (let run = 0; run < 200 || Date.now() < until; run++) {
    await shelf.save(record("a", 1, "one"), 0);
    for (const store of ["notebooks", "cards"])
      if (roll(2)) await database.put(store, { ...(spoilt(await database.get(store, "a"), roll) as object), id: "a" });

    const listed = [...(await shelf.list()), ...(await shelf.bin())].map(({ id }) => id);
    const loaded = await shelf.load("a");
    expect(listed).toContain("whole");
    expect(wordsOf(await shelf.load("whole"))?.[0]).toBe("whole");
    expect(listed.includes("a") || loaded === null || loaded === "damaged").toBe(true);
    await shelf.remove("a");
    await shelf.removeDamaged("a");
  }
  database.close();
});

test("a card that is gone is made again from its notebook, and its count still guards the text", async () => {
  const shelf = await disk.shelf();
  await shelf.save(record("a", 5, "five"), 0);
  const database = await openDB("cloche");
  await database.clear("cards");
  database.close();

  expect(await shelf.list()).toMatchObject([{ id: "a", version: 5, title: "five" }]);
  expect(await shelf.save(record("a", 5, "late"), 4)).toBe("conflict");
});

test("a save of typing that another tab's came before leaves nothing behind, and the next one is told", async () => {
  const [here, there] = [await disk.shelf(), await disk.shelf()];
  await here.save(record("a", 1, "one"), 0);
  await there.save(record("a", 2, "theirs"), 1);

  expect(await here.save(record("a", 2, "ours"), 1)).toBe("conflict");

  expect(wordsOf(await here.load("a"))).toEqual(["theirs", "theirs", "theirs"]);
  expect(await here.list()).toMatchObject([{ version: 2, title: "theirs" }]);
  expect(await there.save(record("a", 3, "more"), 2)).toBe("saved");
});

test("a deleted notebook comes back whole, until it is deleted for good", async () => {
  const shelf = await disk.shelf();
  await shelf.save(record("a", 1, "one"), 0, { isAsked: true, isFirst: false });

  await shelf.discard("a");
  expect([await shelf.list(), (await shelf.bin()).map(({ id }) => id)]).toEqual([[], ["a"]]);
  await shelf.restore("a");
  expect([(await shelf.list()).map(({ id }) => id), await shelf.bin()]).toEqual([["a"], []]);
  expect((await shelf.history("a")).length).toBe(1);

  await shelf.remove("a");
  expect([await shelf.load("a"), await shelf.list(), await shelf.history("a")]).toEqual([null, [], []]);
  expect(await shelf.documentAt("a", 1)).toBeNull();
});

test("an empty database is known to have been emptied only if notebooks were kept here before", async () => {
  expect((await disk.shelf()).wasEmptied).toBe(false);

  disk = new Disk();
  leaveTrace(disk.drawer);

  expect((await disk.shelf()).wasEmptied).toBe(true);
});

test("a search finds words in code and titles, all of them, in any case", async () => {
  const shelf = await disk.shelf();
  await shelf.save(record("a", 1, "Plot = pandas.DataFrame()"), 0);
  await shelf.save(record("b", 1, "pandas"), 0);

  expect([...(await shelf.find(["pandas"]))]).toEqual(["a", "b"]);
  expect([...(await shelf.find(["plot", "dataframe"]))]).toEqual(["a"]);
});

/** What all notebooks say after a page left `rescued` at version 4 and the next one opened. */
async function afterRescue(present: number, writer: string): Promise<unknown[]> {
  disk = new Disk();
  const shelf = await disk.shelf();
  await shelf.save({ ...record("a", present, "saved", writer), savedAt: Number.MAX_SAFE_INTEGER }, 0);
  leaveRescue(disk.drawer, record("a", 4, "rescued"));
  await takeInRescues(disk.drawer, shelf);
  expect(disk.drawers.size).toBe(0);
  const said = (await shelf.list()).map(async ({ id }) => wordsOf(await shelf.load(id))?.[1]);
  return (await Promise.all(said)).toSorted();
}

test("what a page left when it ended follows the state it was typed on, whatever the clock says", async () => {
  expect(await afterRescue(3, "me")).toEqual(["rescued"]);
  expect(await afterRescue(3, "another tab, before")).toEqual(["rescued"]);
  expect(await afterRescue(4, "me")).toEqual(["rescued"]);
});

test("what a page left is dropped when it saved more itself, and is a copy when another tab saved meanwhile", async () => {
  expect(await afterRescue(5, "me")).toEqual(["saved"]);
  expect(await afterRescue(4, "another tab")).toEqual(["rescued", "saved"]);
  expect(await afterRescue(7, "another tab")).toEqual(["rescued", "saved"]);
});

test("what a full disk does not take in stays where it was left", async () => {
  const shelf = await disk.shelf();
  leaveRescue(disk.drawer, record("a", 1, "rescued"));
  disk.isFull = true;

  await takeInRescues(disk.drawer, shelf);
  expect([...disk.drawers.keys()]).toContain("cloche-rescue-a");

  disk.isFull = false;
  await takeInRescues(disk.drawer, shelf);
  expect([...disk.drawers.keys()]).not.toContain("cloche-rescue-a");
  expect(wordsOf(await shelf.load("a"))?.[0]).toBe("rescued");
});
