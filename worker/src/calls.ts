/** What each call of the page does: one worker, one Python, one session. */

import { askUntilSignal, sleepUntilSignal } from "./blocking.js";
import type { Network } from "./boot/network.js";
import { Preparation } from "./boot/preparation.js";
import { unfit } from "./boot/session.js";
import { type Booted, boot } from "./boot/tiers.js";
import { mark, timeline } from "./boot/timeline.js";
import { BootError } from "./errors.js";
import { fileAnswers, NotebookFiles } from "./files/answers.js";
import { type Folder, openFolder } from "./files/folder.js";
import { Packages } from "./packages/install.js";
import { progressTo } from "./progress.js";
import type { BlockingMemory, Python } from "./python.js";
import { holdBy, isHeld, waiting } from "./waiting.js";
import { AnswerBox } from "./wire/answer-box.js";
import { reasonOf } from "./wire/errors.js";
import type { BootOptions, BootReport, WireEvent } from "./wire/messages.js";
import type { Answers } from "./wire/server.js";
import { Shared } from "./wire/shared.js";
import { waitURL } from "./wire/waits.js";

/** How calls reach out of the worker. */
export interface Outside {
  readonly network: Network;
  /** What the worker began to fetch before it was called. */
  readonly early: Preparation | null;
  tell(...events: readonly WireEvent[]): void;
  /** The same, of a list of kernel events in JSON. */
  tellText(events: string): void;
  /** Stamp what is told from now on, and copy it to where the page may look. */
  begin(generation: number, box: AnswerBox | null): void;
  /** The interpreter cannot go on. */
  fatal(error: unknown): void;
}

/** Milliseconds from a command to storing what it changed in the folder. */
const SAVE_PAUSE = 250;
/** Milliseconds without a command before this worker does what no output needed. */
const PAUSE = 1500;
/** And how long that waits for commands to end. */
const LONG_PAUSE = 10_000;

interface Running {
  readonly python: Python;
  readonly folder: Folder;
  readonly files: NotebookFiles;
  readonly shared: Shared | null;
  readonly booted: Booted;
}

export function answersOf(outside: Outside): Answers {
  let running: Promise<Running> | null = null;
  const ready = async (): Promise<Running> => {
    if (!running) throw new BootError("Python has not been started.", "Call boot first.");
    const now = await running;
    if (!now.shared?.isStopping) now.shared?.reset(); // a signal meant for the run before must not hit this one
    return now;
  };
  let { early } = outside;
  let willSave = false;
  /** Files are stored when they are closed; what else changed, soon, and once for many commands: a slider sends sixty a second. */
  const saveSoon = ({ folder, files }: Running): void => {
    if (willSave) return;
    willSave = true;
    setTimeout(() => {
      willSave = false;
      files.look("python");
      void folder.save();
    }, SAVE_PAUSE);
  };
  let isSettled = false;
  let settling: ReturnType<typeof setTimeout> | undefined;
  /** What the first output did not need, when nothing is asked. A fault costs only time: it is tried again by who needs it. */
  const settle = ({ booted }: Running): void => {
    if (isSettled) return;
    isSettled = true;
    clearTimeout(settling);
    void booted.afterwards().then(
      (kept) => outside.tell({ type: "boot-kept", kept }),
      () => {},
    );
  };
  return {
    prepare: async (sources) => {
      if (running || early) throw new BootError("Python was started already.", "Start a new worker instead.");
      early = new Preparation(sources, outside.network);
      await early.wake();
      return null;
    },
    boot: async (options) => {
      if (running) throw new BootError("Python was started already.", "Start a new worker instead.");
      outside.begin(options.generation, options.interrupt && new AnswerBox(options.interrupt, Shared.BYTES));
      const began = performance.now();
      mark("called");
      running = start(options, outside, early);
      const now = await running;
      const { booted } = now;
      // Told before anything of the notebook runs: what never ends has to be replaced, and tells nothing any more.
      const kept = options.kept ? null : await booted.kept().catch(() => null); // it costs the next start some time, and no more
      if (kept) outside.tell({ type: "boot-kept", kept });
      setTimeout(() => settle(now), LONG_PAUSE);
      return report(booted, performance.now() - began);
    },
    send: async (command) => {
      const now = await ready();
      clearTimeout(settling);
      try {
        await now.python.handle(command);
      } finally {
        clearTimeout(settling); // commands may overlap
        if (!isSettled) settling = setTimeout(() => settle(now), PAUSE);
      }
      saveSoon(now);
      return null;
    },
    cancel: async () => {
      (await ready()).python.cancel();
      return null;
    },
    answer: async (request, line) => {
      (await ready()).python.answer(request, line);
      return null;
    },
    analyse: async (cells) => (await ready()).python.analyse(cells),
    freeze: async () => {
      const { python, booted } = await ready();
      try {
        if (!booted.site) throw unfit("Python did not start from a snapshot");
        const image = new Blob([python.freeze(booted.site)]);
        return { image, bytes: image.size, reason: "" };
      } catch (cause) {
        return { image: null, bytes: 0, reason: reasonOf(cause) };
      }
    },
    complete: async (code, offset) => (await ready()).python.complete(code, offset),
    convert: async (text, suffix, filename) => (await ready()).python.convert(text, suffix, filename),
    ...fileAnswers(async () => {
      if (!running) throw new BootError("Python has not been started.", "Call boot first.");
      return (await running).files;
    }),
  };
}

