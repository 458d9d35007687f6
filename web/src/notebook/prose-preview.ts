/**
 * What a cell of Markdown says, as far as it can be told from its text: for the time until Python has rendered it.
 * Headings, paragraphs, lists, code, and words in bold or italics; everything else stands as it was written. No DOM.
 */

export type Words = { readonly style: "plain" | "strong" | "em" | "code"; readonly text: string };

export type ProseBlock =
  | { readonly kind: "heading"; readonly level: number; readonly words: readonly Words[] }
  | { readonly kind: "paragraph"; readonly words: readonly Words[] }
  | { readonly kind: "list"; readonly isOrdered: boolean; readonly items: readonly (readonly Words[])[] }
  | { readonly kind: "code"; readonly text: string };

/** A last line that is `mo.md("…")`, in any quotes, with or without one call on what it gives. */
const MARKDOWN =
  /(?:^|\n)(?:\w+\.)?md\(\s*([rf]{0,2})("""|'''|"|')((?:(?!\2)[\s\S])*)\2,?\s*\)(?:\.\w+\([^()]*\))?\s*$/i;

const INLINE = /`([^`]+)`|\*\*(.+?)\*\*|(?<![\w*])[*_](?=\S)(.+?)(?<=\S)[*_](?![\w*])/gs;

/** Characters of a cell that is read: whoever wrote it, it takes no time. */
const LONG = 6000;

/** The blocks of a cell that ends in Markdown and is not long, or null. */
export function prosePreview(code: string): readonly ProseBlock[] | null {
  const found = code.length > LONG ? null : MARKDOWN.exec(code);
  if (!found) return null;
  const [, prefix = "", , body = ""] = found;
  const text = /r/i.test(prefix) ? body : body.replace(/\\n/g, "\n").replace(/\\(["'\\])/g, "$1");
  const blocks = blocksOf(dedented(/f/i.test(prefix) ? text.replace(/\{[^{}]*\}/g, "…") : text));
  return blocks.length > 0 ? blocks : null;
}

function blocksOf(text: string): ProseBlock[] {
  const blocks: ProseBlock[] = [];
  for (const part of text.split(/(^```[\s\S]*?^```[ \t]*$)/m)) {
    const fence = /^```[^\n]*\n([\s\S]*?)\n?```[ \t]*$/.exec(part);
    if (fence) blocks.push({ kind: "code", text: fence[1] ?? "" });
    else for (const chunk of part.split(/\n\s*\n/)) blocks.push(...chunkBlocks(chunk.trim()));
  }
  return blocks;
}

/** Lines without an empty one between them: headings, then a list or a paragraph. */
function chunkBlocks(chunk: string): ProseBlock[] {
  if (chunk === "") return [];
  const heading = /^(#{1,6})\s+(.*?)\s*#*(?:\n|$)/.exec(chunk);
  if (heading) {
    const [line, marks = "", title = ""] = heading;
    const rest = chunkBlocks(chunk.slice(line.length).trim());
    return [{ kind: "heading", level: marks.length, words: wordsOf(title) }, ...rest];
  }
  if (!/^(?:[-*+]|\d+[.)])\s/.test(chunk)) return [{ kind: "paragraph", words: wordsOf(chunk) }];
  const items = chunk.split(/\n(?=\s*(?:[-*+]|\d+[.)])\s)/).map((item) => item.replace(/^\s*(?:[-*+]|\d+[.)])\s+/, ""));
  return [{ kind: "list", isOrdered: /^\d/.test(chunk), items: items.map(wordsOf) }];
}

function wordsOf(text: string): Words[] {
  const line = text.replace(/\s*\n\s*/g, " ").replace(/!?\[([^\]]*)\]\([^)]*\)/g, "$1");
  const words: Words[] = [];
  let at = 0;
  for (const match of line.matchAll(INLINE)) {
    const [whole, code, strong, em] = match;
    if (match.index > at) words.push({ style: "plain", text: line.slice(at, match.index) });
    if (code !== undefined) words.push({ style: "code", text: code });
    else words.push({ style: strong === undefined ? "em" : "strong", text: strong ?? em ?? "" });
    at = match.index + whole.length;
  }
  if (at < line.length) words.push({ style: "plain", text: line.slice(at) });
  return words;
}

/** Without what all lines after the first are indented by. */
function dedented(text: string): string {
  const lines = text.split("\n");
  const indents = lines.slice(1).flatMap((line) => (line.trim() ? [line.length - line.trimStart().length] : []));
  const least = indents.length > 0 ? Math.min(...indents) : 0;
  return lines.map((line, at) => (at === 0 ? line.trimStart() : line.slice(least))).join("\n");
}
