/**
 * The ways to start Python, quickest first: one that fails, or takes too long, gives way to the next. All downloads begin as
 * early as they can be known (`preparation.ts`). Not here: Pyodide's own start (`interpreter.ts`), and session, files and
 * packages (`calls.ts`). A Python that spins and never comes back is beyond what its worker can notice: the page does.
 */

import { Ahead } from "../packages/ahead.js";
import { Python } from "../python.js";
import { reasonOf } from "../wire/errors.js";
import type { BootOptions, BootPhase, BootTier, Kept } from "../wire/messages.js";
import { Downloads, early as unawaited } from "./download.js";
import type { Interpreter } from "./interpreter.js";
import { withLimit } from "./limit.js";
import { type Compiled, KERNEL, type Manifest, type SiteFile, type SiteSnapshot, withNeeds } from "./manifest.js";
import type { Network } from "./network.js";
import { emptyLock, Preparation } from "./preparation.js";

export interface Booted {
  readonly python: Python;
  readonly manifest: Manifest;
  /** What packages are fetched with: some of their files are on their way. */
  readonly ahead: Ahead;
  readonly tier: BootTier;
  /** Why quicker ways were given up. */
  readonly detours: readonly string[];
  /** Python woke up in the session that the page had kept: the kernel is there, with the notebook's names. */
  readonly isResumed: boolean;
  /** What a session's memory is made for; null where this start does not allow to keep one. */
  readonly site: SiteSnapshot | null;
  /** What the next worker wants of this one. */
  kept(): Promise<Kept>;
  /** To be done when the first output is there: fetch what it did not need, store what the next visit wants. */
  afterwards(): Promise<Kept>;
}

/** Milliseconds from the last byte to a Python that answers, from compiled files on the slowest of machines. */
const FILES = 60_000;

export type Progress = (phase: BootPhase, loaded: number, total: number | null) => void;

/** Python with the kernel importable; nothing of the notebook yet. `early` is what was begun before the call. */
export async function boot(
  options: BootOptions,
  network: Network,
  progress: Progress,
  early: Preparation | null = null,
): Promise<Booted> {
  let asked = false; // every file is: when all of those known are here, more may come
  progress("download", 0, null);
  const session = options.session as Blob | null;
  const isFit = early?.fits(options, session);
  if (early && !isFit) await early.quiet();
  const preparation = early && isFit ? early : new Preparation(options, network);
  preparation.listen((loaded, total) => {
    progress("download", loaded, total);
    if (loaded === total && asked) progress("python", 0, null);
  });
  const { downloads, interpreter } = preparation;
  const { manifest, compiled, frozen } = await preparation.found;
  const ahead = new Ahead(new Downloads({ fetch: network.fetch }), network.fetch);
  ahead.begin(manifest, options);
  const detours: string[] = options.mayWake
    ? []
    : ["snapshot: the Python that woke from memory was not heard of again"];
  const kept = async (snapshot: Kept["snapshot"]): Promise<Kept> => ({
    module: await interpreter.module,
    url: interpreter.wasmURL,
    snapshot,
  });

  if (frozen) {
    const { tier, snapshot, library } = frozen;
    const { site } = snapshot;
    Promise.all([snapshot.load(), interpreter.module]).then(
      () => progress("waking", 0, null),
      () => {}, // told below
    );
    try {
      const resumed =
        session &&
        (await preparation.resume(session).catch((cause) => void detours.push(`session: ${reasonOf(cause)}`)));
      const python = resumed || (await preparation.wake());
      await library.reserve();
      const afterwards = async () => {
        await library.bring(python, new Downloads({ fetch: network.fetch })).catch(() => {}); // who needs it asks again
        return kept(await snapshot.keep());
      };
      progress("kernel", 0, null);
      const isResumed = python === resumed;
      return { python, manifest, ahead, tier, detours, isResumed, site, kept: () => kept(snapshot.lend()), afterwards };
    } catch (cause) {
      await interpreter.module; // without it no other way leads anywhere: this throws what is to be told
      detours.push(`${tier}: ${reasonOf(cause)}`);
      await snapshot.forget();
    }
  }

  asked = true;
  const from = { manifest, interpreter, downloads, options, progress };
  const nothing = () => kept(null);
  const files = { manifest, ahead, detours, isResumed: false, site: null, kept: nothing, afterwards: nothing } as const;
  if (compiled) {
    try {
      return { ...files, tier: "compiled", python: await fromFiles(compiled, from) };
    } catch (cause) {
      await interpreter.module; // as above
      detours.push(`compiled: ${reasonOf(cause)}`);
    }
  }
  return { ...files, tier: "plain", python: await fromFiles(null, from) };
}

interface FileStart {
  readonly manifest: Manifest;
  readonly interpreter: Interpreter;
  readonly downloads: Downloads;
  readonly options: BootOptions;
  readonly progress: Progress;
}

/** Start from what was compiled for the site, or with null from what Pyodide and the kernel were published as. */
async function fromFiles(compiled: Compiled | null, from: FileStart): Promise<Python> {
  const { manifest, interpreter, downloads, options, progress } = from;
  const { packageBaseUrl, wheelsURL } = options;
  const fetched = compiled
    ? fetchArchives(downloads, wheelsURL, [compiled.kernel], "zip")
    : fetchArchives(downloads, wheelsURL, withNeeds(manifest, [KERNEL]), "wheel");
  const kernel = unawaited(fetched);
  const start = compiled ? compiledStart(compiled, wheelsURL, downloads) : { config: {}, needed: [] };
  await interpreter.module; // a missing file is told as such, not as whatever Pyodide makes of it
  progress("python", 0, null);
  const needed = [...start.needed, kernel];
  const starting = interpreter.start({ ...start, config: { packageBaseUrl, ...start.config }, needed });
  const late = "Python did not start from its files in time.";
  // Published ones Pyodide fetches itself, and those are watched as they come; the page notices when nothing happens at all.
  const pyodide = await (compiled ? withLimit(starting, Promise.all(needed), FILES, late) : starting);
  const archives = await kernel;
  progress("kernel", 0, null);
  const python = new Python(pyodide);
  for (const { content, format } of archives) python.unpack(content, format);
  return python;
}

function compiledStart(compiled: Compiled, base: string, downloads: Downloads) {
  const stdLibURL = base + compiled.stdlib.file;
  const stdlib = unawaited(downloads.bytes(stdLibURL, compiled.stdlib));
  return {
    config: { stdLibURL, lockFileContents: emptyLock(compiled) },
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
