import { expect, test } from "vitest";
import { takenAlong } from "./taken-along.js";

const bytes = (text: string) => new TextEncoder().encode(text);

/** A folder that says these sizes, and has these contents. */
function folderOf(files: Readonly<Record<string, string>>, said: Readonly<Record<string, number>> = {}) {
  const asked: string[] = [];
  return {
    asked,
    list: async () => Object.entries(files).map(([name, text]) => ({ name, size: said[name] ?? text.length })),
    read: async (name: string) => {
      asked.push(name);
      return name in files ? new Blob([files[name] ?? ""]) : null;
    },
  };
}

test("what the notebook made in its sandbox goes along, programs first", async () => {
  const folder = folderOf({ "made/by it.csv": "1,2,3", "a.txt": "a", "helper.py": "x = 10" });

  const { files, left, isUnheard } = await takenAlong(folder, []);

  expect(files).toEqual([
    { name: "helper.py", bytes: bytes("x = 10") },
    { name: "a.txt", bytes: bytes("a") },
    { name: "made/by it.csv", bytes: bytes("1,2,3") },
  ]);
  expect([left, isUnheard]).toEqual([[], false]);
});

test("a name that leads out of the folder is not taken, and one that is said twice is taken once", async () => {
  const folder = folderOf({ "../up.py": "x", "/root.py": "x", "a/../../b": "x", "c:\\d": "x", "fine.txt": "x" });
  const twice = { ...folder, list: async () => [...(await folder.list()), { name: "fine.txt", size: 1 }] };

  const { files } = await takenAlong(twice, []);

  expect(files.map(({ name }) => name)).toEqual(["fine.txt"]);
});

test("what is too large stays behind by name, whatever the sandbox says of its size", async () => {
  const folder = folderOf(
    { "big.bin": "b".repeat(11), "lie.bin": "l".repeat(11), "ok.bin": "o".repeat(9) },
    { "lie.bin": 1 },
  );

  const { files, left } = await takenAlong(folder, [], { bytes: 10, files: 5 });

  expect(files.map(({ name }) => name)).toEqual(["ok.bin"]);
  expect(left.map(({ name }) => name)).toEqual(["lie.bin", "big.bin"]);
  expect(folder.asked).not.toContain("big.bin");
});

test("no more files are taken than there may be", async () => {
  const { files, left } = await takenAlong(folderOf({ a: "1", b: "2", c: "3" }), [], { bytes: 10, files: 2 });

  expect([files.length, left.length]).toEqual([2, 1]);
});

test("where the sandbox does not answer, it is what came with the notebook", async () => {
  const came = [{ name: "data.csv", bytes: bytes("1") }];

  expect(await takenAlong({ list: async () => null, read: async () => null }, came)).toEqual({
    files: came,
    left: [],
    isUnheard: true,
  });
});
