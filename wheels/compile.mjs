/**
 * Bytecode for the very Python that will read it: the standard library, and the kernel with what it needs.
 * Pyodide's own standard library is source text, which every visit would compile anew, in wasm. Only Pyodide has
 * the right compiler, so it runs here, in Node. Results are kept in .cache/compiled/ under a digest of their inputs.
 */

import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import { CACHE, digestOf, folder, PYODIDE, pyodideVersion, say } from "./common.mjs";

const COMPILE = readFileSync(join(import.meta.dirname, "compile.py"), "utf8");

/** Where compiled modules will lie in the browser: what tracebacks and `__file__` say. */
const STDLIB_PLACE = "/lib/python314.zip";
const SITE_PLACE = "/lib/python3.14/site-packages";

/** Paths of the two archives: `stdlib` and `kernel`. `wheels` are paths of those that the kernel's archive holds. */
export async function compileForSite(wheels) {
  const source = join(PYODIDE, "python_stdlib.zip");
  const jobs = {
    stdlib: { archives: [source], place: STDLIB_PLACE },
    kernel: { archives: wheels, place: SITE_PLACE },
  };
  const cache = folder(join(CACHE, "compiled"));
  const done = {};
  let pyodide = null;
  for (const [name, { archives, place }] of Object.entries(jobs)) {
    const digest = digestOf([pyodideVersion(), COMPILE, place, ...archives.map((path) => readFileSync(path))]);
    const path = join(cache, `${name}-${digest}.zip`);
    done[name] = path;
    if (existsSync(path)) continue;
    say(`compile: ${name} (${archives.map((archive) => basename(archive)).join(", ")})`);
    pyodide ??= await startCompiler();
    const inside = archives.map((archive, position) => {
      pyodide.FS.writeFile(`/tmp/${position}.zip`, readFileSync(archive));
      return `/tmp/${position}.zip`;
    });
    pyodide.globals.get("compile_archives")(pyodide.toPy(inside), "/tmp/compiled.zip", place);
    writeFileSync(`${path}.part`, pyodide.FS.readFile("/tmp/compiled.zip"));
    renameSync(`${path}.part`, path); // a build that was interrupted leaves nothing that looks finished
  }
  return done;
}

async function startCompiler() {
  const { loadPyodide } = await import(pathToFileURL(join(PYODIDE, "pyodide.mjs")).href);
  const pyodide = await loadPyodide({ indexURL: `${PYODIDE}/` });
  pyodide.runPython(COMPILE);
  return pyodide;
}
