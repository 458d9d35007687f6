/**
 * What the site carries for Python, as `wheels/` built it: `manifest.json` in the wheels' folder.
 * The kernel and what it needs, twice: as wheels that any Pyodide can use, and compiled for one.
 */

import { BootError } from "../errors.js";
import type { Downloads } from "./download.js";

export interface SiteFile {
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
}

export interface SiteWheel extends SiteFile {
  readonly name: string;
  readonly version: string;
  /** Top-level modules in it. */
  readonly imports: readonly string[];
  /** Other wheels of the site that it needs, by name. */
  readonly depends: readonly string[];
}

/** Files for exactly one build of Pyodide. */
export interface Compiled {
  readonly pyodide: string;
  /** What Pyodide insists on reading in a list of packages, be it empty. */
  readonly lockInfo: LockInfo;
  /** Size of its `pyodide.asm.wasm`, which travels compressed. */
  readonly wasmBytes: number;
  /** The standard library as bytecode. */
  readonly stdlib: SiteFile;
  /** The kernel and what it needs, as bytecode, to be unpacked into site-packages. */
  readonly kernel: SiteFile;
  /** The memory of a Python that has imported the kernel, where WebAssembly can suspend. */
  readonly snapshot: SiteSnapshot | null;
  /** The same where it cannot: the one does not fit the other. */
  readonly snapshotSync: SiteSnapshot | null;
}

/** Compressed by gzip; `raw` tells of what comes of it. */
export interface SiteSnapshot extends SiteFile {
  readonly raw: { readonly bytes: number; readonly sha256: string };
  /** Bytes of the whole memory. */
  readonly memory: number;
  /** Memory that the program brings itself and the file leaves out: `[start, end, start, end, …]`, its hash, and its end. */
  readonly constant: { readonly ranges: readonly number[]; readonly sha256: string; readonly end: number };
  /** Where in memory the C library keeps the time zone, as `tzset` is told. */
  readonly timezone: readonly number[];
}

export interface LockInfo {
  readonly arch: "wasm32";
  readonly abi_version: string;
  readonly platform: string;
  readonly version: string;
  readonly python: string;
}

export interface Manifest {
  readonly wheels: readonly SiteWheel[];
  /** Top-level modules of Python's own library; absent where they are not known. */
  readonly standard?: readonly string[];
  readonly compiled: Compiled | null;
}

/** Names of the wheels that the kernel cannot do without, the kernel first. */
export const KERNEL = "cloche";

export async function readManifest(downloads: Downloads, wheelsURL: string): Promise<Manifest> {
  const found = (await downloads.json(`${wheelsURL}manifest.json`)) as Partial<Manifest> | null;
  if (Array.isArray(found?.wheels) && found.wheels.some((wheel) => wheel.name === KERNEL)) return found as Manifest;
  throw new BootError("The site carries no kernel: its wheels/manifest.json names none.", "Build the site again.");
}

/** The wheels called `names` and those they need, each once. */
export function withNeeds(manifest: Manifest, names: Iterable<string>): readonly SiteWheel[] {
  const found = new Map<string, SiteWheel>();
  const visit = (name: string): void => {
    const wheel = manifest.wheels.find((candidate) => candidate.name === name);
    if (!wheel || found.has(name)) return;
    found.set(name, wheel);
    wheel.depends.forEach(visit);
  };
  for (const name of names) visit(name);
  return [...found.values()];
}
