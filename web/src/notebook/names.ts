/**
 * Which names a cell defines and reads, as well as the page can tell without Python.
 *
 * An approximation, used for writing a file while no kernel has analysed the cell: the
 * kernel's answer (`cells-analysed`) always wins. Known gaps: `exec`, star imports, names
 * in annotations given as strings.
 */

import type { SyntaxNode } from "@lezer/common";
import { childrenOf, parse } from "./syntax.js";

export interface Names {
  readonly defs: readonly string[];
  readonly refs: readonly string[];
  readonly isAsync: boolean;
}

interface Scope {
  readonly bound: Set<string>;
  readonly outer: Scope | null;
}

const COMPREHENSION = /Comprehension/;
const SEQUENCE = new Set(["TupleExpression", "ArrayExpression", "ParenthesizedExpression"]);

export function namesIn(code: string): Names {
  const top = parse(code).topNode;
  const reader = new NameReader(code);
  reader.visitChildren(top, reader.module);
  const defs = [...reader.module.bound].filter((name) => !name.startsWith("_")).sort();
  const refs = [...reader.free()].filter((name) => !name.startsWith("_")).sort();
  return { defs, refs, isAsync: reader.isAsync };
}

class NameReader {
  readonly module: Scope = { bound: new Set(), outer: null };
  isAsync = false;
  readonly #loads: { name: string; scope: Scope }[] = [];

  constructor(readonly source: string) {}

  /** Names read that no scope of the cell binds. */
  free(): Set<string> {
    const names = new Set<string>();
    for (const { name, scope } of this.#loads) {
      let at: Scope | null = scope;
      while (at && !at.bound.has(name)) at = at.outer;
      if (!at && !this.#handled.has(name)) names.add(name);
    }
    return names;
  }

  visitChildren(node: SyntaxNode, scope: Scope): void {
    for (let child = node.firstChild; child; child = child.nextSibling) this.#visit(child, scope);
  }

  #visit(node: SyntaxNode, scope: Scope): void {
    if (node.name === "VariableName") this.#loads.push({ name: this.#text(node), scope });
    else if (node.name === "AssignStatement" || node.name === "UpdateStatement") this.#assignment(node, scope);
    else if (node.name === "NamedExpression") this.#walrus(node, scope);
    else if (node.name === "FunctionDefinition") this.#definition(node, scope);
    else if (node.name === "ClassDefinition") this.#definition(node, scope);
    else if (node.name === "LambdaExpression") this.#lambda(node, scope);
    else if (node.name === "ImportStatement") this.#import(node, scope);
    else if (node.name === "ScopeStatement") this.#scopeStatement(node);
    else if (node.name === "CapturePattern") this.#bind(node, scope);
    else if (node.name === "ForStatement" || COMPREHENSION.test(node.name)) this.#loop(node, scope);
    else if (node.name === "BinaryExpression") this.#binary(node, scope);
    else if (node.name === "WithStatement" || node.name === "TryStatement") this.#afterAs(node, scope);
    else {
      if (node.name === "AwaitExpression" && scope === this.module) this.isAsync = true;
      this.visitChildren(node, scope);
    }
  }

