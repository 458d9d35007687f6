/**
 * The memory of a Python that has imported the kernel, as bytes: a visit that begins with them skips what every
 * visit does alike. Pyodide's own means, private still, made for exactly one build of it. A process of its own makes
 * each: `node freeze.mjs TARGET STDLIB KERNEL with-jspi|without-jspi`. Kept in .cache/snapshots/ under a digest.
 *
 * Two kinds: memory made where WebAssembly can suspend (JSPI) does not fit a browser where it cannot, and in the
 * other direction `run_sync` would fail.
 */

import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { constants, gzipSync } from "node:zlib";
import { fromPyodide, isBlank, PAGE, packImage } from "../worker/src/boot/image.ts";
import { CACHE, digestOf, folder, main, PYODIDE, pyodideVersion, readJson, say, sha256 } from "./common.mjs";

const KINDS = ["with-jspi", "without-jspi"];
const SOURCES = ["freeze.mjs", "freeze.py", "thaw.py", "../worker/src/boot/image.ts"].map((name) =>
  join(import.meta.dirname, name),
);

/** Old results that are kept: two branches' worth. */
const KEPT = 4;

/**
 * Both snapshots as `{ path, raw, standard, memory, constant, timezone }` by kind: a gzip file, the size and hash of what comes
 * of it, the size of the whole memory, what the program itself brings of it, and where the C library keeps the time
 * zone. Null for a kind that this Node cannot make.
 */
export function freezeForSite({ stdlib, kernel }) {
  const cache = folder(join(CACHE, "snapshots"));
  const inputs = [pyodideVersion(), process.version, ...[stdlib, kernel, ...SOURCES].map((path) => readFileSync(path))];
  const digest = digestOf(inputs);
  const made = KINDS.map((kind) => {
    const target = join(cache, `${digest}-${kind}`);
    if (!existsSync(`${target}.json`)) {
      if (kind === "with-jspi" && !("Suspending" in WebAssembly)) return [kind, null];
      say(`snapshot: Python's memory, ${kind}`);
      execFileSync(process.execPath, [import.meta.filename, target, stdlib, kernel, kind], { stdio: "inherit" });
    }
    return [kind, { path: `${target}.gz`, ...readJson(`${target}.json`) }];
  });
  forgetOld(cache, digest);
  return Object.fromEntries(made);
}

function forgetOld(cache, digest) {
  const age = (name) => statSync(join(cache, name)).mtimeMs;
  const others = readdirSync(cache).filter((name) => name.endsWith(".json") && !name.startsWith(digest));
  for (const name of others.sort((a, b) => age(b) - age(a)).slice(KEPT)) {
    for (const suffix of [".json", ".gz"]) rmSync(join(cache, name.replace(/\.json$/, suffix)), { force: true });
  }
}

