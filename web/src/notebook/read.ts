/**
 * A notebook file → a document, in the page, before Python is up.
 *
 * Nothing of a file is lost: each cell keeps its text as written, a cell that does not
 * parse becomes an unparsable cell, and what is no notebook at all fails with an error
 * that says so. The Python twin is `kernel/src/cloche/notebook/read.py`; both read the
 * same samples in `tests/format/`.
 */

import type { SyntaxNode } from "@lezer/common";
import { parser } from "@lezer/python";
import type { CellConfig, CellId, CellKind } from "../../../worker/src/wire/messages.js";
import { type Block, splitBlocks } from "./blocks.js";
import {
  appStatement,
  type Cell,
  DEFAULT_CONFIG,
  DEFAULT_NAME,
  insertCell,
  type Literal,
  type NotebookDocument,
  preambleFor,
  SETUP_NAME,
} from "./document.js";
import { dedent, trimLines } from "./indent.js";
import { argumentsIn, hasSyntaxError, textOf } from "./syntax.js";

/** The file cannot be shown as a notebook. `problem` and `hint` are for people. */
export class NotebookReadError extends Error {
  constructor(
    readonly code: "not-text" | "not-a-notebook" | "empty-file",
    readonly problem: string,
    readonly hint: string,
  ) {
    super(`${problem} ${hint}`);
    this.name = "NotebookReadError";
  }
}

/** Read a notebook. Raises `NotebookReadError` for what is none; `readScript` takes a plain script. */
export function readNotebook(file: string, filename = "notebook.py"): NotebookDocument {
  if (file.includes("\0"))
    throw new NotebookReadError("not-text", `${filename} is not a text file.`, "Choose a Python notebook (.py).");
  const source = file.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n");
  if (!source.trim())
    throw new NotebookReadError("empty-file", `${filename} is empty.`, "Choose a Python notebook (.py).");
  const { preamble, blocks, ending } = splitBlocks(source);
  const framework = frameworkOf(preamble);
  const statement = appStatement(preamble);
  if (!framework || !statement)
    throw new NotebookReadError(
      "not-a-notebook",
      `${filename} is not a notebook: it has no \`import cloche\` followed by \`app = cloche.App()\`.`,
      "Open it as a script to put its code into cells.",
    );
  const cells = blocks.map((block, index) => readCell(block, `c${index + 1}` as CellId));
  return {
    filename,
    preamble,
    header: preamble.slice(0, framework.at),
    framework: framework.text,
    app: argumentsIn(preamble.slice(statement.start, statement.end)),
    cells,
    ending,
    newline: file.includes("\r\n") ? "\r\n" : "\n",
    source: file,
    nextId: blocks.length + 1,
  };
}

