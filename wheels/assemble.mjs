/**
 * What the site carries for Python, laid beside the pages that Vite built: Pyodide, wheels, compiled archives,
 * the manifest by which the worker finds them, the site's configuration and headers for hosts that read them.
 * Every file but the manifest and the configuration has its hash or version in its path, so it may be cached for ever.
 */

import { cpSync, existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { weighInterface } from "./budget.mjs";
import { folder, main, NEXT_SITE, PYODIDE, pyodideVersion, ROOT, readJson, SITE, say, sha256 } from "./common.mjs";
import { compileForSite } from "./compile.mjs";
import { compressUnder } from "./compress.mjs";
import { fetchWheels } from "./fetch.mjs";
import { freezeForSite } from "./freeze.mjs";
import { buildGuest, firstScript } from "./guest.mjs";
import { buildKernelWheel } from "./kernel.mjs";
import { guarded } from "./policy.mjs";

/** Wheels that travel inside the kernel's compiled archive; the others are fetched when a notebook imports them. */
const KERNEL_NEEDS = ["markdown-it-py", "mdurl", "mdit-py-plugins"];

/** What the site serves of Pyodide; packages come from elsewhere, by its lock. */
const PYODIDE_FILES = ["pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json"];

async function assemble() {
  if (!existsSync(join(NEXT_SITE, "index.html"))) throw new Error("There are no pages yet. Build all of it: make site");
  const version = pyodideVersion();
  const kernel = { ...ownEntry(), path: buildKernelWheel() };
  const others = fetchWheels();
  const inside = others.filter(({ name }) => KERNEL_NEEDS.includes(name)).map(({ path }) => path);
  const compiled = await compileForSite([kernel.path, ...inside]);

  const frozen = freezeForSite(compiled);

  const { info } = readJson(join(PYODIDE, "pyodide-lock.json"));
  const manifest = {
    standard: frozen["without-jspi"].standard,
    wheels: [kernel, ...others].map(({ name, version, imports, depends, path }) => ({
      name,
      version,
      imports,
      depends,
      ...carry(path, "wheels"),
    })),
    compiled: {
      pyodide: version,
      lockInfo: { ...info, version },
      wasmBytes: statSync(join(PYODIDE, "pyodide.asm.wasm")).size,
      stdlib: carry(compiled.stdlib, "wheels", "stdlib.zip"),
      kernel: carry(compiled.kernel, "wheels", "kernel.zip"),
      snapshot: frozen["with-jspi"] && carrySnapshot(frozen["with-jspi"], "snapshot.gz"),
      snapshotSync: carrySnapshot(frozen["without-jspi"], "snapshot-sync.gz"),
    },
  };
  write("wheels/manifest.json", manifest);
  for (const file of PYODIDE_FILES) copy(join(PYODIDE, file), `pyodide/${version}/${file}`);
  const examples = join(ROOT, "playground", "examples");
  if (existsSync(examples)) cpSync(examples, join(NEXT_SITE, "examples"), { recursive: true });
  copy(join(ROOT, "playground", "badge.svg"), "badge.svg"); // other pages show it, so its address stays
  const config = {
    indexURL: `pyodide/${version}/`,
    packageBaseUrl: `https://cdn.jsdelivr.net/pyodide/v${version}/full/`,
    indexUrls: [],
    wheelsURL: "wheels/",
  };
  write("config.json", config);
  await startFirst(config, manifest);
  cpSync(join(import.meta.dirname, "headers.txt"), join(NEXT_SITE, "_headers"));
  await compressUnder(NEXT_SITE);
  weighInterface();
  takePlace();
  say(`site: ${SITE}`);
}

/**
 * Let each page start what takes longest by its first script (`web/src/first.ts`): Python's worker, or the frame of a
 * stranger's notebook. `worker/src/boot/preparation.ts` reads what stands behind `#early`, `web/src/kernel/world.ts` takes it over.
 */
async function startFirst(config, { compiled }) {
  const [worker, ...others] = readdirSync(join(NEXT_SITE, "assets")).filter((name) => /^main-[\w-]+\.js$/.test(name));
  if (!worker || others.length > 0)
    throw new Error("The worker is not to be told: assets/main-….js should be one file.");
  const hint = { config, compiled };
  const guest = await buildGuest(hint);
  const early = encodeURIComponent(JSON.stringify(hint)).replaceAll("'", "%27");
  const script = await firstScript({ worker: `./assets/${worker}#early=${early}`, guest: `./${guest}` });
  for (const name of readdirSync(NEXT_SITE).filter((name) => name.endsWith(".html"))) {
    const path = join(NEXT_SITE, name);
    writeFileSync(path, guarded(readFileSync(path, "utf8"), script));
  }
}

/** Put the new site where the old one is: whoever serves it meets one or the other, not a half. */
function takePlace() {
  const old = `${SITE}.old`;
  rmSync(old, { recursive: true, force: true });
  if (existsSync(SITE)) renameSync(SITE, old);
  renameSync(NEXT_SITE, SITE);
  rmSync(old, { recursive: true, force: true });
}

function ownEntry() {
  const [, version] = /^version = "(.*)"$/m.exec(readFileSync(join(ROOT, "pyproject.toml"), "utf8")) ?? [];
  return { name: "cloche", version, imports: ["cloche"], depends: KERNEL_NEEDS };
}

function carrySnapshot({ path, standard: _, ...about }, name) {
  return { ...carry(path, "wheels", name), ...about };
}

/** Copy a file under its hash; gives what the manifest says of it. */
function carry(path, under, name = basename(path)) {
  const content = readFileSync(path);
  const hash = sha256(content);
  const file = `${hash.slice(0, 12)}/${name}`;
  copy(path, `${under}/${file}`);
  return { file, bytes: content.byteLength, sha256: hash };
}

function copy(from, to) {
  const target = join(NEXT_SITE, to);
  folder(dirname(target));
  cpSync(from, target);
}

function write(name, content) {
  const target = join(NEXT_SITE, name);
  folder(dirname(target));
  writeFileSync(target, `${JSON.stringify(content, null, 2)}\n`);
}

await main(async () => {
  await assemble();
  process.exit(0); // the compiler keeps handles open in Node
});
