/**
 * How a notebook file begins: the import, who wrote it, and the app's statement. What stands
 * above the import is the header; what follows the app are cells.
 */

import type { SyntaxNode } from "@lezer/common";
import type { Option } from "./document.js";
import { endOfCode, hasSyntaxError, optionsIn, parse, statementsIn, textOf } from "./syntax.js";

/** The file's beginning: where the import starts and where the app's statement stands. */
export interface Opening {
  readonly start: number;
  readonly appStart: number;
  readonly end: number;
  readonly module: "cloche" | "marimo";
  readonly alias: string;
  readonly version: string | null;
  readonly options: readonly Option[];
  /** How many statements it took. */
  readonly count: number;
}

/** The opening among top-level statements; null where there is no app. */
export function openingOf(source: string, statements: readonly SyntaxNode[]): Opening | null {
  let imported: { start: number; module: "cloche" | "marimo"; alias: string } | null = null;
  let version: string | null = null;
  for (const [index, node] of statements.entries()) {
    const text = textOf(source, node);
    const found = /^import\s+(cloche|marimo)(?:\s+as\s+([\p{L}\p{N}_]+))?\s*(?:,|#|$)/u.exec(text);
    if (node.name === "ImportStatement" && !imported && found)
      imported = { start: node.from, module: found[1] === "marimo" ? "marimo" : "cloche", alias: found[2] ?? "" };
    if (node.name !== "AssignStatement" || !imported) continue;
    version = /^__generated_with\s*=\s*["'](.*)["']$/.exec(text)?.[1] ?? version;
    const call = node.getChild("CallExpression");
    const makes = /^app\s*=\s*([\p{L}\p{N}_]+)\s*\.\s*App\s*\(/u.exec(text)?.[1];
    if (call && makes === (imported.alias || imported.module))
      return {
        ...imported,
        appStart: node.from,
        end: call.to,
        version,
        options: optionsIn(source, call),
        count: index + 1,
      };
  }
  return null;
}

const APP = /(?<=(?<![^\n])[ \t]*)app[ \t]*=[ \t]*[\p{L}\p{N}_]+\.App[ \t]*\(/gu;
const IMPORT = /(?<=(?<![^\n])[ \t]*)import[ \t]+(?:cloche|marimo)(?![\p{L}\p{N}_])[^\n]*/u;
const VERSION = /(?<=(?<![^\n])[ \t]*)__generated_with[ \t]*=[^\n]*/g;
/** How many lines the app's statement may have. */
const APP_MAY_SPAN = 40;

/**
 * The opening of a file that does not parse, even if the damage is right there: two branches
 * that were merged often disagree about the version.
 */
export function damagedOpening(source: string): Opening | null {
  const places = [...source.matchAll(APP)].map((found) => ({
    start: found.index,
    end: endOfStatement(source, found.index),
  }));
  for (const { end } of places) {
    const opening = openingIn(source.slice(0, end));
    if (opening) return opening;
  }
  for (const { start, end } of places) {
    const opening = piecedTogether(source, start, end);
    if (opening) return opening;
  }
  return null;
}

function openingIn(text: string): Opening | null {
  const tree = parse(text);
  return hasSyntaxError(tree) ? null : openingOf(text, statementsIn(tree.topNode));
}

/** Where the statement at `start` ends; `start` if that is nowhere. */
function endOfStatement(source: string, start: number): number {
  let end = start;
  for (let line = 0; line < APP_MAY_SPAN && end < source.length; line++) {
    const next = source.indexOf("\n", end);
    end = next < 0 ? source.length : next + 1;
    const tree = parse(source.slice(start, end));
    if (!hasSyntaxError(tree)) return start + endOfCode(source.slice(start, end), tree.topNode);
  }
  return start;
}

/** The opening whose app stands at `start`, by the lines above it that parse. */
function piecedTogether(source: string, start: number, end: number): Opening | null {
  const above = source.slice(0, start);
  const imported = IMPORT.exec(above);
  if (!imported) return null;
  const versions = above.slice(imported.index).match(VERSION) ?? [];
  for (const version of [...versions.reverse(), ""]) {
    const opening = openingIn(`${imported[0]}\n${version}\n${source.slice(start, end)}`);
    if (opening) return { ...opening, start: imported.index, appStart: start, end };
  }
  return null;
}

const FRAME = /^(?:#|import[ \t]+(?:cloche|marimo)\b|__generated_with[ \t]*=[ \t]*["'][^"']*["']$)/;

/** What stands above the app, where a merge conflict or the like is a comment. */
export function mended(text: string): string {
  if (!hasSyntaxError(parse(text))) return text;
  return text
    .split("\n")
    .map((line) => (!line.trim() || FRAME.test(line.trim()) ? line.trim() : `# ${line}`))
    .join("\n");
}
