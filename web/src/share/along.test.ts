import { expect, test } from "vitest";
import { Along } from "./along.js";

const bytes = (text: string) => new TextEncoder().encode(text);

/** What goes along of a folder with these texts; sizes may be said to be others. */
function along(
  notebook: string,
  texts: Readonly<Record<string, string>>,
  { sizes = {}, came = [] }: { sizes?: Readonly<Record<string, number>>; came?: readonly string[] } = {},
) {
  const list = async () =>
    Object.entries(texts).map(([name, text]) => ({ name, size: sizes[name] ?? bytes(text).length }));
  return Along.of({ list, read: async (name) => bytes(texts[name] ?? "") }, notebook, came);
}

const names = (found: readonly { readonly name: string }[]) => found.map(({ name }) => name);

test("modules that the notebook imports are chosen, and what those import", async () => {
  const found = await along("import helper\nfrom tools.deep import x", {
    "other.py": "",
    "helper.py": "import second\nopen('more.csv')",
    "second.py": "x = 1",
    "tools/__init__.py": "",
    "tools/deep.py": "",
    "tools/words.txt": "a",
    "more.csv": "a,b",
  });

  expect(names(found.chosen)).toEqual([
    "helper.py",
    "second.py",
    "tools/__init__.py",
    "tools/deep.py",
    "tools/words.txt",
    "more.csv",
  ]);
});

test("files whose names stand in quotes are chosen, and others are not", async () => {
  const notebook = "open('towns.csv'); here / \"public\" / \"logo.png\"; open('data/a.b.txt') # not notes.md";

  const found = await along(notebook, {
    "towns.csv": "1",
    "public/logo.png": "2",
    "data/a.b.txt": "3",
    "data/aXb.txt": "4",
    "notes.md": "5",
    "my-towns.csv": "6",
  });

  expect(names(found.chosen)).toEqual(["data/a.b.txt", "public/logo.png", "towns.csv"]);
  expect(names(found.missed)).toEqual([]);
});

test("a large file that the notebook names is left to the person, and missed", async () => {
  const found = await along(
    "open('a.csv'), open('big.csv')",
    { "a.csv": "1", "big.csv": "2" },
    { sizes: { "big.csv": 2e6 } },
  );

  expect(names(found.chosen)).toEqual(["a.csv"]);
  expect(names(found.missed)).toEqual(["big.csv"]);

  found.choose("big.csv", true);
  found.choose("a.csv", false);

  expect(names(found.missed)).toEqual(["a.csv"]);
  expect((await found.contents()).map(({ name, bytes: [byte] }) => [name, byte])).toEqual([["big.csv", 50]]);
});

test("what came in a link goes along when it is shared on, whether it is named or not", async () => {
  const found = await along("1", { "data.bin": "1", "written.txt": "2" }, { came: ["data.bin"] });

  expect(names(found.chosen)).toEqual(["data.bin"]);
});

test("a name that would lead out of the folder is not offered", async () => {
  const found = await along("1", { "a:b.txt": "1", "a\\b": "2", "ok.txt": "3" });

  expect(names(found.companions)).toEqual(["ok.txt"]);
});
