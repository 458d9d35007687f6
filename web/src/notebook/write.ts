/**
 * A document → the notebook file that `python notebook.py` runs.
 *
 * A file that was not changed comes back byte for byte. In a changed one every cell that
 * was not edited, and whose signature is still right, keeps its text as written; the
 * others are written from their code and from what the kernel found in it. The Python
 * twin is `kernel/src/cloche/notebook/write.py`.
 */

import { parser } from "@lezer/python";
import type { CellAnalysis, CellConfig, CellId } from "../../../worker/src/wire/messages.js";
import { BUILTINS } from "./builtins.js";
import { type Cell, DEFAULT_NAME, formatCall, type NotebookDocument, preambleFor, RUN_GUARD } from "./document.js";
import { indent } from "./indent.js";
import { namesIn } from "./names.js";
import { firstNode, hasSyntaxError, textOf } from "./syntax.js";

/** What the function around a cell takes and gives. */
export interface Signature {
  readonly params: readonly string[];
  readonly returns: readonly string[];
  readonly isAsync: boolean;
  readonly kind: Cell["kind"];
}

export type Analyses = ReadonlyMap<CellId, CellAnalysis>;

/** The file's text. `analyses` holds the kernel's findings for cells whose present code it knows. */
export function writeNotebook(document: NotebookDocument, analyses: Analyses = new Map()): string {
  if (document.source !== null) return document.source;
  const signatures = signaturesOf(document.cells, analyses);
  const blocks = document.cells.map((cell) => writeCell(cell, signatures.get(cell.id)));
  const written = blocks.filter((block) => block !== "");
  const startsWithSetup = document.cells[0]?.kind === "setup" && blocks[0] !== "";
  const preamble =
    document.preamble.trimEnd() || preambleFor(document.header, document.framework, document.app).trimEnd();
  const ending = /^if +__name__/m.test(document.ending) ? document.ending : RUN_GUARD;
  const text = `${preamble}${startsWithSetup ? "\n\n" : "\n\n\n"}${[...written, ending].join("\n\n\n")}`;
  return document.newline === "\n" ? text : text.replaceAll("\n", document.newline);
}

/** One cell's block; "" for an empty setup cell, which a file has no way to say. */
export function writeCell(cell: Cell, signature: Signature | undefined): string {
  if (cell.kind === "setup") return cell.raw ?? writeSetup(cell);
  if (cell.kind === "unparsable" && cell.raw !== null) return cell.raw;
  const known = signature ?? { params: [], returns: [], isAsync: false, kind: cell.kind };
  if (cell.raw !== null && sameSignature(cell.raw, known)) return cell.raw;
  if (known.kind === "unparsable" || !isWhole(cell.code)) return writeUnparsable(cell);
  if (known.kind === "function" || known.kind === "class") {
    const word = known.kind === "class" ? "class_definition" : "function";
    return `${decorator(word, cell.config)}\n${cell.code.trim()}`;
  }
  return writeFunction(cell, known);
}

function writeFunction(cell: Cell, { params, returns, isAsync }: Signature): string {
  const name = cell.name === "" ? DEFAULT_NAME : cell.name;
  const head = formatCall(`${isAsync ? "async " : ""}def ${name}`, params, ":");
  const body = cell.code.trim() ? [indent(cell.code)] : [];
  const gap = needsBlankLine(cell.code) ? [""] : [];
  return [decorator("cell", cell.config), head, ...body, ...gap, indent(returnStatement(returns))].join("\n");
}

function returnStatement(names: readonly string[]): string {
  if (names.length === 0) return "return";
  if (names.length === 1) {
    const short = `return (${names[0]},)`;
    return short.length + 4 < 80 ? short : `return (\n    ${names[0]},\n)`;
  }
  const line = `return ${names.join(", ")}`;
  return line.length + 4 < 80 ? line : `return (\n${names.map((name) => `    ${name},`).join("\n")}\n)`;
}

function writeSetup(cell: Cell): string {
  if (!cell.code.trim()) return "";
  const body = cell.code.split("\n").every((line) => !line.trim() || line.trim().startsWith("#"))
    ? `${cell.code}\npass`
    : cell.code;
  return `with app.setup${cell.config.hideCode ? "(hide_code=True)" : ""}:\n${indent(body)}`;
}

function writeUnparsable(cell: Cell): string {
  const quoted = cell.code.includes('"""')
    ? `"""\n${cell.code.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}\n"""`
    : `r"""\n${cell.code}\n"""`;
  const settings = isDefault(cell.config) ? [] : allSettings(cell.config);
  settings.push(`name="${cell.name || DEFAULT_NAME}"`);
  return `app._unparsable_cell(\n${indent(quoted)},\n    ${settings.join(", ")}\n)`;
}

