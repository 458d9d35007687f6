/**
 * The ways to start Python, quickest first, and the start itself. All downloads begin
 * as early as they can be known. Not here: the session, files and packages (`calls.ts`).
 */

import type { PyodideAPI, PyodideConfig } from "pyodide";
import { BootError } from "../errors.js";
import { Python } from "../python.js";
import { ClocheError, reasonOf } from "../wire/errors.js";
import type { BootOptions, BootPhase, BootTier } from "../wire/messages.js";
import { Downloads } from "./download.js";
import { KERNEL, type Manifest, readManifest, type SiteFile, withNeeds } from "./manifest.js";
import type { Answer, Network } from "./network.js";

export interface Booted {
  readonly python: Python;
  readonly manifest: Manifest;
  readonly tier: BootTier;
}

export type Progress = (phase: BootPhase, loaded: number, total: number | null) => void;

interface PyodideModule {
  readonly version: string;
  loadPyodide(config: PyodideConfig): Promise<PyodideAPI>;
}

/** Python with the kernel importable; nothing of the notebook yet. */
export async function boot(options: BootOptions, network: Network, progress: Progress): Promise<Booted> {
  const downloads = new Downloads({
    fetch: network.fetch,
    onProgress: (loaded, total) => {
      progress("download", loaded, total);
      if (loaded === total && asked) progress("python", 0, null);
    },
  });
  let asked = false; // every file is: when all of those known are here, more may come
  progress("download", 0, null);
  const wasmURL = `${options.indexURL}pyodide.asm.wasm`;
  let onBroken: (error: unknown) => void = () => {};
  const needed: Promise<unknown>[] = [
    new Promise((_, fail) => {
      onBroken = fail;
    }),
  ];
  const wasm = early(downloads.response(wasmURL, { type: "application/wasm", onBroken }));
  const [pyodideModule, manifest] = await Promise.all([
    downloads.module(`${options.indexURL}pyodide.mjs`),
    readManifest(downloads, options.wheelsURL),
  ]);
  const { loadPyodide, version } = pyodideModule as unknown as PyodideModule;

  const compiled = manifest.compiled?.pyodide === version ? manifest.compiled : null;
  const served = new Map([[wasmURL, () => wasm]]);
  const config: PyodideConfig = { ...QUIET, indexURL: options.indexURL, packageBaseUrl: options.packageBaseUrl };
  let kernel: Promise<readonly Archive[]>;
  if (compiled) {
    downloads.expect(wasmURL, compiled.wasmBytes);
    const stdlibURL = options.wheelsURL + compiled.stdlib.file;
    const stdlib = early(downloads.bytes(stdlibURL, compiled.stdlib));
    needed.push(stdlib);
    served.set(stdlibURL, async () => new Response(await stdlib));
    config.stdLibURL = stdlibURL;
    config.lockFileContents = { info: compiled.lockInfo, packages: {} };
    kernel = early(fetchArchives(downloads, options.wheelsURL, [compiled.kernel], "zip"));
  } else {
    kernel = early(fetchArchives(downloads, options.wheelsURL, withNeeds(manifest, [KERNEL]), "wheel"));
  }

  await wasm; // a missing file is told as such, not as whatever Pyodide makes of it
  asked = true;
  const answer = answering(served, downloads, options.indexURL);
  const started = network.during(answer, () => loadPyodide(config));
  const pyodide = await Promise.race([started, ...[...needed, kernel].map(faultOnly)]).catch(explain);
  const archives = await kernel;
  progress("kernel", 0, null);
  const python = new Python(pyodide);
  for (const { content, format } of archives) python.unpack(content, format);
  return { python, manifest, tier: compiled ? "compiled" : "plain" };
}

/** Pyodide's own words before and beside cells go nowhere: what a cell prints does not pass here. */
const QUIET: PyodideConfig = { stdout: () => {}, stderr: () => {}, stdin: () => null };

interface Archive {
  readonly content: Uint8Array<ArrayBuffer>;
  readonly format: "zip" | "wheel";
}

function fetchArchives(
  downloads: Downloads,
  base: string,
  files: readonly SiteFile[],
  format: Archive["format"],
): Promise<readonly Archive[]> {
  return Promise.all(files.map(async (file) => ({ content: await downloads.bytes(base + file.file, file), format })));
}

/** Settles only by failing. Pyodide does not settle at all when a file of its own does not come. */
function faultOnly(promise: Promise<unknown>): Promise<never> {
  return promise.then(() => new Promise<never>(() => {}));
}

/** A promise begun before anybody awaits it: its failure is told then, not as an unhandled one now. */
function early<Value>(promise: Promise<Value>): Promise<Value> {
  promise.catch(() => {});
  return promise;
}

/**
 * What Pyodide fetches while it starts: files on their way already, and its others, watched. Pyodide sets no limit
 * of time, and waits for ever where a server gives the wrong MIME type to the `.wasm`.
 */
function answering(served: ReadonlyMap<string, () => Promise<Response>>, downloads: Downloads, base: string): Answer {
  return (url) => {
    const ready = served.get(url);
    if (ready) return ready();
    if (!url.startsWith(base)) return null;
    return downloads.response(url, WASM.test(url) ? { type: "application/wasm" } : {});
  };
}

const WASM = /\.wasm$/;

function explain(cause: unknown): never {
  if (cause instanceof ClocheError) throw cause;
  throw new BootError(
    `Python did not start: ${reasonOf(cause) || "the interpreter said nothing"}`,
    "Reload the page. If it stays, use a current version of the browser.",
    { cause },
  );
}
