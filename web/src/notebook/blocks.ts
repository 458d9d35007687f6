/**
 * Cutting a notebook file into blocks: where each cell begins and ends, whatever is inside.
 *
 * Works on text, not on a tree, so that a cell that does not parse leaves its neighbours
 * whole. A line that looks like the start of a cell but lies in a string is not one.
 */

export type BlockKind = "cell" | "function" | "class" | "setup" | "unparsable" | "stray";

export interface Block {
  readonly kind: BlockKind;
  /** The block's text without blank lines around it. */
  readonly text: string;
}

export interface Blocks {
  readonly preamble: string;
  readonly blocks: readonly Block[];
  /** The run guard and everything after it. */
  readonly ending: string;
}

const START =
  /^(?:@app *\. *(cell|function|class_definition)\b|(?:async +)?with +app *\. *(setup)\b|app *\. *(_unparsable_cell) *\(|if +(__name__) *==)/;

const KINDS: Readonly<Record<string, BlockKind>> = {
  cell: "cell",
  function: "function",
  class_definition: "class",
  setup: "setup",
  _unparsable_cell: "unparsable",
};

export function splitBlocks(source: string): Blocks {
  const starts = blockStarts(source);
  const first = starts[0];
  const guard = starts.find((start) => start.kind === "guard");
  const ending = guard ? source.slice(guard.at) : "";
  const blocks: Block[] = [];
  starts.forEach((start, index) => {
    if (start.kind === "guard" || (guard && start.at > guard.at)) return;
    const text = source.slice(start.at, starts[index + 1]?.at ?? source.length);
    const { own, stray } = cutStray(text);
    blocks.push({ kind: start.kind, text: own });
    if (stray) blocks.push({ kind: "stray", text: stray });
  });
  return { preamble: source.slice(0, first?.at ?? source.length), blocks, ending };
}

interface Start {
  readonly at: number;
  readonly kind: BlockKind | "guard";
}

function blockStarts(source: string): Start[] {
  const inString = stringLines(source);
  const starts: Start[] = [];
  let at = 0;
  for (const line of source.split("\n")) {
    const found = START.exec(line);
    const word = found?.[1] ?? found?.[2] ?? found?.[3];
    if (found && !inString.has(at)) starts.push({ at, kind: word ? (KINDS[word] ?? "cell") : "guard" });
    at += line.length + 1;
  }
  return starts;
}

/**
 * A block ends with its last indented or bracketed line; what stands at the margin after
 * that (a comment, a statement someone put between cells) is not part of the cell.
 */
function cutStray(text: string): { own: string; stray: string } {
  const inString = stringLines(text);
  const lines = text.split("\n");
  let end = 0;
  let at = 0;
  let sawDefinition = false;
  for (const [index, line] of lines.entries()) {
    const isMargin = /^[^\s)\]}]/.test(line) && !inString.has(at);
    const opens = /^(@|def\b|async\b|class\b|with\b|app\b)/.test(line);
    if (isMargin && sawDefinition) break;
    if (isMargin && !opens && index > 0 && !/^#/.test(line)) break;
    if (/^(def\b|async\b|class\b|with\b|app\b)/.test(line)) sawDefinition = true;
    if (line.trim()) end = at + line.length;
    at += line.length + 1;
  }
  return { own: text.slice(0, end), stray: text.slice(end).trim() };
}

/** Offsets of the lines that begin inside a string over several lines. */
export function stringLines(source: string): Set<number> {
  const inside = new Set<number>();
  const token = /#[^\n]*|\\[\s\S]|"""|'''|"|'/g;
  for (let found = token.exec(source); found; found = token.exec(source)) {
    const quote = found[0];
    if (quote[0] !== '"' && quote[0] !== "'") continue;
    const end = endOfString(source, token.lastIndex, quote);
    if (end === null) continue; // never closed: a slip in one cell must not swallow the rest
    if (quote.length === 3)
      for (let at = source.indexOf("\n", found.index); at >= 0 && at < end; at = source.indexOf("\n", at + 1))
        inside.add(at + 1);
    token.lastIndex = end;
  }
  return inside;
}

/** Just after the closing quote; null when there is none. */
function endOfString(source: string, from: number, quote: string): number | null {
  for (let at = from; at < source.length; at++) {
    if (source[at] === "\\") at++;
    else if (source.startsWith(quote, at)) return at + quote.length;
    else if (quote.length === 1 && source[at] === "\n") return null;
  }
  return null;
}
