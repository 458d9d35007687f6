/** Taking a cell's body out of its function and putting it back. */

import { stringLines } from "./blocks.js";

/** Four spaces before every line that has something on it. */
export function indent(text: string): string {
  return text.replace(/^(?=.*\S)/gm, "    ");
}

/**
 * Without the margin that all code lines share. Lines inside a string move along, unless the
 * string has lines left of the margin: then it was written so on purpose and stays as it is.
 */
export function dedent(text: string): string {
  const inString = stringLines(text);
  const lines: { text: string; inString: boolean }[] = [];
  let at = 0;
  for (const line of text.split("\n")) {
    lines.push({ text: line, inString: inString.has(at) });
    at += line.length + 1;
  }
  const margins = lines.filter((line) => !line.inString && line.text.trim()).map((line) => marginOf(line.text));
  const margin = margins.length ? Math.min(...margins) : 0;
  if (margin === 0) return text;
  const untouched = leftOfMargin(lines, margin);
  return lines.map((line, index) => (untouched.has(index) ? line.text : cut(line.text, margin))).join("\n");
}

/** The lines of strings that have a line with less than `margin` before it. */
function leftOfMargin(lines: readonly { text: string; inString: boolean }[], margin: number): Set<number> {
  const untouched = new Set<number>();
  for (let from = 0; from < lines.length; from++) {
    if (!lines[from]?.inString) continue;
    let to = from;
    while (lines[to]?.inString) to++;
    const block = lines.slice(from, to).filter((line) => line.text.trim());
    if (block.some((line) => marginOf(line.text) < margin)) for (let at = from; at < to; at++) untouched.add(at);
    from = to;
  }
  return untouched;
}

function marginOf(line: string): number {
  return line.length - line.trimStart().length;
}

function cut(line: string, margin: number): string {
  return line.slice(Math.min(margin, marginOf(line)));
}

/** Without blank lines before and without white space after. */
export function trimLines(text: string): string {
  return text.replace(/^(?:[ \t]*\n)+/, "").trimEnd();
}
