/** Small questions about Python text that the Lezer grammar answers. */

import type { SyntaxNode, Tree } from "@lezer/common";
import { parser } from "@lezer/python";
import type { Literal } from "./document.js";

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

/**
 * The literals that a call is given, positional ones under "0", "1", …
 * What is not a literal (a name, an expression) is left out.
 */
export function argumentsIn(source: string): Record<string, Literal> {
  const settings: Record<string, Literal> = {};
  const list = firstNode(parser.parse(`${source}\n`).topNode, "ArgList");
  let position = 0;
  for (let node = list?.firstChild ?? null; node; node = node.nextSibling) {
    const value = node.nextSibling?.name === "AssignOp" ? node.nextSibling.nextSibling : null;
    if (value && node.name === "VariableName") {
      const read = literal(source, value);
      if (read !== undefined) settings[textOf(source, node)] = read;
      node = value;
    } else if (!"(),".includes(node.name) && node.name !== "Comment") {
      const read = literal(source, node);
      if (read !== undefined) settings[String(position)] = read;
      position++;
    }
  }
  return settings;
}

export function firstNode(node: SyntaxNode, name: string): SyntaxNode | null {
  if (node.name === name) return node;
  for (let child = node.firstChild; child; child = child.nextSibling) {
    const found = firstNode(child, name);
    if (found) return found;
  }
  return null;
}

function literal(source: string, node: SyntaxNode): Literal | undefined {
  const text = textOf(source, node);
  switch (node.name) {
    case "Boolean":
      return text === "True";
    case "None":
      return null;
    case "Number":
      return Number(text.replaceAll("_", ""));
    case "String":
      return stringValue(text);
    case "ContinuedString":
      return children(node)
        .map((part) => stringValue(textOf(source, part)) ?? "")
        .join("");
    case "ArrayExpression": {
      const items = children(node).filter((child) => !"[],".includes(child.name));
      const values = items.map((item) => literal(source, item));
      return values.every((value) => value !== undefined) ? values : undefined;
    }
    default:
      return undefined;
  }
}

function children(node: SyntaxNode): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) found.push(child);
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
