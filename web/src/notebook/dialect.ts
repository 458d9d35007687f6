/**
 * What Python allows and the Lezer grammar refuses, in as many characters that it does know.
 *
 * Only the shape of the tree is taken from the result; every text is cut out of the source
 * itself, so that what changes inside strings and comments does no harm. To be shortened when
 * the grammar learns the rest; `tests/format/newer_grammar.py` has a sample of each.
 */

import { endOfString } from "./indent.js";

const WORD = String.raw`[\p{L}\p{M}\p{N}_]`;

/** Pairs of what is refused and what stands in for it; each keeps the length. */
const STAND_INS: readonly (readonly [RegExp, (found: string) => string])[] = [
  // `1.`, but not `1.5`, `1.e3`, `x1.real` or `1..real`
  [new RegExp(String.raw`(?<!${WORD}|\.)\d[\d_]*\.(?!${WORD}|\.)`, "gu"), (found) => `${found.slice(0, -1)}0`],
  // `yield` that yields nothing
  [/\byield\b(?=[ \t]*(?:[)\]},;=#]|\\?\n|$))/g, () => "None "],
  // `with a as b.c`, `with a as (b, c)`: the target is no plain name
  [new RegExp(String.raw`(?<=[\s)\]}"'])as(?=[ \t]*[(\[]|[ \t]+${WORD}+[ \t]*[.\[(])`, "gu"), () => "is"],
  // `case A():`, `case []:`
  [/^[ \t]*case\b[^\n]*:/gm, (found) => found.replace(/(?<=[\p{L}\p{N}_])\(\)/gu, ".x").replace(/\[\]|\{\}/g, "_ ")],
  // `tuple[*Ts]`, `tuple[int, *Ts]`, but not the parameters of `class A[*Ts]`
  [
    new RegExp(
      String.raw`\*(?=${WORD})(?<=${WORD}\[(?:[^\[\]\n]*,)?\s*\*)(?<!\b(?:class|def|type)[ \t]+${WORD}+\[[^\[\]\n]*\*)`,
      "gu",
    ),
    () => "-",
  ],
  // `[a for a, *_ in b]`
  [new RegExp(String.raw`(?<=,\s*)\*(?=${WORD}+\s+in\b)`, "gu"), () => " "],
  // `t"{template}"` and `except A, B:` of Python 3.14
  [/(?<![\p{L}\p{M}\p{N}_])(?:t|rt|tr)(?=["'])/giu, (found) => found.replace(/t/i, "f")],
  [/^[ \t]*except\b[^:(\n]*,[^:\n]*:/gm, (found) => found.replaceAll(",", "|")],
  // `lambda a, /, b: c`
  [/\blambda\b[^:\n]*,\s*\/\s*[,:]/g, (found) => found.replace("/", "_")],
];

/** The source as the grammar understands it. */
export function asLezerKnows(source: string): string {
  let text = source;
  for (const [refused, standIn] of STAND_INS) text = text.replace(refused, standIn);
  return withoutGroups(text);
}

/** `with (a as b, c as d):` without its targets: `(a is b, c is d)`. */
function withoutGroups(text: string): string {
  let made = text;
  for (const found of text.matchAll(/\bwith[ \t]*(?=\()/g)) {
    for (const at of targetsOf(text, found.index + found[0].length))
      made = `${made.slice(0, at)}is${made.slice(at + 2)}`;
  }
  return made;
}

/** Where each `as` stands in the brackets that open at `start`; none if no block follows them. */
function targetsOf(text: string, start: number): number[] {
  const token = /#[^\n]*|"""|'''|["'()[\]{}]|\bas\b/g;
  token.lastIndex = start;
  const found: number[] = [];
  let depth = 0;
  for (let next = token.exec(text); next; next = token.exec(text)) {
    const [word] = next;
    if (word === "as") {
      if (depth === 1) found.push(next.index);
    } else if ("([{".includes(word)) depth++;
    else if (")]}".includes(word)) {
      depth--;
      if (depth === 0) return /^\s*:/.test(text.slice(token.lastIndex)) ? found : [];
    } else if (!word.startsWith("#")) token.lastIndex = endOfString(text, token.lastIndex, word) ?? text.length;
  }
  return [];
}
