/**
 * What every boot does first, whatever the notebook: all that it needs is on its way, and Python wakes from its
 * snapshot, as soon as somebody knows from where. That may be before the page calls: the worker that the site's first
 * script starts is told with its address what the site carries (`wheels/assemble.mjs`). Nothing of a notebook runs here.
 */

import { BootError } from "../errors.js";
import type { Python } from "../python.js";
import type { BootSources, BootTier, SiteConfig } from "../wire/messages.js";
import { Downloads, early } from "./download.js";
import { Interpreter } from "./interpreter.js";
import { LateLibrary } from "./library.js";
import { type Compiled, type Manifest, readManifest } from "./manifest.js";
import type { Network } from "./network.js";
import { fromMemory, type Memory } from "./restore.js";
import { SessionMemory } from "./session.js";
import type { Site } from "./site.js";
import { dropStored, Snapshot } from "./snapshot.js";
import { mark, marked } from "./timeline.js";

/** What can be known of the site before Python runs. */
export interface Found {
  readonly manifest: Manifest;
  /** What the site has for exactly this Pyodide. */
  readonly compiled: Compiled | null;
  readonly frozen: Frozen | null;
}

/** A snapshot that fits this browser. */
export interface Frozen {
  readonly tier: Extract<BootTier, "snapshot" | "snapshot-sync">;
  readonly snapshot: Snapshot;
  readonly library: LateLibrary;
}

export class Preparation {
  readonly downloads: Downloads;
  readonly interpreter: Interpreter;
  readonly found: Promise<Found>;
  readonly #sources: BootSources;
  readonly #site: Site;
  #onProgress: (loaded: number, total: number | null) => void = () => {};
  #woken: Promise<Python> | null = null;

  /** `guess` is what the site carries for this Pyodide, if the manifest says so too. */
  constructor(sources: BootSources, network: Network, guess: Compiled | null = null) {
    this.#sources = sources;
    this.#site = network.site;
    this.downloads = new Downloads({
      fetch: network.fetch,
      module: (url) => network.site.module(url),
      onProgress: (loaded, total) => this.#onProgress(loaded, total),
    });
    this.interpreter = new Interpreter(sources, network, this.downloads);
    this.found = early(this.#look(guess));
  }

  /** Another boot than this was meant for needs other files, or another memory. */
  fits(sources: BootSources, session: Blob | null): boolean {
    const own = this.#sources;
    if (session && this.#woken) return false;
    return (["indexURL", "packageBaseUrl", "wheelsURL", "mayWake"] as const).every(
      (name) => own[name] === sources[name],
    );
  }

  /** Python from the site's snapshot, woken once. Fails where there is none that fits, or it does not wake up. */
  wake(): Promise<Python> {
    this.#woken ??= early(this.#wake(({ snapshot }) => snapshot));
    return this.#woken;
  }

  /** Python from a session that the page kept. Fails where it does not fit; then `wake` is another way. */
  resume(session: Blob): Promise<Python> {
    return this.#wake(({ snapshot }) => SessionMemory.read(session, snapshot.site));
  }

  /** Done when nothing here uses the network any more. */
  async quiet(): Promise<void> {
    await this.#woken?.catch(() => {});
  }

  /** Tell how the downloads go from now on. */
  listen(onProgress: (loaded: number, total: number | null) => void): void {
    this.#onProgress = onProgress;
    this.downloads.tell();
  }

  async #look(guess: Compiled | null): Promise<Found> {
    const { downloads, interpreter } = this;
    const guessed = guess && this.#frozen(guess);
    const [manifest, version] = await Promise.all([
      readManifest(downloads, this.#sources.wheelsURL),
      interpreter.version,
    ]);
    mark("manifest-read");
    const compiled = manifest.compiled?.pyodide === version ? manifest.compiled : null;
    if (guess && isSame(guess, compiled)) return { manifest, compiled, frozen: guessed };
    interpreter.expect(null);
    return { manifest, compiled, frozen: compiled && this.#frozen(compiled) };
  }

  /** Begin to fetch what the snapshot's way needs. */
  #frozen(compiled: Compiled): Frozen | null {
    const { wheelsURL, kept, mayWake } = this.#sources;
    this.interpreter.expect(compiled);
    if (!mayWake) {
      void dropStored();
      return null;
    }
    const [tier, site] = fitting(compiled);
    if (!site) return null;
    const snapshot = new Snapshot(site, wheelsURL + site.file, this.downloads, kept?.snapshot ?? null, this.#site);
    const library = new LateLibrary(compiled, wheelsURL, this.#site);
    early(marked("snapshot-loaded", snapshot.load()).then(() => library.reserve()));
    return { tier, snapshot, library };
  }

  async #wake(from: (frozen: Frozen) => Memory | Promise<Memory>): Promise<Python> {
    const { compiled, frozen } = await this.found;
    if (!compiled || !frozen) throw new BootError("The site has no snapshot for this browser.", "");
    const { packageBaseUrl } = this.#sources;
    const config = { packageBaseUrl, lockFileContents: emptyLock(compiled) };
    return fromMemory(this.interpreter, await from(frozen), frozen.library, config);
  }
}

/** It installs nothing: Pyodide's own list of packages is read when one is wanted. */
export function emptyLock({ lockInfo }: Compiled) {
  return { info: lockInfo, packages: {} };
}

/** What the site carried when it was built: nobody looked whether it still holds. */
export interface Hint {
  readonly config: SiteConfig;
  readonly compiled: Compiled;
}

/** Behind the hint: the page may have a session of the person's to wake instead. */
const WAIT = "&wait";

/**
 * Prepare by what the worker's address says the site carries: its scripts' folder lies in the site's. Null where
 * it says nothing.
 */
export function prepareEarly(network: Network, address: string): Preparation | null {
  const { hash, href } = new URL(address);
  const [key, text] = hash.replace(WAIT, "").split("=", 2);
  if (key !== "#early" || !text) return null;
  const preparation = prepareBy(JSON.parse(decodeURIComponent(text)) as Hint, new URL("..", href).href, network);
  if (!hash.endsWith(WAIT)) void preparation.wake();
  return preparation;
}

/** Prepare for the site in the folder `base`. */
export function prepareBy({ config, compiled }: Hint, base: string, network: Network): Preparation {
  const absolute = (url: string) => new URL(url, base).href;
  const sources = {
    indexURL: absolute(config.indexURL),
    packageBaseUrl: absolute(config.packageBaseUrl),
    wheelsURL: absolute(config.wheelsURL),
    kept: null,
    mayWake: true,
  };
  return new Preparation(sources, network, compiled);
}

function isSame(one: Compiled, other: Compiled | null): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** Whether WebAssembly can suspend decides which of the two snapshots is of use. */
function fitting({ snapshot, snapshotSync }: Compiled) {
  return "Suspending" in WebAssembly ? (["snapshot", snapshot] as const) : (["snapshot-sync", snapshotSync] as const);
}
