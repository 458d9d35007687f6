/**
 * How a cell is laid out in a file: decorator, signature, body, return. The layout of marimo's
 * files, which formatters leave alone, so that both tools write the same lines for the same cell.
 */

import type { CellConfig } from "../../../worker/src/wire/messages.js";
import { type Cell, DEFAULT_NAME, type Option, pythonString } from "./document.js";
import { isOnlyComments } from "./find-cells.js";
import { indent } from "./indent.js";
import type { Signature } from "./signatures.js";
import { parse } from "./syntax.js";

/** A signature or return is shorter than this, or takes one line for each name. */
const WIDTH = 80;

/** The statement that makes the app, without its line end. */
export function appText(module: string, options: readonly Option[]): string {
  return call(`app = ${module}.App`, options.map(written));
}

/** The lines of one cell, without the last line's end; empty for an empty setup cell. */
export function cellText(cell: Cell, signature: Signature): string {
  const code = cell.code.replace(/^\n+/, "").trimEnd();
  switch (signature.kind) {
    case "setup":
      return setup(cell, code, signature);
    case "unparsable":
      return unparsable(cell, code);
    case "function":
    case "class":
      return `${decorator(signature.kind === "function" ? "@app.function" : "@app.class_definition", cell)}\n${code}`;
    case "cell":
      return plain(cell, code, signature);
  }
}

function plain(cell: Cell, code: string, { params, returns, isAsync }: Signature): string {
  const isNamed = (cell.kind === "cell" || cell.kind === "unparsable") && /^[\p{L}_][\p{L}\p{N}_]*$/u.test(cell.name);
  const head = call(`${isAsync ? "async def" : "def"} ${isNamed ? cell.name : DEFAULT_NAME}`, params);
  const lines = [decorator("@app.cell", cell), `${head}:`];
  if (code) lines.push(indent(code));
  if (code && wantsBlankLine(code)) lines.push("");
  lines.push(indent(returnText(returns)));
  return lines.join("\n");
}

function setup(cell: Cell, code: string, { isAsync }: Signature): string {
  if (!code.trim()) return "";
  const block = isOnlyComments(code) ? `${code}\npass` : code;
  return `${decorator(`${isAsync ? "async with" : "with"} app.setup`, cell)}:\n${indent(block)}`;
}

function unparsable(cell: Cell, code: string): string {
  const text =
    code.includes('"""') || code.endsWith("\\")
      ? `"""\n${code.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}\n"""`
      : `r"""\n${code}\n"""`;
  const options = [...optionsOf(cell.config, cell.extra), `name=${pythonString(cell.name)}`].join(", ");
  return `app._unparsable_cell(\n${indent(text)},\n    ${options}\n)`;
}

function decorator(text: string, { config, extra }: Cell): string {
  const options = optionsOf(config, extra);
  return options.length ? call(text, options) : text;
}

function optionsOf({ column, disabled, hideCode }: CellConfig, extra: readonly Option[]): string[] {
  const options = extra.map(written);
  if (hideCode) options.unshift("hide_code=True");
  if (disabled) options.unshift("disabled=True");
  if (column !== null) options.unshift(`column=${column}`);
  return options;
}

function written(option: Option): string {
  return `${option.name}=${option.source}`;
}

function call(head: string, args: readonly string[]): string {
  const line = `${head}(${args.join(", ")})`;
  // The longest that fits leaves room for the colon of a signature.
  const width = /^(?:async )?def /.test(line) ? WIDTH - 1 : WIDTH;
  return args.length === 0 || line.length < width ? line : `${head}(\n${each(args)}\n)`;
}

function returnText(names: readonly string[]): string {
  if (names.length === 0) return "return";
  const line = names.length === 1 ? `return (${names[0]},)` : `return ${names.join(", ")}`;
  return line.length + 4 < WIDTH ? line : `return (\n${each(names)}\n)`;
}

function each(items: readonly string[]): string {
  return items.map((item) => `    ${item},`).join("\n");
}

/** Whether formatters put an empty line after the last statement: an import or a definition. */
function wantsBlankLine(code: string): boolean {
  const last = parse(code).topNode.lastChild;
  if (!last || last.to < code.length) return false;
  return ["DecoratedStatement", "ImportStatement", "FunctionDefinition", "ClassDefinition"].includes(last.name);
}
