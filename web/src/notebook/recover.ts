/**
 * Files that do not parse: what can be read of them, and all of their text. A damaged notebook
 * is cut where a cell begins at the left margin; a piece that parses gives its cells, one that
 * does not becomes a cell that keeps its text.
 */

import { DEFAULT_NAME, SETUP_NAME } from "./document.js";
import { type CellContent, configured, type Found } from "./find-cells.js";
import { dedentAll } from "./indent.js";
import { firstNode, hasSyntaxError, optionsIn, parse } from "./syntax.js";

/** A part of the file: text that parses, or the one cell that keeps what does not. */
export interface Piece {
  readonly start: number;
  readonly text: string;
  readonly broken: Found | null;
}

const CELL = new RegExp(
  [
    "(?<![^\\n])(?:@app\\.(?:cell|function|class_definition)\\b",
    "(?:async[ \\t]+)?with[ \\t]+app\\.setup\\b",
    "app\\._unparsable_cell[ \\t]*\\(",
    "if[ \\t]+__name__[ \\t]*==",
    // What a merge that failed leaves behind.
    "(?:<<<<<<<|\\|{7}|>>>>>>>)[ \\t]",
    "=======(?![^\\n]))",
  ].join("|"),
  "g",
);
/** A string that holds the text of cells is looked for over this many pieces. */
const STRING_MAY_SPAN = 12;

/** The parts of a text that does not parse, from the top: what follows the opening of a file. */
export function piecesOf(text: string): Piece[] {
  const marks = [0, ...[...text.matchAll(CELL)].map((found) => found.index).filter((at) => at > 0), text.length];
  const pieces: Piece[] = [];
  for (let at = 0; at < marks.length - 1; ) {
    const joined = longest(text, marks, at);
    if (joined) {
      pieces.push(joined.piece);
      at += joined.used;
    } else {
      const start = marks[at] ?? 0;
      pieces.push(...torn(text.slice(start, marks[at + 1]), start));
      at += 1;
    }
  }
  return pieces;
}

/** The piece at `at`, joined with those after it if only so it parses: a string may hold cells. */
function longest(text: string, marks: readonly number[], at: number): { piece: Piece; used: number } | null {
  const start = marks[at] ?? 0;
  const hasString = /"""|'''/.test(text.slice(start, marks[at + 1]));
  const most = hasString ? Math.min(STRING_MAY_SPAN, marks.length - at) : 2;
  for (let used = 1; used < most; used++) {
    const part = text.slice(start, marks[at + used]);
    if (isWhole(part)) return { piece: { start, text: part, broken: null }, used };
  }
  return null;
}

const CONTINUES = /^(?:[ \t\f]|[#)\]}]|(?:async[ \t]+)?def\b|class\b|"""|'''|$)/;

/** A piece that does not parse: what of its beginning does, then the rest as it stands. */
function torn(text: string, start: number): Piece[] {
  for (let begins = text.indexOf("\n") + 1; begins > 0; begins = text.indexOf("\n", begins) + 1) {
    if (CONTINUES.test(text.slice(begins).split("\n", 1)[0] ?? "")) continue;
    const whole = text.slice(0, begins);
    if (!whole.trim() || !isWhole(whole)) continue;
    return [{ start, text: whole, broken: null }, ...kept(text.slice(begins), start + begins)];
  }
  return kept(text, start);
}

/** Text as a cell of its own, as far as it is more than blank. */
function kept(text: string, start: number): Piece[] {
  const body = text.trimEnd();
  if (!body) return [];
  return [{ start, text, broken: { cell: brokenCell(body), start: 0, end: body.length } }];
}

const NAME = String.raw`[\p{L}\p{M}\p{N}_]+`;
const NAMES = String.raw`\s*(?:${NAME}\s*(?:,\s*${NAME}\s*)*(?:,\s*)?)?`;
const OPTIONS = String.raw`(?![\p{L}\p{N}_])(?:[ \t]*\([^\n]*\))?`;
const HEADS = {
  cell: String.raw`^@(app\.cell${OPTIONS})[ \t]*\n(?:async[ \t]+)?def[ \t]+(${NAME})[ \t]*\(${NAMES}\)[ \t]*:[ \t]*\n`,
  function: String.raw`^@(app\.(?:function|class_definition)${OPTIONS})[ \t]*\n`,
  setup: String.raw`^(?:async[ \t]+)?with[ \t]+(app\.setup${OPTIONS})[ \t]*:[ \t]*\n`,
} as const;
/** What is written anew around the code; where more stands there, all of it is the author's. */
const BARE_NAMES = NAMES.replaceAll("\\s", "[ \\t]");
const RETURN = new RegExp(String.raw`(?:^|\n)[ \t]+return\b(?:[ \t]*\(${NAMES}\)|${BARE_NAMES})\s*$`, "u");

/** The cell that a broken piece was: without what the file puts around it, if that is recognisable. */
function brokenCell(text: string): CellContent {
  for (const [kind, pattern] of Object.entries(HEADS)) {
    const [found = "", call = "", name = ""] = new RegExp(pattern, "u").exec(text) ?? [];
    const tree = parse(call);
    if (!found || hasSyntaxError(tree)) continue;
    const rest = text.slice(found.length);
    const body = kind === "function" ? rest : dedentAll(kind === "cell" ? rest.replace(RETURN, "") : rest);
    return {
      name: kind === "setup" ? SETUP_NAME : !name || name === "__" ? DEFAULT_NAME : name,
      code: body.replace(/^\n+|\n+$/g, ""),
      kind: "unparsable",
      ...configured(optionsIn(call, firstNode(tree.topNode, "CallExpression"))),
    };
  }
  return { name: DEFAULT_NAME, code: text.replace(/^\n+|\n+$/g, ""), kind: "unparsable", ...configured([]) };
}

function isWhole(text: string): boolean {
  return !hasSyntaxError(parse(text));
}
