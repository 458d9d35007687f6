/** What the examples' cells show, written down when the site is built: a reader sees it before Python is there. */

import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { digestOf, filesUnder, folder, main, python, ROOT, readJson, say } from "./common.mjs";

const EXAMPLES = join(ROOT, "playground", "examples");
const SESSIONS = join(EXAMPLES, "__cloche__", "session");

/** Run each example that needs no package, if the kernel or one of them changed. A cell that fails fails the build. */
export function bakeExamples() {
  const examples = readJson(join(EXAMPLES, "index.json")).filter(({ packages }) => packages.length === 0);
  const kernel = filesUnder(join(ROOT, "kernel", "src")).filter((path) => path.endsWith(".py"));
  const inputs = [...kernel, ...examples.map(({ file }) => join(EXAMPLES, file)), import.meta.filename];
  const digest = digestOf(inputs.map((path) => readFileSync(path)));
  const stamp = join(SESSIONS, ".inputs");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === digest) return;

  rmSync(SESSIONS, { recursive: true, force: true });
  for (const [at, { file }] of examples.entries()) {
    say(`examples: running ${file} (${at + 1} of ${examples.length})`);
    python("-m", "cloche", "export", join(EXAMPLES, file), "--format", "session");
  }
  writeFileSync(join(folder(SESSIONS), ".inputs"), digest);
}

if (process.argv[1] === import.meta.filename) await main(bakeExamples);
