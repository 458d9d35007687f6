/**
 * What the interface weighs before somebody can type: the page, its scripts and styles, and the editor, each compressed as the
 * site serves it. Python and fonts, which the page does not wait for, are not part of it.
 */

import { existsSync, readFileSync, rmSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { NEXT_SITE, readJson, say } from "./common.mjs";

const MOST = 300_000;

/** Where typing begins: the page itself, and the editor that it fetches (`vite.config.ts` names them). */
const ENTRIES = ["page", "editor"];

/** Say what the interface weighs; more than 300 KB is an error. Vite's notes on its chunks are taken away. */
export function weighInterface() {
  const notes = join(NEXT_SITE, ".vite", "manifest.json");
  const chunks = readJson(notes);
  const files = new Set(["index.html"]);
  const follow = (chunk) => {
    if (files.has(chunk.file)) return;
    files.add(chunk.file);
    for (const style of chunk.css ?? []) files.add(style);
    for (const other of chunk.imports ?? []) follow(chunks[other]);
  };
  for (const entry of ENTRIES) {
    const chunk = Object.values(chunks).find(({ name }) => name === entry);
    if (!chunk) throw new Error(`The interface's weight is unknown: there is no chunk "${entry}".`);
    follow(chunk);
  }
  rmSync(dirname(notes), { recursive: true });
  const weights = [...files].map((file) => ({ file, bytes: served(join(NEXT_SITE, file)) }));
  const bytes = weights.reduce((sum, weight) => sum + weight.bytes, 0);
  const told = `interface: ${(bytes / 1000).toFixed(0)} KB compressed before the editor is usable`;
  if (bytes > MOST) {
    const heaviest = weights.toSorted((a, b) => b.bytes - a.bytes).slice(0, 8);
    const list = heaviest.map((each) => `  ${(each.bytes / 1000).toFixed(0)} KB ${each.file}`).join("\n");
    throw new Error(`${told}; at most ${MOST / 1000} KB. Let what few need load on first use.\n${list}`);
  }
  say(told);
}

function served(path) {
  const small = `${path}.br`;
  return existsSync(small) ? statSync(small).size : readFileSync(path).byteLength;
}
