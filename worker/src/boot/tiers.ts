/**
 * The ways to start Python, quickest first: one that fails gives way to the next. All downloads begin as early as
 * they can be known. Not here: Pyodide's own start (`interpreter.ts`), and session, files and packages (`calls.ts`).
 */

import { Python } from "../python.js";
import { reasonOf } from "../wire/errors.js";
import type { BootOptions, BootPhase, BootTier, Kept } from "../wire/messages.js";
import { Downloads, early } from "./download.js";
import { Interpreter } from "./interpreter.js";
import { LateLibrary } from "./library.js";
import { type Compiled, KERNEL, type Manifest, readManifest, type SiteFile, withNeeds } from "./manifest.js";
import type { Network } from "./network.js";
import { fromSnapshot } from "./restore.js";
import { Snapshot } from "./snapshot.js";

export interface Booted {
  readonly python: Python;
  readonly manifest: Manifest;
  readonly tier: BootTier;
  /** Why quicker ways were given up. */
  readonly detours: readonly string[];
  /** To be done when the first output is there: fetch what it did not need, keep what the next boot wants. */
  afterwards(): Promise<Kept>;
}

export type Progress = (phase: BootPhase, loaded: number, total: number | null) => void;

/** Python with the kernel importable; nothing of the notebook yet. */
export async function boot(options: BootOptions, network: Network, progress: Progress): Promise<Booted> {
  let asked = false; // every file is: when all of those known are here, more may come
  const downloads = new Downloads({
    fetch: network.fetch,
    onProgress: (loaded, total) => {
      progress("download", loaded, total);
      if (loaded === total && asked) progress("python", 0, null);
    },
  });
  progress("download", 0, null);
  const interpreter = new Interpreter(options, network, downloads);
  const [manifest, version] = await Promise.all([readManifest(downloads, options.wheelsURL), interpreter.version]);
  const compiled = manifest.compiled?.pyodide === version ? manifest.compiled : null;
  const detours: string[] = [];
  const kept = async (snapshot: Kept["snapshot"]): Promise<Kept> => ({
    module: await interpreter.module,
    url: interpreter.wasmURL,
    snapshot,
  });

  if (compiled) {
    interpreter.expect(compiled);
    const [tier, site] = snapshotFor(compiled);
    if (site) {
      const url = options.wheelsURL + site.file;
      const snapshot = new Snapshot(site, url, downloads, options.kept?.snapshot ?? null);
      const library = new LateLibrary(compiled, options.wheelsURL);
      asked = true;
      try {
        const python = await fromSnapshot(interpreter, snapshot, site, library, compiled.lockInfo);
        const afterwards = async () => {
          await library.bring(python, new Downloads({ fetch: network.fetch })).catch(() => {}); // who needs it asks again
          return kept(await snapshot.keep());
        };
        progress("kernel", 0, null);
        return { python, manifest, tier, detours, afterwards };
      } catch (cause) {
        await interpreter.module; // without it no other way leads anywhere: this throws what is to be told
        detours.push(`${tier}: ${reasonOf(cause)}`);
        await snapshot.forget();
      }
    }
  }

  const wheels = withNeeds(manifest, [KERNEL]);
  const fetched = compiled
    ? fetchArchives(downloads, options.wheelsURL, [compiled.kernel], "zip")
    : fetchArchives(downloads, options.wheelsURL, wheels, "wheel");
  const kernel = early(fetched);
  const start = compiled ? compiledStart(compiled, options.wheelsURL, downloads) : { config: {}, needed: [] };
  await interpreter.module; // a missing file is told as such, not as whatever Pyodide makes of it
  asked = true;
  const pyodide = await interpreter.start({ ...start, needed: [...start.needed, kernel] });
  const archives = await kernel;
  progress("kernel", 0, null);
  const python = new Python(pyodide);
  for (const { content, format } of archives) python.unpack(content, format);
  return { python, manifest, tier: compiled ? "compiled" : "plain", detours, afterwards: () => kept(null) };
}

/** The snapshot that fits this browser, by whether its WebAssembly can suspend. */
function snapshotFor({ snapshot, snapshotSync }: Compiled) {
  return "Suspending" in WebAssembly ? (["snapshot", snapshot] as const) : (["snapshot-sync", snapshotSync] as const);
}

function compiledStart(compiled: Compiled, base: string, downloads: Downloads) {
  const stdLibURL = base + compiled.stdlib.file;
  const stdlib = early(downloads.bytes(stdLibURL, compiled.stdlib));
  return {
    config: { stdLibURL, lockFileContents: { info: compiled.lockInfo, packages: {} } },
    served: new Map([[stdLibURL, async () => new Response(await stdlib)]]),
    needed: [stdlib],
  };
}

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