  #assignment(node: SyntaxNode, scope: Scope): void {
    const parts = childrenOf(node);
    const isPlain = (part: SyntaxNode) => part.name === "AssignOp" && this.#text(part) === "=";
    const lastTarget = node.name === "UpdateStatement" ? 0 : parts.findLastIndex(isPlain);
    parts.forEach((part, index) => {
      const annotated = node.name === "AssignStatement" && lastTarget < 0 && index === 0;
      if (index < lastTarget || annotated || (node.name === "UpdateStatement" && index === 0))
        this.#target(part, scope);
      else this.#visit(part, scope);
      if (node.name === "UpdateStatement" && index === 0) this.#visit(part, scope);
    });
  }

  /** A place that is assigned to: names in it are bound, `a.b` and `a[b]` only read. */
  #target(node: SyntaxNode, scope: Scope): void {
    if (node.name === "VariableName") scope.bound.add(this.#text(node));
    else if (SEQUENCE.has(node.name)) for (const child of childrenOf(node)) this.#target(child, scope);
    else this.#visit(node, scope);
  }

  /** Where the grammar knows no target, `a as b.c` stands as a comparison: see `dialect.ts`. */
  #binary(node: SyntaxNode, scope: Scope): void {
    const [left, operator, right] = childrenOf(node);
    const isTarget = left && right && operator && this.#text(operator) === "as";
    if (!isTarget) this.visitChildren(node, scope);
    else {
      this.#visit(left, scope);
      this.#target(right, scope);
    }
  }

  #bind(node: SyntaxNode, scope: Scope): void {
    const name = this.#text(node.firstChild ?? node);
    if (/^[\p{L}_]/u.test(name)) scope.bound.add(name);
  }

  /** `:=` in a comprehension binds in the scope around it. */
  #walrus(node: SyntaxNode, scope: Scope): void {
    const [target, , ...rest] = childrenOf(node);
    let around = scope;
    while (this.#comprehensions.has(around) && around.outer) around = around.outer;
    if (target) around.bound.add(this.#text(target));
    for (const part of rest) this.#visit(part, scope);
  }

  readonly #comprehensions = new WeakSet<Scope>();

  #definition(node: SyntaxNode, scope: Scope): void {
    const name = node.getChild("VariableName");
    if (name) scope.bound.add(this.#text(name));
    const inner: Scope = { bound: new Set(), outer: scope };
    for (const part of childrenOf(node)) {
      if (part.name === "ParamList") this.#params(part, inner, scope);
      else if (part.name === "Body") this.visitChildren(part, inner);
      else if (part.name === "TypeParamList") this.#typeParams(part, inner);
      else if (part.from !== name?.from) this.#visit(part, scope);
    }
  }

  #typeParams(node: SyntaxNode, inner: Scope): void {
    for (const part of childrenOf(node)) {
      const name = part.getChild("VariableName") ?? (part.name === "VariableName" ? part : null);
      if (name) inner.bound.add(this.#text(name));
    }
  }

  #lambda(node: SyntaxNode, scope: Scope): void {
    const inner: Scope = { bound: new Set(), outer: scope };
    for (const part of childrenOf(node)) {
      if (part.name === "ParamList") this.#params(part, inner, scope);
      else this.#visit(part, inner);
    }
  }

  /** Parameters are bound inside; their defaults and annotations are read outside. */
  #params(list: SyntaxNode, inner: Scope, scope: Scope): void {
    let isDefault = false;
    for (const part of childrenOf(list)) {
      if (part.name === "VariableName" && !isDefault) inner.bound.add(this.#text(part));
      else if (part.name !== "AssignOp") this.#visit(part, scope);
      isDefault = part.name === "AssignOp";
    }
  }

  /** `import a.b` binds `a`; `as c` binds `c`; `from m import n` binds `n`. */
  #import(node: SyntaxNode, scope: Scope): void {
    const text = this.#text(node)
      .replace(/#[^\n]*/g, "")
      .replace(/[()\\]/g, " ");
    const names = /^\s*from\b/.test(text) ? text.replace(/^[\s\S]*?\bimport\b/, "") : text.replace(/^\s*import\b/, "");
    for (const part of names.split(",")) {
      const [path = "", alias] = part.trim().split(/\s+as\s+/);
      const name = alias ?? path.split(".")[0] ?? "";
      if (/^[\p{L}\p{M}\p{N}_]+$/u.test(name)) scope.bound.add(name);
    }
  }

  #scopeStatement(node: SyntaxNode): void {
    if (!this.#text(node).startsWith("global")) return;
    for (const name of node.getChildren("VariableName")) this.module.bound.add(this.#text(name));
  }

  #loop(node: SyntaxNode, scope: Scope): void {
    const isStatement = node.name === "ForStatement";
    const inner: Scope = isStatement ? scope : { bound: new Set(), outer: scope };
    if (!isStatement) this.#comprehensions.add(inner);
    let isTarget = false;
    for (const part of childrenOf(node)) {
      if (part.name === "for") isTarget = true;
      else if (part.name === "in") isTarget = false;
      else if (isTarget) this.#target(part, inner);
      else this.#visit(part, inner);
    }
  }

  /** Names of handled exceptions: Python forgets them after their block, so they are neither defined nor read. */
  readonly #handled = new Set<string>();

  #afterAs(node: SyntaxNode, scope: Scope): void {
    let isTarget = false;
    for (const part of childrenOf(node)) {
      if (isTarget && node.name === "TryStatement") this.#handled.add(this.#text(part));
      else if (isTarget) this.#target(part, scope);
      else this.#visit(part, scope);
      isTarget = part.name === "as";
    }
  }

  #text(node: SyntaxNode): string {
    return this.source.slice(node.from, node.to);
  }
}
