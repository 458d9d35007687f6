/**
 * One statement of a notebook file → one cell. What keeps a cell apart from the function that
 * holds it: the signature, the indentation, the final `return`.
 */

import type { SyntaxNode } from "@lezer/common";
import type { CellConfig } from "../../../worker/src/wire/messages.js";
import { type Cell, DEFAULT_NAME, type Option, SETUP_NAME } from "./document.js";
import { dedent, dedentAll, marginOf, trimLines } from "./indent.js";
import { childrenOf, endOfCode, firstArgument, optionsIn, statementsIn, textOf } from "./syntax.js";

export type CellContent = Omit<Cell, "id" | "place">;

/** A cell, and where in the text it stands. */
export interface Found {
  readonly cell: CellContent;
  readonly start: number;
  readonly end: number;
}

/** The cells among top-level statements; what else stands there is passed over. */
export function findCells(source: string, statements: readonly SyntaxNode[]): Found[] {
  const found: Found[] = [];
  for (const node of statements) {
    const cell = findCell(source, node);
    if (cell) found.push(cell);
  }
  return found;
}

/** The same cells, where of several setup cells only the first is one. */
export function oneSetup(found: readonly Found[]): Found[] {
  const first = found.findIndex(({ cell }) => cell.kind === "setup");
  return found.map((each, at) =>
    each.cell.kind === "setup" && at !== first
      ? { ...each, cell: { ...each.cell, name: DEFAULT_NAME, kind: "cell" } }
      : each,
  );
}

function findCell(source: string, node: SyntaxNode): Found | null {
  if (node.name === "WithStatement") return setup(source, node);
  if (node.name === "ExpressionStatement") return unparsable(source, node);
  if (node.name !== "DecoratedStatement") return null;
  const definition = node.getChild("FunctionDefinition") ?? node.getChild("ClassDefinition");
  if (!definition) return null;
  for (const decorator of node.getChildren("Decorator")) {
    const word = /^@\s*app\s*\.\s*(cell|function|class_definition)\b/.exec(textOf(source, decorator))?.[1];
    if (word === "cell" && definition.name === "FunctionDefinition")
      return functionCell(source, node, definition, decorator);
    if (word && word !== "cell") return topLevel(source, node, definition, decorator);
  }
  return null;
}

// ------------------------------------------------------------------- kinds

function functionCell(source: string, node: SyntaxNode, definition: SyntaxNode, decorator: SyntaxNode): Found {
  const { code, end } = body(source, definition, true);
  const name = nameOf(source, definition);
  const cell = {
    name: name === "__" ? DEFAULT_NAME : name,
    code,
    kind: "cell",
    ...configured(optionsIn(source, decorator)),
  } as const;
  return { cell, start: node.from, end };
}

function topLevel(source: string, node: SyntaxNode, definition: SyntaxNode, decorator: SyntaxNode): Found {
  const end = endWithComments(source, definition);
  const before = source.slice(node.from, lineStart(source, decorator.from));
  const after = source.slice(lineEnd(source, endOfCode(source, decorator)) + 1, end);
  const kind = definition.name === "ClassDefinition" ? "class" : "function";
  const cell = {
    name: nameOf(source, definition),
    code: (before + after).replace(/^\n+|\n+$/g, ""),
    kind,
    ...configured(optionsIn(source, decorator)),
  } as const;
  return { cell, start: node.from, end };
}

