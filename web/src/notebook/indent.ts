/**
 * Taking a cell's body out of its function and putting it back: exact opposites, so that a
 * cell that is written and read again is the same cell.
 */

/** Four spaces before every line that has something on it. */
export function indent(text: string): string {
  return text.replace(/(?<![^\n])(?=[^\n])/g, "    ");
}

/**
 * Code without the indentation `margin`. A line indented less keeps what it has. Lines inside
 * a string move along, unless the string has lines left of the margin: then it was written to
 * stand where it stands.
 */
export function dedent(text: string, margin: string): string {
  if (!margin) return text;
  const lines = text.split("\n");
  const inside = stringLines(text);
  const fixed = fixedStrings(lines, inside, margin.length);
  return lines
    .map((line, at) => {
      if (inside[at]) return fixed[at] ? line : without(line, margin.length);
      return line.startsWith(margin) ? line.slice(margin.length) : line;
    })
    .join("\n");
}

/** Text that need not be code, without the indentation that all its lines share. */
export function dedentAll(text: string): string {
  const lines = text.split("\n");
  const margins = lines.filter((line) => line.trim()).map((line) => /^[ \t]*/.exec(line)?.[0].length ?? 0);
  const width = margins.length ? Math.min(...margins) : 0;
  return lines.map((line) => without(line, width)).join("\n");
}

/** The white space that a line begins with. */
export function marginOf(line: string): string {
  return /^[ \t\f]*/.exec(line)?.[0] ?? "";
}

/** Without empty lines before and without white space after. */
export function trimLines(text: string): string {
  return text.replace(/^\n+/, "").trimEnd();
}

function without(line: string, width: number): string {
  let taken = 0;
  while (taken < width && (line[taken] === " " || line[taken] === "\t")) taken++;
  return line.slice(taken);
}

function fixedStrings(lines: readonly string[], inside: readonly boolean[], width: number): boolean[] {
  const fixed = lines.map(() => false);
  for (let from = 0; from < lines.length; from++) {
    if (!inside[from]) continue;
    let to = from;
    while (inside[to]) to++;
    const full = lines.slice(from, to).filter((line) => line.trim());
    if (full.some((line) => line.length - line.trimStart().length < width)) fixed.fill(true, from, to);
    from = to;
  }
  return fixed;
}

/** For each line, whether it begins inside a string. */
function stringLines(text: string): boolean[] {
  const inside = text.split("\n").map(() => false);
  const token = /#[^\n]*|"""|'''|"|'/g;
  let line = 0;
  let counted = 0;
  const lineAt = (at: number) => {
    for (; counted < at; counted++) if (text[counted] === "\n") line++;
    return line;
  };
  for (let found = token.exec(text); found; found = token.exec(text)) {
    const quote = found[0];
    if (quote.startsWith("#")) continue;
    const end = endOfString(text, token.lastIndex, quote);
    if (end === null) continue; // never closed: what follows is read as code
    const first = lineAt(found.index);
    inside.fill(true, first + 1, lineAt(end) + 1);
    token.lastIndex = end;
  }
  return inside;
}

/** Just after the closing quote; null when there is none. */
export function endOfString(text: string, from: number, quote: string): number | null {
  for (let at = from; at < text.length; at++) {
    if (text[at] === "\\") at++;
    else if (text.startsWith(quote, at)) return at + quote.length;
    else if (quote.length === 1 && text[at] === "\n") return null;
  }
  return null;
}
