// Checks that TypeScript imports point downward only, between the folders of worker/ and web/. Not types, not style.
// Floors are DESIGN's: wire, then the notebook without a DOM, then what draws, then the shell, then the pages.
// A hand-written walk over Vite's own parser, because no layer checker reads TypeScript 7 yet.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { parseAst } from "vite";

const ROOT = resolve(import.meta.dirname, "../..");

/** Folders from the ground up. Those on one floor may use one another, but not in a circle. */
const FLOORS = [
  ["worker/src/wire"],
  ["worker/src", "web/src/notebook", "web/src/sinks"],
  ["web/src/storage", "web/src/share", "web/src/editor", "web/src/outputs", "web/src/elements"],
  ["web/src/shell", "web/src/library", "web/src/files", "web/src/local", "web/src/kernel"],
  ["web/src/trust", "web/src/offline", "web/src/styles"],
  ["web/src"],
];

/** What draws a notebook and runs it knows no storage, but for the types of what is handed to it. */
const VIEW = ["web/src/notebook", "web/src/editor", "web/src/outputs", "web/src/elements", "web/src/kernel"];
const STORAGE = "web/src/storage";

/** Everything that a notebook's view is made of hangs on this module; one's own view is made of the same. */
const VIEW_ROOT = "web/src/guest.ts";
/** What the browser keeps, and what tells its tabs of one another: the shell alone has it. */
const KEPT = new Set([
  "localStorage",
  "sessionStorage",
  "indexedDB",
  "caches",
  "cookieStore",
  "BroadcastChannel",
  "showOpenFilePicker",
  "showSaveFilePicker",
  "showDirectoryPicker",
]);
const KEPT_MEMBERS = new Set(["navigator.storage", "navigator.locks", "navigator.serviceWorker", "document.cookie"]);

const FLOOR_BY_FOLDER = new Map(FLOORS.flatMap((folders, floor) => folders.map((folder) => [folder, floor])));

/** The listed folder that a file belongs to, or undefined: a folder of web/src that nobody gave a floor. */
function folderOf(file) {
  const parts = dirname(file).split("/");
  const room = parts.slice(0, 3).join("/");
  if (FLOOR_BY_FOLDER.has(room)) return room;
  if (file.startsWith("worker/")) return "worker/src";
  return parts.length === 2 ? parts.join("/") : undefined;
}

function* sourceFiles(folder) {
  for (const entry of readdirSync(join(ROOT, folder), { withFileTypes: true, recursive: true })) {
    const file = relative(ROOT, join(entry.parentPath, entry.name));
    if (entry.isFile() && file.endsWith(".ts") && !/\.(test|d)\.ts$/.test(file)) yield file;
  }
}

const treeByFile = new Map();

function treeOf(file) {
  const tree = treeByFile.get(file) ?? parseAst(readFileSync(join(ROOT, file), "utf8"), { lang: "ts" }).body;
  treeByFile.set(file, tree);
  return tree;
}

function* nodesOf(tree) {
  if (tree === null || typeof tree !== "object") return;
  if (!Array.isArray(tree)) yield tree;
  for (const part of Object.values(tree)) yield* nodesOf(part);
}

/** Every module that a file names: static, re-exported, type-only or dynamic. (`?worker&url` takes its address only.) */
function* importsOf(file) {
  for (const node of nodesOf(treeOf(file))) {
    const source = /^(Import|Export\w*)(Declaration|Expression)$/.test(node.type) ? node.source?.value : undefined;
    if (typeof source === "string" && !source.endsWith("?worker&url")) yield { source, isType: isOfTypes(node) };
  }
}

function isOfTypes({ importKind, exportKind, specifiers = [] }) {
  if (importKind === "type" || exportKind === "type") return true;
  return specifiers.length > 0 && specifiers.every((each) => (each.importKind ?? each.exportKind) === "type");
}

/** The files that run where this one does. */
function reachedFrom(root) {
  const reached = new Set([root]);
  for (const file of reached)
    for (const { source, isType } of importsOf(file)) {
      const target = !isType && source.startsWith(".") ? resolveImport(file, source) : undefined;
      if (target) reached.add(target);
    }
  return reached;
}

/** What the browser keeps that this file names, in its program: not in types, not in words. */
function* keptIn(tree) {
  if (tree === null || typeof tree !== "object" || /^TS(?!NonNull|As|Satisfies)/.test(tree.type ?? "")) return;
  if (tree.type === "Identifier" && KEPT.has(tree.name)) yield tree.name;
  const member = tree.type === "MemberExpression" ? `${nameOf(tree.object)}.${nameOf(tree.property)}` : "";
  if (KEPT_MEMBERS.has(member)) yield member;
  for (const part of Object.values(tree)) yield* keptIn(part);
}

function nameOf(node) {
  return node.type === "MemberExpression" ? nameOf(node.property) : (node.name ?? "");
}

function resolveImport(file, source) {
  const base = relative(ROOT, resolve(ROOT, dirname(file), source.replace(/\?.*$/, "")));
  const candidates = [base, `${base}.ts`, base.replace(/\.js$/, ".ts"), `${base}/index.ts`];
  return candidates.find((candidate) => candidate.endsWith(".ts") && existsSync(join(ROOT, candidate)));
}

function problemsOf(file, target, isType, edges) {
  const from = folderOf(file);
  const to = folderOf(target);
  if (from === undefined) return [`${file}: its folder has no floor; give it one in tests/tools/layers.mjs`];
  if (to === undefined || from === to) return [];
  edges.set(from, (edges.get(from) ?? new Set()).add(to));
  if (file.startsWith("web/") && to === "worker/src")
    return [`${file} imports ${target}: the page knows the worker only through worker/src/wire`];
  if (to === STORAGE && VIEW.includes(from) && !isType)
    return [`${file} imports ${target}: a notebook's view has no storage of its own; hand it over (web/src/own.ts)`];
  if (FLOOR_BY_FOLDER.get(to) > FLOOR_BY_FOLDER.get(from))
    return [`${file} imports ${target}: ${from} is below ${to}, so it must not know it`];
  return [];
}

function circle(edges, node, path = []) {
  if (path.includes(node)) return [...path.slice(path.indexOf(node)), node];
  for (const next of edges.get(node) ?? []) {
    const found = circle(edges, next, [...path, node]);
    if (found) return found;
  }
  return null;
}

const edges = new Map();
const problems = new Set();
let files = 0;
for (const file of [...sourceFiles("worker/src"), ...sourceFiles("web/src")]) {
  files += 1;
  for (const { source, isType } of importsOf(file)) {
    const target = source.startsWith(".") ? resolveImport(file, source) : undefined;
    if (target) for (const problem of problemsOf(file, target, isType, edges)) problems.add(problem);
  }
}
for (const file of reachedFrom(VIEW_ROOT))
  for (const name of keptIn(treeOf(file)))
    problems.add(
      `${file} names ${name}: it is part of a notebook's view, and the shell alone has what the browser keeps`,
    );
for (const folder of edges.keys()) {
  const found = circle(edges, folder);
  if (found && found[0] === [...found].sort()[0]) problems.add(`folders in a circle: ${found.join(" → ")}`);
}

for (const problem of problems) process.stdout.write(`${problem}\n`);
process.stdout.write(`TypeScript layers: ${files} files, ${problems.size} problems\n`);
process.exitCode = problems.size === 0 ? 0 : 1;
