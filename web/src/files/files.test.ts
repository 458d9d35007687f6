import { expect, test } from "vitest";
import type { FileEntry } from "../../../worker/src/wire/messages.js";
import { readTable } from "./csv.js";
import { faultInName, freePath, isDocument, joined, kindOf, placesFor, rowsOf, snippetFor } from "./paths.js";
import { textIn } from "./preview-content.js";
import { Uploads, withPlaces } from "./uploads.js";

function entries(...paths: string[]): FileEntry[] {
  return paths.map((path) => ({
    path: path.replace(/\/$/, ""),
    kind: path.endsWith("/") ? "folder" : "file",
    size: 1,
    modified: 0,
  }));
}

test("the tree has folders first, numbers in their order, and only what is open", () => {
  const all = entries("b10.csv", "b9.csv", "z/", "z/in.csv", "z/deep/", "z/deep/x");
  const shown = (...open: string[]) =>
    rowsOf(all, new Set(open)).map(({ entry, level, place, of }) => `${level} ${entry.path} ${place}/${of}`);

  expect(shown()).toEqual(["1 z 1/3", "1 b9.csv 2/3", "1 b10.csv 3/3"]);
  expect(shown("z")).toEqual(["1 z 1/3", "2 z/deep 1/2", "2 z/in.csv 2/2", "1 b9.csv 2/3", "1 b10.csv 3/3"]);
  expect(shown("z/deep")).toEqual(shown());
});

test("a folder is moved anywhere but into itself and where it is", () => {
  const all = entries("a/", "a/b/", "a/b/c/", "d/", "e");
  const [a, b, , , e] = all as [FileEntry, FileEntry, FileEntry, FileEntry, FileEntry];

  expect(placesFor(a, all)).toEqual(["d"]);
  expect(placesFor(b, all)).toEqual(["", "d"]);
  expect(placesFor(e, all)).toEqual(["a", "a/b", "a/b/c", "d"]);
});

test("a name that is taken gets a number before its suffix", () => {
  const taken = new Set(["d/towns.csv", "d/towns (2).csv", ".env", "archive.tar.gz"]);
  const free = (path: string) => freePath(path, (tried) => taken.has(tried));

  expect(["d/towns.csv", ".env", "archive.tar.gz", "new"].map(free)).toEqual([
    "d/towns (3).csv",
    ".env (2)",
    "archive.tar (2).gz",
    "new",
  ]);
});

test.each(["", "  ", ".", "..", "a/b", "a\nb", "a\u0000", "__cloche__"])(
  "%j is no name, and it is said why",
  (name) => {
    expect(faultInName(name)).toMatch(/\w/);
  },
);

test("other names are", () => {
  for (const name of ["a", "Übung 1.csv", ".hidden", "a b", "…", "-"]) expect(faultInName(name)).toBe("");
});

test("a file is known by its suffix, whatever its case", () => {
  expect(["a.CSV", "b.py", "c.JPEG", "d", "e.tar.gz", "f.ipynb"].map(kindOf)).toEqual([
    "table",
    "module",
    "image",
    "other",
    "other",
    "notebook",
  ]);
  expect(["a.py", "b.md", "c.txt"].map(isDocument)).toEqual([true, true, false]);
  expect(joined("", "a")).toBe("a");
});

test("a snippet names the file as text, however it is called", () => {
  expect(snippetFor("tools/draw.py")).toBe("import tools.draw");
  expect(snippetFor("my-tool.py")).toContain('open("my-tool.py")');
  expect(snippetFor('a"b\\c.csv')).toContain('open("a\\"b\\\\c.csv"');
});

test("a table's quoted fields, empty lines and ragged rows are read as they are meant", () => {
  const { head, rows, isCut } = readTable('a;b\r\n"1;\n""x""";2\r\n\r\n3\r\n', true, { rows: 9, columns: 9 });

  expect([head, rows, isCut]).toEqual([
    ["a", "b"],
    [
      ['1;\n"x"', "2"],
      ["3", ""],
    ],
    false,
  ]);
});

test("a table that is cut shows whole rows, and says so", () => {
  const cut = readTable("a,b\n1,2\n3,", false, { rows: 9, columns: 9 });
  expect([cut.rows, cut.isCut]).toEqual([[["1", "2"]], true]);

  const long = readTable("a,b,c\n1,2,3\n4,5,6\n7,8,9\n", true, { rows: 2, columns: 2 });
  expect([long.head, long.rows.length, long.isCut, long.more]).toEqual([["a", "b"], 2, true, 1]);
  expect(readTable("", true, { rows: 2, columns: 2 }).head).toEqual([]);
});

test("text may be cut within a letter; bytes that are no text are none", () => {
  const bytes = new TextEncoder().encode("né");

  expect(textIn(bytes.subarray(0, 2), false)).toBe("n");
  expect(textIn(bytes.subarray(0, 2), true)).toBeNull();
  expect(textIn(new Uint8Array([65, 0, 66]), true)).toBeNull();
});

test("newcomers replace what is there, or get names of their own, also among themselves", () => {
  const file = new Blob([]);
  const coming = ["a", "b", "b"].map((path) => ({ path, file }));
  const told = (answer: "replace" | "both" | null) =>
    withPlaces(coming, new Set(["a"]), answer).map(({ path, replace }) => `${path}${replace ? " !" : ""}`);

  expect(told("replace")).toEqual(["a !", "b", "b (2)"]);
  expect(told("both")).toEqual(["a (2)", "b", "b (2)"]);
});

test("uploads go one after the other, and each can be ended or fail without the others", async () => {
  const order: string[] = [];
  let release = () => {};
  const uploads = new Uploads({
    upload: async (path, _file, { signal, onProgress }) => {
      order.push(path);
      onProgress(1);
      if (path === "held") await new Promise<void>((resolve) => (release = resolve));
      if (path === "ended")
        await new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
      if (path === "bad") throw new Error("no room");
      return { path, kind: "file", size: 1, modified: 0 };
    },
  });
  const file = new Blob(["x"]);
  const states = () => uploads.list.peek().map(({ path, state }) => `${path} ${state}`);

  const all = uploads.send(["held", "never", "ended", "bad", "last"].map((path) => ({ path, file, replace: false })));
  await Promise.resolve();
  expect(states()).toEqual(["held sending", "never waiting", "ended waiting", "bad waiting", "last waiting"]);
  uploads.cancel(2);
  release();
  await new Promise((resolve) => setTimeout(resolve));
  expect(states()).toEqual(["ended sending", "bad waiting", "last waiting"]);
  uploads.cancel(3);

  expect(await all).toEqual(["held", "last"]);
  expect(order).toEqual(["held", "ended", "bad", "last"]);
  expect(uploads.list.peek()).toMatchObject([{ path: "bad", state: "failed", problem: "no room" }]);
});