/** A plain Python script as a notebook: one cell, or one for each `# %%` line. */
export function readScript(file: string, filename = "notebook.py"): NotebookDocument {
  if (file.includes("\0"))
    throw new NotebookReadError("not-text", `${filename} is not a text file.`, "Choose a Python file (.py).");
  const source = file.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n");
  const script = /^# \/\/\/ script\n(?:#[^\n]*\n)*?# \/\/\/\n/.exec(source)?.[0] ?? "";
  const parts = source.slice(script.length).split(/^# ?%%[^\n]*$/m);
  let document: NotebookDocument = {
    filename,
    preamble: preambleFor(script, "cloche", {}),
    header: script,
    framework: "cloche",
    app: {},
    cells: [],
    ending: "",
    newline: "\n",
    source: null,
    nextId: 1,
  };
  for (const code of parts.map(trimLines).filter(Boolean)) {
    document = insertCell(document, document.cells.length, { code }).document;
  }
  return document.cells.length ? document : insertCell(document, 0).document;
}

function frameworkOf(preamble: string): { text: string; at: number } | null {
  const found = /^import +((?:cloche|marimo)(?: +as +\w+)?)[ \t]*(?:#.*)?$/m.exec(preamble);
  return found?.[1] ? { text: found[1].replace(/ +/g, " "), at: found.index } : null;
}

function readCell(block: Block, id: CellId): Cell {
  const raw = block.text;
  switch (block.kind) {
    case "stray":
      return { id, name: DEFAULT_NAME, code: raw, kind: "cell", config: DEFAULT_CONFIG, raw };
    case "unparsable":
      return { id, ...readUnparsable(raw), raw };
    case "setup":
      return { id, ...readSetup(raw), raw };
    default:
      return { id, ...readDefinition(raw, block.kind), raw };
  }
}

type Content = Pick<Cell, "name" | "code" | "kind" | "config">;

function readUnparsable(raw: string): Content {
  const settings = argumentsIn(raw);
  const code = settings["0"];
  const name = settings.name;
  return {
    name: typeof name === "string" && name ? name : DEFAULT_NAME,
    code: typeof code === "string" ? dedent(code).trim() : raw,
    kind: "unparsable",
    config: configFrom(settings),
  };
}

function readSetup(raw: string): Content {
  const colon = endOfHead(raw, "WithStatement");
  const body = colon === null ? raw.slice(raw.indexOf("\n") + 1) : bodyText(raw, colon);
  const code = trimLines(dedent(body));
  return {
    name: SETUP_NAME,
    code: code.replace(/\n?^pass$/m, (found, at: number) => (onlyComments(code.slice(0, at)) ? "" : found)),
    kind: "setup",
    config: configFrom(argumentsIn(raw.slice(0, colon ?? raw.indexOf("\n")))),
  };
}

function onlyComments(code: string): boolean {
  return code.split("\n").every((line) => !line.trim() || line.trim().startsWith("#"));
}

function readDefinition(raw: string, kind: "cell" | "function" | "class"): Content {
  const tree = parser.parse(`${raw}\n`);
  const decorated = tree.topNode.getChild("DecoratedStatement");
  const decorator = decorated?.getChild("Decorator");
  const definition = decorated?.getChild("FunctionDefinition") ?? decorated?.getChild("ClassDefinition");
  const config = decorator ? configFrom(argumentsIn(textOf(raw, decorator).trim().slice(1))) : DEFAULT_CONFIG;
  const nameNode = definition?.getChild("VariableName");
  const name = nameNode
    ? textOf(raw, nameNode)
    : (/^ *(?:async +)?(?:def|class) +(\w+)/m.exec(raw)?.[1] ?? DEFAULT_NAME);
  const broken = !definition || !decorator || hasSyntaxError(tree);
  if (kind !== "cell") {
    const code = definition
      ? raw.slice(lineAfter(raw, decorator?.to ?? 0), raw.length)
      : raw.slice(raw.indexOf("\n") + 1);
    return { name, code: trimLines(code), kind: broken ? "unparsable" : kind, config };
  }
  if (broken) return { name, code: salvage(raw), kind: "unparsable", config };
  return { name, code: cellBody(raw, definition), kind: "cell", config };
}

/** Where the decorator's line ends; the decorator's node may already hold the line break. */
function lineAfter(raw: string, at: number): number {
  return raw[at - 1] === "\n" ? at : raw.indexOf("\n", at) + 1;
}

/** The code of a cell: its function's body without the signature and the last `return`. */
function cellBody(raw: string, definition: SyntaxNode): string {
  const body = definition.getChild("Body");
  if (!body) return "";
  const last = lastStatement(body);
  const end = last?.name === "ReturnStatement" ? last.from : raw.length;
  return trimLines(dedent(bodyText(raw.slice(0, end), body.from + 1)));
}

function lastStatement(body: SyntaxNode): SyntaxNode | null {
  let last = body.lastChild;
  while (last && (last.name === "Comment" || last.name === ";" || last.name === ":")) last = last.prevSibling;
  return last;
}

/** What follows the colon of the head: from the next line, or from the same when there is code on it. */
function bodyText(raw: string, afterColon: number): string {
  const lineEnd = raw.indexOf("\n", afterColon);
  const rest = raw.slice(afterColon, lineEnd < 0 ? raw.length : lineEnd).trim();
  if (rest && !rest.startsWith("#")) return raw.slice(afterColon).trimStart();
  return lineEnd < 0 ? "" : raw.slice(lineEnd + 1);
}

/** Where the body of the first statement of this kind begins, just after its colon. */
function endOfHead(raw: string, statement: string): number | null {
  const body = parser.parse(`${raw}\n`).topNode.getChild(statement)?.getChild("Body");
  return body ? body.from + 1 : null;
}

/** The body of a cell that does not parse, by its lines: from after `def …:` to before the last `return`. */
function salvage(raw: string): string {
  const head = /^[ \t]*(?:async +)?def +\w+ *\((?:[^()]|\n)*\)[^:\n]*:[ \t]*(?:#[^\n]*)?\n/m.exec(raw);
  const body = head ? raw.slice(head.index + head[0].length) : raw;
  const code = body.replace(/\n?^ {0,4}return\b(?: *\([\w\s,]*\)| *[\w, ]*)?\s*$(?![\s\S])/m, "");
  return trimLines(dedent(code));
}

function configFrom(settings: Readonly<Record<string, Literal>>): CellConfig {
  const column = settings.column;
  return {
    disabled: settings.disabled === true,
    hideCode: settings.hide_code === true,
    column: typeof column === "number" ? column : null,
  };
}

export type { CellKind };
