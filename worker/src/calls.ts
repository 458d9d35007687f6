/** What each call of the page does: one worker, one Python, one session. */

import { sleepUntilSignal } from "./blocking.js";
import { Downloads } from "./boot/download.js";
import type { Network } from "./boot/network.js";
import { type Booted, boot } from "./boot/tiers.js";
import { BootError } from "./errors.js";
import { type Folder, openFolder } from "./files/folder.js";
import { Interrupt } from "./interrupt.js";
import { Packages } from "./packages/install.js";
import { progressTo } from "./progress.js";
import type { Python } from "./python.js";
import type { BootOptions, BootReport, WireEvent } from "./wire/messages.js";
import type { Answers } from "./wire/server.js";

/** How calls reach out of the worker. */
export interface Outside {
  readonly network: Network;
  tell(...events: readonly WireEvent[]): void;
  /** Stamp what is told from now on. */
  setGeneration(generation: number): void;
  /** The interpreter cannot go on. */
  fatal(error: unknown): void;
}

interface Running {
  readonly python: Python;
  readonly folder: Folder;
  readonly interrupt: Interrupt | null;
}

export function answersOf(outside: Outside): Answers {
  let running: Promise<Running> | null = null;
  const ready = async (): Promise<Running> => {
    if (!running) throw new BootError("Python has not been started.", "Call boot first.");
    const { python, folder, interrupt } = await running;
    interrupt?.reset(); // a signal meant for the run before must not hit this one
    return { python, folder, interrupt };
  };
  return {
    boot: async (options) => {
      if (running) throw new BootError("Python was started already.", "Start a new worker instead.");
      outside.setGeneration(options.generation);
      const began = performance.now();
      const booting = start(options, outside);
      running = booting;
      const { python, tier } = await booting;
      return report(python, tier, performance.now() - began);
    },
    send: async (command) => {
      const { python, folder } = await ready();
      await python.handle(command);
      void folder.save();
      return null;
    },
    cancel: async () => {
      (await ready()).python.cancel();
      return null;
    },
    analyse: async (cells) => (await ready()).python.analyse(cells),
    complete: async (code, offset) => (await ready()).python.complete(code, offset),
  };
}

async function start(options: BootOptions, outside: Outside): Promise<Running & Pick<Booted, "tier">> {
  const progress = progressTo(outside.tell);
  const { python, manifest, tier } = await boot(options, outside.network, progress);
  python.onFatal(outside.fatal);
  const opening = openFolder(python.files, options.folder, outside.tell); // the browser reads while Python imports
  const interrupt = options.interrupt && new Interrupt(options.interrupt);
  if (interrupt) python.setInterruptBuffer(interrupt.bytes);
  const packages = new Packages({
    python,
    manifest,
    wheelsURL: options.wheelsURL,
    lockURL: tier === "compiled" ? `${options.indexURL}pyodide-lock.json` : null,
    indexUrls: options.indexUrls,
    downloads: new Downloads({ fetch: outside.network.fetch }),
    network: outside.network,
    tell: outside.tell,
  });
  python.startKernel({
    post: (events) => outside.tell(...events),
    install: (modules) => packages.install(modules),
    sleep: interrupt && sleepUntilSignal(interrupt),
  });
  progress("files", 0, null);
  const folder = await opening;
  python.searchIn(folder.path);
  progress("ready", 1, 1);
  return { python, folder, interrupt, tier };
}

function report(python: Python, tier: BootReport["tier"], milliseconds: number): BootReport {
  return { python: python.pythonVersion, pyodide: python.pyodideVersion, tier, milliseconds };
}
