import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { CellId } from "../../../worker/src/wire/messages.js";
import {
  changeCell,
  emptyNotebook,
  insertCell,
  moveCell,
  nameFrom,
  nameProblem,
  removeCell,
  setTitle,
  titleOf,
} from "./document.js";
import { namesIn } from "./names.js";
import { readInSlices, readNotebook, readScript } from "./read.js";
import { writeNotebook } from "./write.js";

const id = (text: string) => text as CellId;

/** A notebook file around these blocks. */
function file(...blocks: string[]): string {
  const head = 'import cloche\n\n__generated_with = "0.1.0"\napp = cloche.App()\n\n\n';
  return `${head}${blocks.join("\n\n\n")}\n\n\nif __name__ == "__main__":\n    app.run()\n`;
}

const codes = (source: string) => readNotebook(source).cells.map((cell) => cell.code);

test("a cell's code is the body of its function, without the return", () => {
  expect(codes(file("@app.cell\ndef _(x):\n    # why\n    y = x + 1\n    y\n    return (y,)"))).toEqual([
    "# why\ny = x + 1\ny",
  ]);
});

test("a function that ends in text after an f-string's braces keeps that text", () => {
  const code = "def tag(name):\n    return f'<b>{name}</b>'  # bold";

  expect(codes(file(`@app.function\n${code}`))).toEqual([code]);
  expect(codes(file("@app.cell\ndef _(x):\n    f'{x} apples'\n    return"))).toEqual(["f'{x} apples'"]);
});

test("decorator arguments, names and kinds are read", () => {
  const source = file(
    "@app.cell(hide_code=True, disabled=True, column=2)\nasync def plot(\n    a,\n    b,\n):\n    await a\n    return",
    "@app.function\ndef area(r):\n    return r * r",
    "@app.class_definition(hide_code=True)\nclass Leaf:\n    green = True",
    'app._unparsable_cell(\n    r"""\n    x = = 3\n    """,\n    name="broken"\n)',
  );

  const cells = readNotebook(source).cells;

  expect(cells.map(({ name, code, kind }) => [name, code, kind])).toEqual([
    ["plot", "await a", "cell"],
    ["area", "def area(r):\n    return r * r", "function"],
    ["Leaf", "class Leaf:\n    green = True", "class"],
    ["broken", "x = = 3", "unparsable"],
  ]);
  expect(cells[0]?.config).toEqual({ disabled: true, hideCode: true, column: 2 });
});

test("the setup cell comes first and keeps its comments", () => {
  const source = file(
    "with app.setup(hide_code=True):\n    import numpy as np\n    # all of it",
    "@app.cell\ndef _():\n    np\n    return",
  );

  const [setup] = readNotebook(source).cells;

  expect(setup).toMatchObject({ kind: "setup", code: "import numpy as np\n# all of it", config: { hideCode: true } });
});

test("what looks like a cell inside a string is text", () => {
  const source = file('@app.cell\ndef _():\n    text = """\n@app.cell\ndef no(): pass\n"""\n    return (text,)');

  expect(codes(source)).toEqual(['text = """\n@app.cell\ndef no(): pass\n"""']);
});

test("a cell that does not parse is kept as it is and leaves its neighbours whole", () => {
  const source = file(
    "@app.cell\ndef _():\n    a = (1,\n    return",
    '@app.cell\ndef _():\n    b = """never closed\n    return',
    "@app.cell\ndef _():\n    c = 1\n    return (c,)",
  );

  const cells = readNotebook(source).cells;

  expect(cells.map(({ code, kind }) => [code, kind])).toEqual([
    ["a = (1,", "unparsable"],
    ['b = """never closed', "unparsable"],
    ["c = 1", "cell"],
  ]);
});

test("an edited file keeps every block that was not edited", () => {
  const odd = "@app.cell\ndef _( x ):   # my way\n    y   =   x\n    return ( y , )";
  const source = file(
    odd,
    "@app.cell\ndef _():\n    x = 1\n    return (x,)",
    "@app.cell\ndef _(y):\n    y\n    return",
  );
  const document = changeCell(readNotebook(source), id("c3"), { code: "y + 1" });

  const written = writeNotebook(document);

  expect(written).toBe(source.replace("    y\n    return", "    y + 1\n    return"));
});

test("a file that was not changed comes back byte for byte, whatever its line endings", () => {
  const source = `\uFEFF${file("@app.cell\ndef _():\n    1\n    return").replaceAll("\n", "\r\n")}  `;

  expect(writeNotebook(readNotebook(source))).toBe(source);
  expect(codes(source)).toEqual(["1"]);
});

test("text that someone put between cells is not lost", () => {
  const source = file(
    "@app.cell\ndef _():\n    1\n    return",
    "# mine\nSTRAY = 1",
    "@app.cell\ndef _():\n    2\n    return",
  );
  const document = changeCell(readNotebook(source), id("c1"), { code: "11" });

  expect(codes(source)).toEqual(["1", "2"]);
  expect(writeNotebook(document)).toBe(source.replace("    1\n", "    11\n"));
  expect(writeNotebook(removeCell(document, id("c2")))).toContain("# mine\nSTRAY = 1");
});

test("a name that another cell begins to read is returned", () => {
  const source = file("@app.cell\ndef _():\n    x = 1\n    return");
  const { document } = insertCell(readNotebook(source), 1, { code: "x + 1" });

  expect(writeNotebook(document)).toBe(
    file("@app.cell\ndef _():\n    x = 1\n    return (x,)", "@app.cell\ndef _(x):\n    x + 1\n    return"),
  );
});

