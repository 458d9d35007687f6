/**
 * Quotes before the end of a string in triple quotes: one or two are text, the third goes past the end. The usual rule
 * goes past it with the first, so that a word in quotes would end the string.
 */

import { syntaxTree } from "@codemirror/language";
import { EditorSelection, type EditorState, type Extension, Prec, type TransactionSpec } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import type { SyntaxNode } from "@lezer/common";

export const tripleQuotes: Extension = Prec.high(
  EditorView.inputHandler.of((view, from, to, typed) => {
    if (view.composing || view.state.readOnly || from !== to) return false;
    const change = quoteBeforeEnd(view.state, typed);
    if (change) view.dispatch(change);
    return change !== null;
  }),
);

/** What typing a quote does before the three that end a string; null where it is another place. */
export function quoteBeforeEnd(state: EditorState, quote: string): TransactionSpec | null {
  const { main, ranges } = state.selection;
  if ((quote !== '"' && quote !== "'") || !main.empty || ranges.length > 1) return null;
  const [at, triple] = [main.head, quote.repeat(3)];
  if (state.sliceDoc(at, at + 3) !== triple) return null;
  const before = state.sliceDoc(Math.max(0, at - 5), at);
  const run = before.length - before.replace(/(['"])\1*$/, "").length;
  const string = stringAround(state, at - run, quote);
  if (!string) return null;
  const typed = at - Math.max(at - run, string.begin);
  if (typed < 0 || typed > 2 || state.sliceDoc(at - typed, at) !== quote.repeat(typed)) return null;
  if (typed < 2) {
    return { changes: { from: at, insert: quote }, selection: EditorSelection.cursor(at + 1), userEvent: "input.type" };
  }
  return {
    changes: { from: at - 2, to: at },
    selection: EditorSelection.cursor(at + 1),
    userEvent: "input.type",
  };
}

/** Where the text of a string in these triple quotes begins that `at` is in, or at the beginning of. */
function stringAround(state: EditorState, at: number, quote: string): { readonly begin: number } | null {
  const tree = syntaxTree(state);
  for (let node: SyntaxNode | null = tree.resolveInner(at, 1); node; node = node.parent) {
    if (node.name !== "String" && node.name !== "FormatString") continue;
    const opening = /^[a-z]{0,2}('''|""")/i.exec(state.sliceDoc(node.from, node.from + 5));
    return opening?.[1]?.startsWith(quote) ? { begin: node.from + opening[0].length } : null;
  }
  return null;
}
