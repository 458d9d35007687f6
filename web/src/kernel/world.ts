/** The browser as a kernel meets it: a worker by its URL, the site's configuration, shared memory, the clock. */

import workerAddress from "../../../worker/src/main.ts?worker&url";
import { ClocheError } from "../../../worker/src/wire/errors.js";
import type { ElementId, FolderFile, SiteConfig } from "../../../worker/src/wire/messages.js";
import { showToast } from "../outputs/toast.js";
import { siteScript } from "../sinks/sinks.js";
import type { Sessions } from "../storage/sessions.js";
import type { KernelWorker, KernelWorld } from "./needs.js";
import { absolute, pageMarks, pictures, sharedMemory, shownTheme } from "./page.js";
import { Spare } from "./spare.js";
import { needsServiceWorker, waitsByServiceWorker } from "./waits.js";

/** `config.json` is missing or is not what it should be. */
class SiteConfigError extends ClocheError {
  override readonly code = "site-config";
}

/** How long the site's configuration may take, in milliseconds. */
const PATIENCE = 30_000;

export interface Surroundings {
  readonly query: KernelWorld["query"];
  readonly showQuery: KernelWorld["showQuery"];
  readonly mode: KernelWorld["mode"];
  readonly showElement: (element: ElementId, value: unknown) => void;
  /** Python's part of an element says something to the page's. */
  readonly tellElement: (element: ElementId, message: unknown) => void;
  /** Where the open notebook's files are kept in this browser; null for memory only. */
  readonly folder: () => string | null;
  /** The notebook whose sessions may be kept: a saved one of the person's own; else null. */
  readonly lasting: () => string | null;
  /** Where they are kept. */
  readonly sessions: Sessions;
  /** Told when a session was there: whether it could go on, or everything ran again. */
  readonly onResumed: KernelWorld["resumed"];
  /** Files that came with it. */
  readonly files: () => readonly FolderFile[];
  /** Those that did not. */
  readonly absent: () => readonly string[];
}

/**
 * Begins at once to load the worker's script and the configuration: by the time that a notebook
 * is open and a kernel asks for them, they are there.
 */
export function browserWorld({
  query,
  showQuery,
  mode,
  showElement,
  tellElement,
  folder,
  files,
  absent,
  lasting,
  sessions,
  onResumed,
}: Surroundings): KernelWorld {
  let first: KernelWorker | null = earlyWorker() ?? newWorker();
  const spare = new Spare(newWorker);
  let config: Promise<SiteConfig> | null = readConfig();
  config.catch(() => {}); // told to whoever asks for it
  const waits = needsServiceWorker() ? waitsByServiceWorker() : null;
  return {
    mode,
    query,
    showQuery,
    theme: () => shownTheme(),
    showElement,
    tellElement,
    showToast,
    spawn: () => {
      const worker = first ?? spare.take() ?? newWorker();
      first = null;
      return worker;
    },
    bootOptions: async () => {
      const asked = config ?? readConfig();
      config = null; // once it is used, a failure may be tried again
      return { ...absolute(await asked, document.baseURI), folder: folder(), files: files(), absent: absent() };
    },
    sessions: {
      find: async () => {
        const id = lasting();
        return id === null ? null : sessions.find(id);
      },
      keep: async (session) => {
        const id = lasting();
        return id !== null && sessions.keep(id, session);
      },
      remove: async () => {
        const id = lasting();
        if (id !== null) await sessions.remove(id);
      },
    },
    build: import.meta.url, // holds the hash of the page's script
    resumed: onResumed,
    spare,
    sharedMemory,
    pictures,
    waits: () => waits?.() ?? null,
    ...pageMarks,
  };
}

/** The worker that the page's first script started, before this script was there (`wheels/assemble.mjs`). */
function earlyWorker(): KernelWorker | null {
  const found: unknown = Reflect.get(globalThis, "clocheWorker");
  Reflect.deleteProperty(globalThis, "clocheWorker");
  return found instanceof Worker ? (found as KernelWorker) : null;
}

function newWorker(): KernelWorker {
  return new Worker(siteScript(workerAddress), { type: "module", name: "cloche" });
}

/** The site's configuration. Fails with words for the person. */
export async function readConfig(): Promise<SiteConfig> {
  const found = await fetch(new URL("config.json", document.baseURI), { signal: AbortSignal.timeout(PATIENCE) })
    .then((response) => (response.ok ? response.json() : null))
    .catch(() => null);
  const isWhole = typeof found?.indexURL === "string" && typeof found?.wheelsURL === "string";
  if (!isWhole)
    throw new SiteConfigError(
      "Python could not be started: the site's config.json could not be read.",
      "Check the connection and restart Python.",
    );
  return { packageBaseUrl: "", indexUrls: [], ...found };
}
