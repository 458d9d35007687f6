/**
 * Making missing modules importable. Three sources, nearest first: wheels that the site carries, Pyodide's
 * distribution by its list, an index of Python packages through micropip. What comes from one source is fetched
 * at once. Not here: which modules a cell needs, and whether they are there already (the kernel knows).
 */

import type { Downloads } from "../boot/download.js";
import { type Manifest, type SiteWheel, withNeeds } from "../boot/manifest.js";
import type { Network } from "../boot/network.js";
import { PackageError } from "../errors.js";
import type { ListedPackage, Python } from "../python.js";
import { ClocheError } from "../wire/errors.js";
import type { WorkerEvent } from "../wire/messages.js";
import { absence, faultOf, type PackageFault } from "./faults.js";
import { distributionOf } from "./names.js";
import { watching } from "./watch.js";

export interface PackageSources {
  readonly python: Pick<Python, "packages" | "load" | "micropip" | "unpack" | "pyodideVersion">;
  readonly manifest: Manifest;
  readonly wheelsURL: string;
  /** Where Pyodide's list of packages is read when first needed; null if Python has it already. */
  readonly lockURL: string | null;
  readonly indexUrls: readonly string[];
  /** Files of the notebook that did not come with it. */
  readonly absent: readonly string[];
  /** This is a stranger's notebook. */
  readonly isSandboxed: boolean;
  readonly downloads: Pick<Downloads, "bytes" | "json">;
  readonly network: Pick<Network, "fetch" | "during">;
  tell(event: WorkerEvent): void;
}

/** Where one module comes from. */
interface Plan {
  readonly carried: readonly SiteWheel[];
  readonly listed: readonly string[];
  readonly indexed: readonly string[];
}

export class Packages {
  readonly #sources: PackageSources;
  readonly #unpacked = new Set<string>(["cloche", "markdown-it-py", "mdurl", "mdit-py-plugins"]);
  #last: Promise<unknown> = Promise.resolve();
  #lock: Promise<void> | null = null;

  constructor(sources: PackageSources) {
    this.#sources = sources;
  }

  /** Install what holds these top-level modules. Rejects with a `PackageError` for the person at the cell. */
  install(modules: readonly string[]): Promise<void> {
    const turn = this.#last.then(() => this.#install(modules));
    this.#last = turn.catch(() => {});
    return turn;
  }

