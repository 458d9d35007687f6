// @vitest-environment node
import { zipSync } from "fflate";
import { expect, test } from "vitest";
import { changeCell, emptyNotebook, type NotebookDocument, setTitle } from "../notebook/document.js";
import { readNotebook } from "../notebook/read.js";
import { writeNotebook } from "../notebook/write.js";
import { packNotebooks, unpackNotebooks } from "./archive.js";
import { ArchiveError, LIMITS, readZip } from "./zip.js";

const bytesOf = (text: string) => new TextEncoder().encode(text);
const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const zip = (files: Record<string, string | Uint8Array>) =>
  zipSync(
    Object.fromEntries(
      Object.entries(files).map(([path, content]) => [path, typeof content === "string" ? bytesOf(content) : content]),
    ),
  ) as Uint8Array<ArrayBuffer>;

function notebook(title: string, code: string): NotebookDocument {
  const empty = setTitle(emptyNotebook(), title);
  return empty.cells.reduce((now, { id }) => changeCell(now, id, { code }), empty);
}

const NOTEBOOK = writeNotebook(notebook("Kept", "x = 1"));

/** What an archive is refused for, with what it was called. */
function refusal(archive: Uint8Array<ArrayBuffer>, limits = LIMITS): string {
  try {
    unpackNotebooks(archive, limits);
  } catch (error) {
    if (error instanceof ArchiveError) return `${error.code}: ${error.problem}`;
    throw error;
  }
  return "taken";
}

/** The archive with one number of the table of contents changed: at this offset of its first entry. */
function tampered(
  archive: Uint8Array<ArrayBuffer>,
  offset: number,
  value: number,
  size: 2 | 4,
): Uint8Array<ArrayBuffer> {
  const copy = archive.slice();
  const view = new DataView(copy.buffer);
  const at = view.getUint32(copy.length - 22 + 16, true) + offset;
  if (size === 2) view.setUint16(at, value, true);
  else view.setUint32(at, value, true);
  return copy;
}

test("what is exported comes back as it was: text, titles, files", () => {
  const source =
    'import cloche\n\napp = cloche.App()\n\n\n@app.cell\ndef odd( ):\n    "kept  as written"\n    return\n';
  const packed = packNotebooks([
    { title: "One", document: notebook("One", "a = 1"), files: [], isTrusted: true },
    {
      title: "One",
      document: notebook("One", "b = 2"),
      files: [{ path: "data/in.csv", bytes: bytesOf("1,2") }],
      isTrusted: true,
    },
    { title: "odd", document: readNotebook(source, "odd.py"), files: [], isTrusted: true },
  ]);

  const { notebooks, ignored } = unpackNotebooks(packed);

  expect(readZip(packed).map(({ path }) => path)).toEqual(["one.py", "one_2/one_2.py", "one_2/data/in.csv", "odd.py"]);
  expect(ignored).toEqual([]);
  expect(notebooks.map(({ document }) => document.cells.map(({ code }) => code))).toEqual([
    ["a = 1"],
    ["b = 2"],
    ['"kept  as written"'],
  ]);
  expect(notebooks.map(({ files }) => files.map(({ path, bytes }) => [path, textOf(bytes)]))).toEqual([
    [],
    [["data/in.csv", "1,2"]],
    [],
  ]);
  expect(writeNotebook(notebooks[2]?.document ?? emptyNotebook())).toBe(source);
});

test("in a folder of several notebooks no file is taken for one of theirs, and that is said", () => {
  const { notebooks, ignored } = unpackNotebooks(
    zip({ "a/one.py": NOTEBOOK, "a/two.py": NOTEBOOK, "a/data.csv": "1", "readme.md": "hi" }),
  );

  expect([notebooks.length, ignored]).toEqual([2, ["a/data.csv", "readme.md"]]);
});

test("a sibling module is a file of the notebook beside it", () => {
  const { notebooks } = unpackNotebooks(
    zip({ "a/main.py": NOTEBOOK, "a/helper.py": "def f(): return 1\n", "a/b/deep.csv": "1" }),
  );

  expect(notebooks[0]?.files.map(({ path }) => path)).toEqual(["helper.py", "b/deep.csv"]);
});

test.each([
  ["../up.py", "leads out of its folder"],
  ["a/../../up.py", "leads out of its folder"],
  ["/etc/passwd.py", "names a place on the whole disk"],
  ["C:/win.py", "names a place on the whole disk"],
  ["a\\b.py", "has a backslash in its name"],
  ["a//b.py", "leads out of its folder"],
  ["a\u0000b.py", "has a name that is not text"],
])("an archive with an entry called %j is refused by its name", (path, why) => {
  expect(refusal(zip({ "good.py": NOTEBOOK, [path]: "x" }))).toBe(
    `unsafe-name: “${path.replace("\0", "�")}” in this archive ${why}.`,
  );
});