function setup(source: string, node: SyntaxNode): Found | null {
  const colon = node.getChild("Body")?.from ?? node.to;
  if (!/^(?:async\s+)?with\s+app\s*\.\s*setup\s*(?:\(|:|$)/.test(source.slice(node.from, colon + 1))) return null;
  const { code, end } = body(source, node, false);
  const without = code.replace(/pass$/, "").replace(/\n+$/, "");
  const options = optionsIn(source, node.getChild("CallExpression"));
  // A `pass` after nothing but comments is there because comments alone are no block.
  const cell = {
    name: SETUP_NAME,
    code: without.trim() && isOnlyComments(without) ? without : code,
    kind: "setup",
    ...configured(options),
  } as const;
  return { cell, start: node.from, end };
}

function unparsable(source: string, node: SyntaxNode): Found | null {
  const call = node.getChild("CallExpression");
  if (!call || !/^app\s*\.\s*_unparsable_cell\s*\(/.test(textOf(source, call))) return null;
  const text = firstArgument(source, call);
  const options = optionsIn(source, call);
  const name = options.find((option) => option.name === "name")?.value;
  const cell = {
    name: typeof name === "string" && name && name !== "__" ? name : DEFAULT_NAME,
    code: dedentAll(typeof text === "string" ? text : textOf(source, call)).trim(),
    kind: "unparsable",
    ...configured(options.filter((option) => option.name !== "name")),
  } as const;
  return { cell, start: node.from, end: endOfLine(source, call.to) };
}

/** A cell's configuration, and the options that are none of ours. */
export function configured(options: readonly Option[]): { config: CellConfig; extra: Option[] } {
  const config = { disabled: false, hideCode: false, column: null as number | null };
  const extra: Option[] = [];
  for (const option of options) {
    if (option.name === "disabled" && typeof option.value === "boolean") config.disabled = option.value;
    else if (option.name === "hide_code" && typeof option.value === "boolean") config.hideCode = option.value;
    else if (option.name === "column" && (option.value === null || Number.isInteger(option.value)))
      config.column = option.value as number | null;
    else extra.push(option);
  }
  return { config, extra };
}

export function isOnlyComments(code: string): boolean {
  return code.split("\n").every((line) => !line.trim() || line.trim().startsWith("#"));
}

function nameOf(source: string, definition: SyntaxNode): string {
  const name = definition.getChild("VariableName");
  return name ? textOf(source, name) : DEFAULT_NAME;
}

// -------------------------------------------------------------------- body

/** The code inside a block, dedented, and where in the text the block ends. */
function body(source: string, node: SyntaxNode, hasReturn: boolean): { code: string; end: number } {
  const block = node.getChild("Body");
  const statements = block ? statementsIn(block) : [];
  const [first, last] = [statements[0], statements.at(-1)];
  if (!block || !first || !last) return { code: "", end: endOfLine(source, endOfCode(source, node)) };
  const gives = hasReturn && last.name === "ReturnStatement" && isPlain(last);
  const end = gives ? endOfLine(source, endOfCode(source, last)) : endWithComments(source, node);
  const stop = gives ? last.from : end;
  const colon = block.from + 1;
  if (!source.slice(colon, first.from).includes("\n"))
    return { code: source.slice(colon, stop).trim().replace(/;$/, "").trimEnd(), end };
  let text = source.slice(lineEnd(source, colon) + 1, stop);
  // `x = 1; return x` leaves a semicolon, a line of its own leaves its indentation.
  if (gives)
    text = text
      .replace(/[ \t]+$/, "")
      .replace(/;[ \t]*$/, "")
      .replace(/[ \t]+$/, "");
  const margin = marginOf(source.slice(lineStart(source, first.from)));
  return { code: trimLines(dedent(text, margin)), end };
}

/** Whether a `return` only hands out names, as a file's cells do; else it is the author's own. */
function isPlain(statement: SyntaxNode): boolean {
  const parts = childrenOf(statement).filter((part) => !["return", ",", "Comment"].includes(part.name));
  return parts.every(
    (part) =>
      part.name === "VariableName" ||
      (/^(Tuple|Parenthesized)Expression$/.test(part.name) &&
        childrenOf(part).every((item) => ["VariableName", ",", "(", ")", "Comment"].includes(item.name))),
  );
}

/** Where a block ends, with the comments after it that are indented as its body is. */
function endWithComments(source: string, node: SyntaxNode): number {
  let end = endOfLine(source, endOfCode(source, node));
  const block = node.getChild("Body");
  const first = block ? statementsIn(block)[0] : undefined;
  if (!block || !first || !source.slice(block.from, first.from).includes("\n")) return end;
  const margin = marginOf(source.slice(lineStart(source, first.from)));
  if (!margin) return end;
  for (let at = lineEnd(source, end) + 1; at <= source.length; at = lineEnd(source, at) + 1) {
    const line = source.slice(at, lineEnd(source, at));
    if (line.trim() && !line.startsWith(margin)) break;
    if (line.trim()) end = at + line.length;
  }
  return end;
}

/** `end`, or the end of its line where only a comment follows. */
function endOfLine(source: string, end: number): number {
  return end + (/^[ \t\f]*(?:#[^\n]*)?(?=\n|$)/.exec(source.slice(end))?.[0].length ?? 0);
}

function lineStart(source: string, at: number): number {
  return source.lastIndexOf("\n", at - 1) + 1;
}

function lineEnd(source: string, at: number): number {
  const end = source.indexOf("\n", at);
  return end < 0 ? source.length : end;
}