function decorator(word: "cell" | "function" | "class_definition", config: CellConfig): string {
  if (isDefault(config)) return `@app.${word}`;
  const settings: string[] = [];
  if (config.column !== null) settings.push(`column=${config.column}`);
  if (config.disabled) settings.push("disabled=True");
  if (config.hideCode) settings.push("hide_code=True");
  return formatCall(`@app.${word}`, settings);
}

function allSettings({ column, disabled, hideCode }: CellConfig): string[] {
  const word = (value: boolean) => (value ? "True" : "False");
  return [`column=${column ?? "None"}`, `disabled=${word(disabled)}`, `hide_code=${word(hideCode)}`];
}

function isDefault({ disabled, hideCode, column }: CellConfig): boolean {
  return !disabled && !hideCode && column === null;
}

/** Formatters put a blank line after an import or a definition, before what follows. */
function needsBlankLine(code: string): boolean {
  const source = code.trimEnd();
  const last = parser.parse(`${source}\n`).topNode.lastChild;
  if (!last || last.to < source.length) return false;
  if (last.name === "DecoratedStatement") return true;
  return ["ImportStatement", "FunctionDefinition", "ClassDefinition"].includes(last.name);
}

/** True when the code parses and can stand in a function without ending it. */
function isWhole(code: string): boolean {
  return !hasSyntaxError(parser.parse(`${code}\n`)) && !/^[ \t]/.test(code);
}

// -------------------------------------------------------------- signatures

/** The kernel's word for each cell where it is known; for the others the page's own reading. */
export function signaturesOf(cells: readonly Cell[], analyses: Analyses): Map<CellId, Signature> {
  const signatures = new Map<CellId, Signature>();
  const guessed = cells.filter((cell) => !analyses.has(cell.id));
  for (const [id, analysis] of analyses) signatures.set(id, analysis);
  if (guessed.length === 0) return signatures;
  const names = new Map(cells.map((cell) => [cell.id, namesOf(cell, analyses.get(cell.id))]));
  const setup = new Set(
    cells.filter((cell) => cell.kind === "setup").flatMap((cell) => names.get(cell.id)?.defs ?? []),
  );
  for (const cell of cells) {
    const own = names.get(cell.id);
    if (!own) continue;
    const elsewhere = new Set(
      cells.filter((other) => other !== cell).flatMap((other) => names.get(other.id)?.refs ?? []),
    );
    const topLevel = new Set([...setup, ...cells.filter(isTopLevel).map((other) => other.name)]);
    const params = own.refs.filter((name) => !BUILTINS.has(name) && !topLevel.has(name) && !own.defs.includes(name));
    const returns = own.defs.filter((name) => elsewhere.has(name));
    const known = signatures.get(cell.id);
    // Another cell may have begun to read a name since the kernel looked: keep what it found, add what is new.
    if (known) signatures.set(cell.id, { ...known, returns: [...new Set([...known.returns, ...returns])].sort() });
    else signatures.set(cell.id, { params, returns, isAsync: own.isAsync, kind: cell.kind });
  }
  return signatures;
}

function namesOf(cell: Cell, analysis: CellAnalysis | undefined): Pick<CellAnalysis, "defs" | "refs" | "isAsync"> {
  return analysis ?? namesIn(cell.code);
}

function isTopLevel(cell: Cell): boolean {
  return cell.kind === "function" || cell.kind === "class";
}

/** True when the block as written already takes and gives what the cell does now. */
function sameSignature(raw: string, signature: Signature): boolean {
  const isPlain = /^@app *\. *cell\b/.test(raw);
  if (!isPlain) return signature.kind === "function" ? /^@app\.function\b/.test(raw) : signature.kind === "class";
  if (signature.kind !== "cell") return false;
  const definition = firstNode(parser.parse(`${raw}\n`).topNode, "FunctionDefinition");
  if (!definition) return true;
  const params =
    definition
      .getChild("ParamList")
      ?.getChildren("VariableName")
      .map((node) => textOf(raw, node)) ?? [];
  const last = definition.getChild("Body")?.lastChild;
  const returned = last?.name === "ReturnStatement" ? textOf(raw, last).replace(/^return/, "") : "";
  const returns = returned.match(/\w+/g) ?? [];
  return sameNames(params, signature.params) && sameNames(returns, signature.returns);
}

function sameNames(written: readonly string[], known: readonly string[]): boolean {
  return written.length === known.length && known.every((name) => written.includes(name));
}
