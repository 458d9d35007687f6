import { expect, test } from "vitest";
import { type ProseBlock, prosePreview, type Words } from "./prose-preview.js";

/** The blocks as short text, to compare. */
function said(code: string): readonly string[] | null {
  return prosePreview(code)?.map(shown) ?? null;
}

function shown(block: ProseBlock): string {
  if (block.kind === "code") return `pre ${block.text}`;
  if (block.kind === "list") return `${block.isOrdered ? "ol" : "ul"} ${block.items.map(marked).join(" / ")}`;
  return `${block.kind === "heading" ? `h${block.level}` : "p"} ${marked(block.words)}`;
}

function marked(words: readonly Words[]): string {
  return words.map(({ style, text }) => (style === "plain" ? text : `<${style} ${text}>`)).join("");
}

test("a cell of Markdown is told from its text", () => {
  const code = `import marimo as mo

mo.md(r"""
    # A *title*
    Words over
    two lines, **bold**, \`a_b_c\`, [a link](https://example.org).

    - one
    - two
      goes on

    \`\`\`python
    x = 1

    y = 2
    \`\`\`
    2 * 3 * 4 and snake_case_names
""")`;

  expect(said(code)).toEqual([
    "h1 A <em title>",
    "p Words over two lines, <strong bold>, <code a_b_c>, a link.",
    "ul one / two goes on",
    "pre x = 1\n\ny = 2",
    "p 2 * 3 * 4 and snake_case_names",
  ]);
});

test.each([
  ['mo.md("""A single line""")', ["p A single line"]],
  ["cl.md(f'''{n} of {len(all)} are *done*''').callout(kind=\"info\")", ["p … of … are <em done>"]],
  ['mo.md("first\\n\\n1. a\\n2. \\"b\\"")', null],
  ["md('first\\n\\n1. a\\n2. b')", ["p first", "ol a / b"]],
  ['text = mo.md("""kept""")', null],
  ['mo.md("""a""")\nx = 1', null],
  ['mo.md("""   """)', null],
  ["x + 1", null],
])("%s", (code, expected) => {
  expect(said(code)).toEqual(expected);
});

test("a text that is too long to read at once has none", () => {
  expect(prosePreview(`mo.md("""${"a ".repeat(5000)}""")`)).toBeNull();
});