async function start(options: BootOptions, outside: Outside, early: Preparation | null): Promise<Running> {
  const progress = progressTo(outside.tell);
  const waits = waitsOf(options.waits);
  const booted = await boot(options, outside.network, progress, early);
  const { python, manifest, tier } = booted;
  python.onFatal(outside.fatal);
  const opening = openFolder(python.files, options.folder, outside.tell); // the browser reads while Python imports
  const shared = options.interrupt && new Shared(options.interrupt);
  // Where nothing is shared nobody writes to it: but WebKit ends a busy worker only when its WebAssembly calls out, to look.
  python.setInterruptBuffer(shared?.signal ?? new Uint8Array(1));
  const packages = new Packages({
    python,
    manifest,
    wheelsURL: options.wheelsURL,
    lockURL: tier === "plain" ? null : `${options.indexURL}pyodide-lock.json`,
    indexUrls: options.indexUrls,
    absent: options.absent,
    isSandboxed: outside.network.site.isSandboxed,
    downloads: booted.ahead,
    network: outside.network,
    tell: outside.tell,
  });
  mark("packages-listed");
  const begin = booted.isResumed ? python.resumeKernel : python.startKernel;
  begin.call(python, {
    post: (events) => (typeof events === "string" ? outside.tellText(events) : outside.tell(...events)),
    install: (modules) => packages.install(modules),
    memory: shared ? { sleep: sleepUntilSignal(shared), ask: askUntilSignal(shared) } : await waits,
  });
  mark("kernel-made");
  progress("files", 0, null);
  const folder = await opening;
  folder.put(options.files);
  const files = new NotebookFiles(python.files, folder, outside.tell);
  if (!booted.isResumed) python.searchIn(folder.path);
  mark("files-open");
  progress("ready", 1, 1);
  return { python, folder, files, shared, booted };
}

/** Asked while Python starts. */
async function waitsOf(key: string | null): Promise<BlockingMemory | null> {
  if (key === null) return null;
  const url = waitURL(new URL("..", self.location.href).href, key); // scripts lie in a folder of the site's
  return (await isHeld(url)) ? waiting(holdBy(url)) : null;
}

function report({ python, tier, detours, isResumed }: Booted, milliseconds: number): BootReport {
  const { pythonVersion, pyodideVersion, memory } = python;
  const versions = { python: pythonVersion, pyodide: pyodideVersion };
  return { ...versions, tier, detours, isResumed, milliseconds, timeline: timeline(), memory };
}
