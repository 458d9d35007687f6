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
  ["web/src/trust", "web/src/embed", "web/src/offline", "web/src/styles"],
  ["web/src"],
];

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

/** Every module that a file names: static, re-exported, type-only or dynamic. (`?worker&url` takes its address only.) */
function* importsOf(file) {
  const found = [];
  const visit = (node) => {
    if (Array.isArray(node)) return node.forEach(visit);
    if (node === null || typeof node !== "object") return;
    const source = /^(Import|Export\w*)(Declaration|Expression)$/.test(node.type) ? node.source?.value : undefined;
    if (typeof source === "string" && !source.endsWith("?worker&url")) found.push(source);
    Object.values(node).forEach(visit);
  };
  visit(parseAst(readFileSync(join(ROOT, file), "utf8"), { lang: "ts" }).body);
  yield* found;
}

function resolveImport(file, source) {
  const base = relative(ROOT, resolve(ROOT, dirname(file), source.replace(/\?.*$/, "")));
  const candidates = [base, `${base}.ts`, base.replace(/\.js$/, ".ts"), `${base}/index.ts`];
  return candidates.find((candidate) => candidate.endsWith(".ts") && existsSync(join(ROOT, candidate)));
}

function problemsOf(file, target, edges) {
  const from = folderOf(file);
  const to = folderOf(target);
  if (from === undefined) return [`${file}: its folder has no floor; give it one in tests/tools/layers.mjs`];
  if (to === undefined || from === to) return [];
  edges.set(from, (edges.get(from) ?? new Set()).add(to));
  if (file.startsWith("web/") && to === "worker/src")
    return [`${file} imports ${target}: the page knows the worker only through worker/src/wire`];
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
  for (const source of importsOf(file)) {
    const target = source.startsWith(".") ? resolveImport(file, source) : undefined;
    if (target) for (const problem of problemsOf(file, target, edges)) problems.add(problem);
  }
}
for (const folder of edges.keys()) {
  const found = circle(edges, folder);
  if (found && found[0] === [...found].sort()[0]) problems.add(`folders in a circle: ${found.join(" → ")}`);
}

for (const problem of problems) process.stdout.write(`${problem}\n`);
process.stdout.write(`TypeScript layers: ${files} files, ${problems.size} problems\n`);
process.exitCode = problems.size === 0 ? 0 : 1;