test("an entry that is a link is refused", () => {
  const archive = tampered(zip({ "link.py": "/etc/passwd" }), 40, 0o120777, 2);

  expect(refusal(archive)).toBe("link: “link.py” in this archive is a link.");
});

test("an entry that is there twice, in whatever case, is refused", () => {
  expect(refusal(zip({ "a.py": NOTEBOOK, "A.PY": NOTEBOOK }))).toBe("unsafe-name: “A.PY” is twice in this archive.");
});

test("an archive of very many entries is refused before any is read", () => {
  const many = zip({ "a.py": NOTEBOOK, "b.py": NOTEBOOK });
  const endless = zip({ "a.py": NOTEBOOK });
  new DataView(endless.buffer).setUint16(endless.length - 22 + 10, 0xffff, true);

  expect(refusal(many, { ...LIMITS, entries: 1 })).toMatch(/^too-many: .* 2 files\.$/);
  expect(refusal(endless)).toMatch(/^too-many: .* 65,535 entries\.$/);
});

test("an entry that unfolds to too much is refused by its name, also when only the sum is too much", () => {
  const small = { entries: 10, entry: 1000, all: 1500 };

  expect(refusal(zip({ "a.py": NOTEBOOK, "zeros.bin": new Uint8Array(1001) }), small)).toMatch(
    /^too-large: “zeros.bin”/,
  );
  expect(refusal(zip({ "1.bin": new Uint8Array(900), "2.bin": new Uint8Array(900) }), small)).toMatch(
    /^too-large: “2.bin”/,
  );
});

test("an entry that unfolds to more than its table says is refused, and takes no more room", () => {
  const archive = zip({ "a.py": "x".repeat(100_000) });

  expect(refusal(tampered(archive, 24, 10, 4))).toMatch(/^unreadable: .*“a.py” is not what its table/);
});

test("a changed byte shows", () => {
  const archive = zip({ "a.py": NOTEBOOK });
  archive[60] = (archive[60] ?? 0) ^ 0xff;

  expect(refusal(archive)).toMatch(/^unreadable: .*“a.py”/);
});

test("an archive in the archive stays closed, and one that would unfold to too much is refused by its name", () => {
  const small = { entries: 10, entry: 5000, all: 9000 };
  const bomb = zip({ zeros: new Uint8Array(6000) });

  expect(unpackNotebooks(zip({ "a/a.py": NOTEBOOK, "a/data.zip": zip({ x: "1" }) })).notebooks[0]?.files).toHaveLength(
    1,
  );
  expect(refusal(zip({ "a/a.py": NOTEBOOK, "a/bomb.zip": bomb }), small)).toBe(
    "too-large: “a/bomb.zip” in this archive holds more than Cloche takes in.",
  );
});

test("a file that is no archive, and an archive without a notebook, are refused in words", () => {
  expect(refusal(new Uint8Array(0))).toMatch(/^not-an-archive/);
  expect(refusal(bytesOf("PK\x03\x04 and no more") as Uint8Array<ArrayBuffer>)).toMatch(/^not-an-archive/);
  expect(refusal(zip({ "a.py": "print(1)" }))).toBe("unreadable: There is no notebook in this archive.");
});

/** Millions of them were tried: `FUZZ=60 npx vitest run web/src/library/archive` goes on for a minute. */
test("whatever bytes an archive has, it is taken or refused in words", { timeout: 3_600_000 }, () => {
  const seeds = [
    zip({ "a/a.py": NOTEBOOK, "a/b.csv": "1,2" }),
    zip({ "a.zip": zip({ "b.py": NOTEBOOK }), "c.py": NOTEBOOK }),
  ];
  const until = Date.now() + Number(process.env.FUZZ ?? 0) * 1000;
  let state = 7;
  const roll = (sides: number) => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return (state >>> 8) % sides;
  };
  for (let run = 0; run < 2000 || Date.now() < until; run++) {
    const archive = (seeds[roll(seeds.length)] as Uint8Array<ArrayBuffer>).slice();
    for (let change = roll(4); change >= 0; change--)
      archive[roll(3) ? archive.length - 1 - roll(Math.min(archive.length, 250)) : roll(archive.length)] = roll(256);
    refusal(roll(8) ? archive : archive.slice(0, roll(archive.length)), { entries: 100, entry: 1e6, all: 2e6 });
  }
});