test("long signatures take a line for each name", () => {
  const names = ["alpha_alpha_alpha", "beta_beta_beta_beta", "gamma_gamma_gamma", "delta_delta_delta"];
  let document = insertCell(emptyNotebook(), 0, { code: `${names.join(" = ")} = 1` }).document;
  document = insertCell(document, 1, { code: `[${names.join(", ")}]` }).document;

  const written = writeNotebook(removeCell(document, id("c1")));

  expect(written).toContain(
    `    return (\n${[...names]
      .sort()
      .map((name) => `        ${name},`)
      .join("\n")}\n    )`,
  );
  expect(written).toContain(
    `def _(\n${[...names]
      .sort()
      .map((name) => `    ${name},`)
      .join("\n")}\n):`,
  );
});

test("code that does not parse is written so that it comes back", () => {
  for (const code of ["x = = 1", 'y = (""" \\" ', "  indented", "a\\"]) {
    const { document } = insertCell(emptyNotebook(), 1, { code });
    const read = readNotebook(writeNotebook(document)).cells[1];

    expect(read?.code).toBe(code.trim());
  }
});

test("what is no notebook says so", () => {
  expect(() => readNotebook("print(1)\n", "script.py")).toThrow(/script.py is not a notebook/);
  expect(() => readNotebook("import cloche\0")).toThrow(/not a text file/);
  expect(() => readNotebook("  \n")).toThrow(/is empty/);
});

test("a script becomes cells at its %% lines and keeps its dependencies", () => {
  const document = readScript("# /// script\n# dependencies = ['x']\n# ///\nimport x\n\n# %% plot\nx.plot()\n");

  expect(document.cells.map((cell) => cell.code)).toEqual(["import x", "x.plot()"]);
  expect(writeNotebook(document).startsWith("# /// script\n# dependencies = ['x']\n# ///\n\nimport cloche\n")).toBe(
    true,
  );
});

test("a title is kept in the file and leaves the other settings alone", () => {
  const source = file("@app.cell\ndef _():\n    return").replace("App()", 'App(width="medium")');
  const document = setTitle(readNotebook(source), 'Leaves "and" trees');

  expect(titleOf(readNotebook(writeNotebook(document)))).toBe('Leaves "and" trees');
  expect(writeNotebook(document)).toContain('app = cloche.App(width="medium", app_title=');
});

test("cells move within bounds and never above the setup cell", () => {
  const source = file(
    "with app.setup:\n    import os",
    "@app.cell\ndef _():\n    1\n    return",
    "@app.cell\ndef _():\n    2\n    return",
  );
  const document = readNotebook(source);

  expect(moveCell(document, id("c2"), -5).cells.map((cell) => cell.id)).toEqual(["c1", "c2", "c3"]);
  expect(moveCell(document, id("c2"), 5).cells.map((cell) => cell.id)).toEqual(["c1", "c3", "c2"]);
  expect(moveCell(document, id("c1"), 1)).toBe(document);
});

test("an id never comes back, even after its cell is deleted", () => {
  const one = insertCell(emptyNotebook(), 1);
  const two = insertCell(removeCell(one.document, one.id), 1);

  expect(two.id).not.toBe(one.id);
});

test("cell names must be fit for a function", () => {
  const document = emptyNotebook();

  expect(nameProblem(document, id("c1"), "leaf_1")).toBeNull();
  expect(["leaf_1", "_leaf", "my square!", " Æ–ö (2) ", "1leaf", "?!"].map(nameFrom)).toEqual([
    "leaf_1",
    "_leaf",
    "my_square",
    "Æ_ö_2",
    "cell_1leaf",
    "",
  ]);
  expect(nameProblem(document, id("c1"), "1leaf")).toMatch(/begin with a letter/);
  expect(nameProblem(document, id("c1"), "class")).toMatch(/Python language/);
});

test.each([
  ["x = y", ["x"], ["y"]],
  ["import a.b, c as d\nfrom e import f as g, h", ["a", "d", "g", "h"], []],
  ["def f(a, b=c):\n    z = a\n    return z + d", ["f"], ["c", "d"]],
  ["[i for i in xs if (w := i)]", ["w"], ["xs"]],
  ["for i, (j, *k) in xs:\n    pass", ["i", "j", "k"], ["xs"]],
  ["with open(p) as fh:\n    fh.read()", ["fh"], ["open", "p"]],
  ["try:\n    a()\nexcept E as err:\n    print(err)", [], ["E", "a", "print"]],
  ["x.y = 1\nz[0] = q", [], ["q", "x", "z"]],
  ["x += 1", ["x"], []],
  ["n: int = 3", ["n"], ["int"]],
  ["_private = a; _private", [], ["a"]],
  ["f'{x!r} {y + 1}'", [], ["x", "y"]],
  ["lambda q, r=s: q + t", [], ["s", "t"]],
  ["class K(B):\n    v = 1\n    def m(self):\n        return u", ["K"], ["B", "u"]],
])("names in %j", (code, defs, refs) => {
  expect(namesIn(code)).toMatchObject({ defs, refs });
});

test("a new file says that the kernel's version wrote it", () => {
  const version = readFileSync(new URL("../../../kernel/src/cloche/version.py", import.meta.url), "utf8");

  const written = writeNotebook(emptyNotebook());

  expect(version).toContain(`__version__ = ${/__generated_with = (".*")/.exec(written)?.[1]}\n`);
});

test("a long file is read with pauses, and comes out the same", async () => {
  const cells = Array.from(
    { length: 400 },
    (_, n) => `@app.cell\ndef _():\n    x${n} = [${n}, "${n}"]\n    return (x${n},)\n`,
  );
  const file = `import cloche\n\napp = cloche.App()\n\n\n${cells.join("\n\n")}`;

  const slowly = await readInSlices(file, "long.py", async () => {});

  expect(slowly).toEqual(readNotebook(file, "long.py"));
  expect(slowly.cells).toHaveLength(400);
});