async function freeze(target, stdlib, kernel, kind) {
  if (kind === "without-jspi") {
    for (const name of ["Suspending", "promising", "SuspendError"]) Reflect.deleteProperty(WebAssembly, name);
  }
  const timezone = watchTimezone();
  const { loadPyodide } = await import(pathToFileURL(join(PYODIDE, "pyodide.mjs")).href);
  const { info } = readJson(join(PYODIDE, "pyodide-lock.json"));
  const config = {
    indexURL: `${PYODIDE}/`,
    stdLibURL: stdlib,
    lockFileContents: { info: { ...info, version: pyodideVersion() }, packages: {} },
  };
  const unborn = await unbornMemory(loadPyodide, config);
  const pyodide = await loadPyodide({ ...config, _makeSnapshot: true });
  pyodide.unpackArchive(new Uint8Array(readFileSync(kernel)), "zip", { extractDir: pyodide._api.sitepackages });
  pyodide.runPython("import importlib; importlib.invalidate_caches()");
  const thaw = readFileSync(join(import.meta.dirname, "thaw.py"), "utf8");
  const script = readFileSync(join(import.meta.dirname, "freeze.py"), "utf8");
  pyodide.runPython(`
def begin(thaw, script):
    import sys, types
    module = sys.modules["_cloche_thaw"] = types.ModuleType("_cloche_thaw")
    exec(compile(thaw, "thaw.py", "exec", dont_inherit=True), vars(module))
    scope = {"__name__": "freeze"}
    exec(compile(script, "freeze.py", "exec", dont_inherit=True), scope)
    failed = scope["freeze"]()
    if failed:
        raise ImportError("not in the snapshot: " + ", ".join(failed))
begin(${JSON.stringify(thaw)}, ${JSON.stringify(script)})
del begin
import gc; gc.collect()`);

  const { about: state, memory } = fromPyodide(pyodide.makeMemorySnapshot());
  const { isNews, constant } = compared(memory, unborn);
  const image = packImage(state, memory, isNews);
  const raw = { bytes: image.byteLength, sha256: sha256(image) };
  const standard = JSON.parse(pyodide.runPython("import json, sys; json.dumps(sorted(sys.stdlib_module_names))"));
  const about = { raw, standard, memory: memory.byteLength, constant, timezone: timezone() };
  writeFileSync(`${target}.gz`, gzipSync(image, { level: constants.Z_BEST_COMPRESSION }));
  writeFileSync(`${target}.json.part`, JSON.stringify(about));
  renameSync(`${target}.json.part`, `${target}.json`); // written last: what is there is whole
}

/** Memory as WebAssembly's own data makes it, before Python has run: every visitor has it with the program. */
async function unbornMemory(loadPyodide, config) {
  const { default: create } = await import(pathToFileURL(join(PYODIDE, "pyodide.asm.mjs")).href);
  let memory = null;
  const enough = new Error("seen enough");
  const createPyodideModule = async (settings) => {
    settings.noInitialRun = true;
    const { HEAPU8 } = await create(settings);
    memory = HEAPU8.slice();
    throw enough;
  };
  await loadPyodide({ ...config, createPyodideModule }).catch((error) => {
    if (error !== enough) throw error;
  });
  return memory;
}

/**
 * Which pages of a memory the program does not bring itself: a half, the others are blank or its own data. Gives where
 * its own are, as `[start, end, start, end, …]`, and their hash: the browser looks whether it has the same.
 */
function compared(memory, unborn) {
  const ranges = [];
  const hash = createHash("sha256");
  const isConstant = (start) => {
    const before = unborn.subarray(start, start + PAGE);
    return before.length === 0
      ? isBlank(memory, start)
      : Buffer.compare(memory.subarray(start, start + PAGE), before) === 0;
  };
  let end = 0; // of what the program brings: behind it, what is not in an image is blank
  for (let start = 0; start < unborn.length; start += PAGE) {
    if (!isBlank(unborn, start)) end = start + PAGE;
    if (!isConstant(start) || isBlank(memory, start)) continue;
    hash.update(memory.subarray(start, start + PAGE));
    if (ranges.at(-1) === start) ranges[ranges.length - 1] = start + PAGE;
    else ranges.push(start, start + PAGE);
  }
  return { isNews: (start) => !isConstant(start), constant: { ranges, sha256: hash.digest("hex"), end } };
}

/** Note where C keeps its time zone; it asks JavaScript once in a life, which was in this process. */
function watchTimezone() {
  let places = null;
  const instantiate = WebAssembly.instantiate;
  WebAssembly.instantiate = (source, imports) => {
    const ask = imports?.env?._tzset_js;
    if (ask) {
      imports.env._tzset_js = (...into) => {
        places = into;
        ask(...into);
      };
    }
    return instantiate.call(WebAssembly, source, imports);
  };
  return () => places;
}

if (process.argv[1] === import.meta.filename) {
  await main(async () => {
    await freeze(...process.argv.slice(2));
    process.exit(0); // Pyodide keeps handles open in Node
  });
}
