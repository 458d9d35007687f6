/** Where things lie, and the few steps that every build script takes. No build happens here. */

import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

export const ROOT = resolve(import.meta.dirname, "..");
export const CACHE = join(ROOT, ".cache");
export const KERNEL_WHEELS = join(ROOT, "dist", "wheels");
export const SITE = join(ROOT, "dist", "site");
/** Where the next site is put together; it takes the other's place when it is whole. */
export const NEXT_SITE = join(ROOT, "dist", "site.next");
export const PYODIDE = join(ROOT, "node_modules", "pyodide");

export const pyodideVersion = () => readJson(join(PYODIDE, "package.json")).version;

export function readJson(path) {
  return JSON.parse(readFileSync(path, "utf8"));
}

export function sha256(content) {
  return createHash("sha256").update(content).digest("hex");
}

/** One digest of files and texts: what a build depends on. */
export function digestOf(parts) {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(String(part.length)).update("\0").update(part);
  return hash.digest("hex").slice(0, 16);
}

export function filesUnder(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

export function folder(path) {
  mkdirSync(path, { recursive: true });
  return path;
}

/** The project's own Python if set-up made one, else the machine's. */
export function python(...args) {
  const own = join(ROOT, ".venv", "bin", "python");
  const program = process.env.PYTHON ?? (existsSync(own) ? own : "python3");
  try {
    return execFileSync(program, args, { cwd: ROOT, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  } catch (error) {
    throw new Error(`${program} ${args.join(" ")} failed:\n${error.stderr || error.message}`);
  }
}

/** Say what is being done; builds are quiet otherwise. */
export function say(text) {
  process.stdout.write(`${text}\n`);
}

/** Run a script's work; a failure is a sentence, not a stack. */
export async function main(work) {
  try {
    await work();
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}
