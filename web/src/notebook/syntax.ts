/** Small questions about Python text that the Lezer grammar answers. */

import type { SyntaxNode, Tree } from "@lezer/common";
import { parser } from "@lezer/python";
import { asLezerKnows } from "./dialect.js";
import type { Literal, Option } from "./document.js";

/** Milliseconds of parsing in one go. */
const SLICE = 30;

export function parse(source: string): Tree {
  return parser.parse(asGrammarHas(source));
}

/** The same with pauses, so that a long file never holds the page up. */
export async function parseInSlices(source: string, pause: () => Promise<unknown>): Promise<Tree> {
  const work = parser.startParse(asGrammarHas(source));
  let began = Date.now();
  for (;;) {
    const tree = work.advance();
    if (tree) return tree;
    if (Date.now() - began < SLICE) continue;
    await pause();
    began = Date.now();
  }
}

function asGrammarHas(source: string): string {
  const known = asLezerKnows(source);
  return known.endsWith("\n") ? known : `${known}\n`;
}

export function textOf(source: string, node: { from: number; to: number }): string {
  return source.slice(node.from, node.to);
}

export function hasSyntaxError(tree: Tree): boolean {
  let found = false;
  tree.iterate({
    enter: (node) => {
      if (node.type.isError) found = true;
      return !found;
    },
  });
  return found;
}

export function childrenOf(node: SyntaxNode | null | undefined): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let child = node?.firstChild ?? null; child; child = child.nextSibling) found.push(child);
  return found;
}

/** The statements of a file or a block, in order. */
export function statementsIn(node: SyntaxNode): SyntaxNode[] {
  return childrenOf(node)
    .flatMap((child) => (child.name === "StatementGroup" ? childrenOf(child) : [child]))
    .filter((child) => /Statement$|Definition$/.test(child.name));
}

/** Where the code of a node ends: before comments and line ends that the grammar counts to it. */
export function endOfCode(source: string, node: SyntaxNode): number {
  let last: SyntaxNode = node;
  for (;;) {
    const child: SyntaxNode | undefined = childrenOf(last).findLast(
      (each) => each.name !== "Comment" && each.to > each.from,
    );
    // An f-string's last child is its last `{…}`: what follows that is text without a node of its own.
    if (!child || hasTextAfter(source, last, child)) break;
    last = child;
  }
  return source.slice(0, last.to).trimEnd().length;
}

/** Whether `node` goes on after one of its children with more than comments and white space. */
function hasTextAfter(source: string, node: SyntaxNode, child: SyntaxNode): boolean {
  let at = child.to;
  for (let next = child.nextSibling; next; next = next.nextSibling) {
    if (source.slice(at, next.from).trim() || next.name !== "Comment") return true;
    at = next.to;
  }
  return source.slice(at, node.to).trim() !== "";
}

/** The keyword arguments of a call, as written. */
export function optionsIn(source: string, call: SyntaxNode | null | undefined): Option[] {
  const options: Option[] = [];
  for (const child of childrenOf(call?.getChild("ArgList"))) {
    const value = child.nextSibling?.name === "AssignOp" ? child.nextSibling.nextSibling : null;
    if (child.name !== "VariableName" || !value) continue;
    const end = lastOfArgument(value);
    options.push({
      name: textOf(source, child),
      source: source.slice(value.from, end.to),
      value: end.from === value.from ? literal(source, value) : undefined,
    });
  }
  return options;
}

/** The first positional argument of a call, if it is a literal. */
export function firstArgument(source: string, call: SyntaxNode | null | undefined): Literal | undefined {
  const first = childrenOf(call?.getChild("ArgList")).find((child) => child.name !== "(" && child.name !== "Comment");
  return first ? literal(source, first) : undefined;
}

function lastOfArgument(value: SyntaxNode): SyntaxNode {
  let end = value;
  while (end.nextSibling && end.nextSibling.name !== "," && end.nextSibling.name !== ")") end = end.nextSibling;
  return end;
}

function literal(source: string, node: SyntaxNode): Literal | undefined {
  const text = textOf(source, node);
  switch (node.name) {
    case "Boolean":
      return text === "True";
    case "None":
      return null;
    case "Number":
      return numberValue(text);
    case "UnaryExpression":
      return /^-\s*[\d.]/.test(text) ? numberValue(text.replace(/\s/g, "")) : undefined;
    case "String":
      return stringValue(text);
    case "ContinuedString":
      return joined(childrenOf(node).map((part) => stringValue(textOf(source, part))));
    case "ArrayExpression":
    case "TupleExpression":
      return whole(
        childrenOf(node)
          .filter((child) => !"[](),".includes(child.name))
          .map((item) => literal(source, item)),
      );
    case "DictionaryExpression":
      return dictionary(source, node);
    default:
      return undefined;
  }
}

function numberValue(text: string): number | undefined {
  const value = Number(text.replaceAll("_", ""));
  return Number.isNaN(value) ? undefined : value;
}

function joined(parts: readonly (string | undefined)[]): string | undefined {
  return parts.includes(undefined) ? undefined : parts.join("");
}

function whole(values: readonly (Literal | undefined)[]): Literal | undefined {
  return values.every((value) => value !== undefined) ? values : undefined;
}

function dictionary(source: string, node: SyntaxNode): Literal | undefined {
  const parts = childrenOf(node).filter((child) => !"{},:".includes(child.name));
  const found: Record<string, Literal> = {};
  for (let at = 0; at + 1 < parts.length; at += 2) {
    const [key, value] = [parts[at], parts[at + 1]].map((part) => (part ? literal(source, part) : undefined));
    if (typeof key !== "string" || value === undefined) return undefined;
    found[key] = value;
  }
  return found;
}

const ESCAPES: Readonly<Record<string, string>> = {
  "\n": "",
  "\\": "\\",
  "'": "'",
  '"': '"',
  a: "\x07",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
};

/** What a string literal means; undefined for bytes. */
function stringValue(text: string): string | undefined {
  const found = /^([a-zA-Z]*)("""|'''|"|')([\s\S]*)\2$/.exec(text);
  if (!found || /b/i.test(found[1] ?? "")) return undefined;
  const body = found[3] ?? "";
  if (/r/i.test(found[1] ?? "")) return body;
  return body.replace(
    /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{1,3})|([\s\S]))/g,
    (whole, x?: string, u?: string, long?: string, octal?: string, letter?: string) => {
      const hex = x ?? u ?? long;
      if (hex !== undefined) return String.fromCodePoint(Number.parseInt(hex, 16));
      if (octal !== undefined) return String.fromCodePoint(Number.parseInt(octal, 8));
      return ESCAPES[letter ?? ""] ?? whole;
    },
  );
}

export function firstNode(node: SyntaxNode, name: string): SyntaxNode | null {
  if (node.name === name) return node;
  for (const child of childrenOf(node)) {
    const found = firstNode(child, name);
    if (found) return found;
  }
  return null;
}
