import { python } from "@codemirror/lang-python";
import { ensureSyntaxTree } from "@codemirror/language";
import { EditorState } from "@codemirror/state";
import { expect, test } from "vitest";
import { quoteBeforeEnd } from "./triple-quotes.js";

/** What stands there after the quotes were typed at `|`; "" where they are nobody's business here. */
function typed(text: string, quotes: string): string {
  let state = EditorState.create({
    doc: text.replace("|", ""),
    selection: { anchor: text.indexOf("|") },
    extensions: [python()],
  });
  for (const quote of quotes) {
    ensureSyntaxTree(state, state.doc.length, 5000);
    const change = quoteBeforeEnd(state, quote);
    if (!change) return "";
    state = state.update(change).state;
  }
  const { head } = state.selection.main;
  return `${state.sliceDoc(0, head)}|${state.sliceDoc(head)}`;
}

test.each([
  ['"""a |"""', '"', '"""a "|"""'],
  ['mo.md("""a "b|""")', '"', 'mo.md("""a "b"|""")'],
  ['mo.md(f"""{x} |""")', '"', 'mo.md(f"""{x} "|""")'],
  ["r'''|'''", "'", "r''''|'''"],
])("a quote before the end of %s is text", (text, quotes, expected) => {
  expect(typed(text, quotes)).toBe(expected);
});

test.each([
  ['"""a|"""', '"""', '"""a"""|'],
  ['mo.md(f"""a {x}\n|""")', '"""', 'mo.md(f"""a {x}\n"""|)'],
  ["'''|'''", "'''", "''''''|"],
  ['"""a"|"""', '""', '"""a"""|'],
])("three of them end %s", (text, quotes, expected) => {
  expect(typed(text, quotes)).toBe(expected);
});

test.each([
  ['x = "|"', '"'],
  ['"""a|"""', "'"],
  ['"""a"""|"""b"""', '"'],
  ['"|"""', '"'],
  ["|''''''", "'"],
])("elsewhere the usual rules hold: %s", (text, quotes) => {
  expect(typed(text, quotes)).toBe("");
});