  async #install(wanted: readonly string[]): Promise<void> {
    const { tell } = this.#sources;
    const absent = absentAmong(wanted, this.#sources.absent);
    const modules = wanted.filter((module) => !absent.has(module));
    const plan = await this.#plan(modules);
    const names = [...plan.carried.map((wheel) => wheel.name), ...plan.listed, ...plan.indexed];
    if (names.length > 0) tell({ type: "packages-changed", state: "installing", names, detail: "" });
    const watch = watching(this.#sources.network.fetch);
    const failures = await this.#sources.network.during(watch.answer, async () => [
      ...(await Promise.all([this.#unpack(plan.carried), this.#load(plan.listed)])).flat(),
      ...(await this.#fromIndex(plan.indexed)),
    ]);
    const surroundings = { unreachable: watch.unreachable(), isSandboxed: this.#sources.isSandboxed };
    const faults = failures.map(({ names, cause }) => faultOf(names, cause, surroundings));
    if (faults.length > 0) {
      const detail = errorOf(faults).message;
      tell({ type: "packages-changed", state: "failed", names: faults.flatMap((fault) => fault.names), detail });
    }
    // What did not come with the notebook is told at the cell, and was told when it was opened.
    const all = [...[...absent].map(([module, file]) => absence(module, file)), ...faults];
    if (all.length > 0) throw errorOf(all);
    if (names.length > 0) tell({ type: "packages-changed", state: "installed", names, detail: "" });
  }

  async #plan(modules: readonly string[]): Promise<Plan> {
    const { manifest, python } = this.#sources;
    const carried = new Set<string>();
    const others: string[] = [];
    for (const module of modules) {
      const wheel = manifest.wheels.find((candidate) => candidate.imports.includes(module));
      if (wheel && this.#fits(wheel)) carried.add(wheel.name);
      else others.push(module);
    }
    const wheels = withNeeds(manifest, carried).filter((wheel) => !this.#unpacked.has(wheel.name));
    if (others.length === 0) return { carried: wheels, listed: [], indexed: [] };
    await this.#readLock();
    const packagesByModule = byModule(python.packages);
    const listed = new Set<string>();
    const indexed = new Set<string>();
    for (const module of others) {
      const name = packagesByModule.get(module) ?? listedAs(python.packages, distributionOf(module));
      if (name) listed.add(name);
      else indexed.add(distributionOf(module));
    }
    return { carried: wheels, listed: [...listed], indexed: [...indexed] };
  }

  /** The site's micropip is for the site's Pyodide; another brings its own. */
  #fits(wheel: SiteWheel): boolean {
    return (
      wheel.name !== "micropip" || this.#sources.manifest.compiled?.pyodide === this.#sources.python.pyodideVersion
    );
  }

  async #unpack(wheels: readonly SiteWheel[]): Promise<readonly Failure[]> {
    const { downloads, python, wheelsURL } = this.#sources;
    const faults = await Promise.all(
      wheels.map(async (wheel) => {
        try {
          python.unpack(await downloads.bytes(wheelsURL + wheel.file, wheel), "wheel");
          this.#unpacked.add(wheel.name);
          return [];
        } catch (error) {
          return [{ names: [wheel.name], cause: error }];
        }
      }),
    );
    return faults.flat();
  }

  async #load(names: readonly string[]): Promise<readonly Failure[]> {
    if (names.length === 0) return [];
    const { python } = this.#sources;
    try {
      const faults = await python.load(names);
      return faults.length ? [{ names, cause: faults.join("\n") }] : [];
    } catch (error) {
      return [{ names, cause: error }];
    }
  }

  async #fromIndex(names: readonly string[]): Promise<readonly Failure[]> {
    if (names.length === 0) return [];
    const { manifest } = this.#sources;
    try {
      const own = manifest.wheels.find((wheel) => wheel.name === "micropip");
      const faults =
        own && this.#fits(own)
          ? await this.#unpack(withNeeds(manifest, ["micropip"]).filter((wheel) => !this.#unpacked.has(wheel.name)))
          : await this.#load(["micropip"]);
      if (faults.length > 0) return faults;
    } catch (error) {
      return [{ names, cause: error }];
    }
    return this.#tryIndex(names);
  }

  /** All together, as a resolver should; where that fails one by one, to learn which is at fault and save the others. */
  async #tryIndex(names: readonly string[]): Promise<readonly Failure[]> {
    const { python, indexUrls } = this.#sources;
    try {
      await python.micropip(names, indexUrls.map(withBraces));
      return [];
    } catch (error) {
      if (names.length === 1) return [{ names, cause: error }];
    }
    const failures: Failure[] = [];
    for (const name of names) failures.push(...(await this.#tryIndex([name])));
    return failures;
  }

  /** Pyodide's list of packages, read once; a failure is tried again next time. */
  #readLock(): Promise<void> {
    const { lockURL, downloads, python } = this.#sources;
    if (lockURL === null) return Promise.resolve();
    this.#lock ??= downloads.json(lockURL).then(
      (lock) => void Object.assign(python.packages, (lock as { packages: Record<string, ListedPackage> }).packages),
      (error: unknown) => {
        this.#lock = null;
        throw error instanceof ClocheError ? new PackageError(error.problem, error.hint, { cause: error }) : error;
      },
    );
    return this.#lock;
  }
}

/** The modules that are files of the notebook which stayed behind, and the files. */
function absentAmong(modules: readonly string[], files: readonly string[]): ReadonlyMap<string, string> {
  const code = files.filter((file) => file.endsWith(".py"));
  return new Map(
    modules.flatMap((module) => {
      const file = code.find((name) => name === `${module}.py` || name.startsWith(`${module}/`));
      return file === undefined ? [] : [[module, file]];
    }),
  );
}

/** An index's URL may hold `{package_name}`, which does not survive being made absolute. */
function withBraces(url: string): string {
  return url.replaceAll("%7B", "{").replaceAll("%7D", "}");
}

function errorOf(faults: readonly PackageFault[]): PackageError {
  return new PackageError(
    faults.map((fault) => fault.problem).join("\n"),
    [...new Set(faults.map((fault) => fault.hint))].filter(Boolean).join("\n"),
  );
}

/** Packages that did not come, and whatever was said about it. */
interface Failure {
  readonly names: readonly string[];
  readonly cause: unknown;
}

function byModule(packages: Readonly<Record<string, ListedPackage>>): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [name, { imports }] of Object.entries(packages)) for (const module of imports) found.set(module, name);
  return found;
}

function listedAs(packages: Readonly<Record<string, ListedPackage>>, distribution: string): string | null {
  return Object.hasOwn(packages, distribution) ? distribution : null;
}
