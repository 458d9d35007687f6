/**
 * The only file that touches a PyProxy: Python as the rest of the worker may use it.
 * What is made here is destroyed here. What the kernel promises stands in `cloche.hosts.browser`.
 */

import type { PyodideAPI } from "pyodide";
import type { PyAwaitable, PyCallable, PyProxy } from "pyodide/ffi";
import type { SiteSnapshot } from "./boot/manifest.js";
import { freeze, type Inside, unfit } from "./boot/session.js";
import { Doors } from "./doors.js";
import { BootError } from "./errors.js";
import { filesAtRisk } from "./files/at-risk.js";
import { begin, block } from "./http.js";
import { boundStack } from "./stack.js";
import { holdsBytes, withNull, withUndefined } from "./values.js";
import { RemoteError } from "./wire/errors.js";
import type {
  CellAnalysis,
  CellText,
  Completion,
  Conversion,
  KernelCommand,
  KernelEvent,
  WireError,
} from "./wire/messages.js";
import type { Answer } from "./wire/shared.js";

/** Emscripten's files, as far as the worker uses them. */
export type FileSystem = PyodideAPI["FS"];

/** What the kernel asks of the worker. */
export interface KernelPort {
  /** Events in order; where none of them holds bytes, as one JSON text. */
  post(events: readonly KernelEvent[] | string): void;
  /** Make missing modules importable; rejects with what to tell the person. */
  install(modules: readonly string[]): Promise<void>;
  /** How to block in a way that the page reaches; null where there is none. */
  readonly memory: BlockingMemory | null;
}

/** What `cloche.hosts.blocking` calls so. */
export interface BlockingMemory {
  /** Block for so long; false when interrupted. */
  sleep(milliseconds: number): boolean;
  /** Block for an answer; null when interrupted. */
  ask(request: number): Answer | null;
}

/** One entry in Pyodide's list of packages. */
export interface ListedPackage {
  readonly name: string;
  readonly imports: readonly string[];
}

interface BrowserHost extends PyProxy {
  readonly handle: PyCallable;
  cancel(): void;
  answer(request: number, line: string | undefined): void;
  analyse(cells: unknown): readonly CellAnalysis[];
  complete(code: string, offset: number): readonly Completion[];
  convert(text: string, suffix: string, path: string): Conversion | WireError;
}

/** `wheels/thaw.py`, which is part of a snapshot. */
interface Frozen extends PyProxy {
  thaw(language: string, bring: () => void): void;
  unpack(archive: Uint8Array<ArrayBuffer>, folder: string): void;
  unpack_some(seconds: number): boolean;
}

export class Python {
  readonly #pyodide: PyodideAPI;
  readonly #sitePackages: string;
  readonly #doors: Doors;
  #host: BrowserHost | null = null;
  #handle: PyCallable | null = null;
  #hasPackages = false;

  constructor(pyodide: PyodideAPI, doors = new Doors()) {
    this.#pyodide = pyodide;
    this.#doors = doors;
    this.#sitePackages = this.#evaluate("import site; site.getsitepackages()[0]");
  }

  get files(): FileSystem {
    return this.#pyodide.FS;
  }

  get pyodideVersion(): string {
    return this.#pyodide.version;
  }

  get pythonVersion(): string {
    return this.#evaluate("import sys; sys.version.split()[0]");
  }

  /** Bytes that Python's WebAssembly has taken; it gives none back. */
  get memory(): number {
    const module: unknown = Reflect.get(this.#pyodide, "_module");
    const heap: unknown = typeof module === "object" && module !== null ? Reflect.get(module, "HEAP8") : null;
    return heap instanceof Int8Array ? heap.length : 0;
  }

  /** Told when the interpreter is beyond help, such as after running out of memory. */
  onFatal(listener: (error: unknown) => void): void {
    const api: unknown = Reflect.get(this.#pyodide, "_api");
    if (typeof api === "object" && api !== null) Reflect.set(api, "on_fatal", listener);
  }

  /** Finish waking up from a snapshot; `bring` fetches the library for code that cannot wait. See `wheels/thaw.py`. */
  thaw(language: string, bring: () => void): void {
    this.#withFrozen((frozen) => frozen.thaw(language, bring));
  }

  /** Put the standard library where imports look for it. The kernel's files are put beside by `unpackSome`. */
  placeLibrary(stdlib: Uint8Array<ArrayBuffer>, kernel: Uint8Array<ArrayBuffer>): void {
    this.files.writeFile(this.#evaluate("import sys; next(p for p in sys.path if p.endswith('.zip'))"), stdlib);
    this.#withFrozen((frozen) => frozen.unpack(kernel, this.#sitePackages));
  }

  /** Go on with that for some milliseconds; true when all are there. Who needs one before waits for all. */
  unpackSome(milliseconds: number): boolean {
    return this.#withFrozen((frozen) => frozen.unpack_some(milliseconds / 1000));
  }

  setInterruptBuffer(signal: Uint8Array): void {
    this.#pyodide.setInterruptBuffer(signal as unknown as Uint8Array<ArrayBuffer>); // typed too narrowly
  }

  // ----------------------------------------------------------------- kernel

  startKernel(port: KernelPort): void {
    this.#lead(port);
    const browser = this.#pyodide.pyimport("cloche.hosts.browser") as PyProxy & { start: PyCallable };
    const start = browser.start;
    const options = {
      install: this.#doors.door("install"),
      http: this.#doors.door("http"),
      bound: this.#doors.door("bound"),
      ...(port.memory && { memory: this.#doors.door("memory") }),
    };
    this.#take(start.callKwargs(this.#doors.door("post"), options) as BrowserHost);
    start.destroy();
    browser.destroy();
  }

  /** The kernel that came with the memory, from now on behind this port. */
  resumeKernel(port: KernelPort): void {
    this.#lead(port);
    const frozen = this.#pyodide.pyimport("_cloche_thaw") as PyProxy & { host: BrowserHost };
    this.#take(frozen.host.copy() as BrowserHost);
    frozen.destroy();
  }

  /** The memory as it is now, with the kernel in it. Throws with the reason where it cannot be kept. */
  freeze(site: SiteSnapshot): Uint8Array<ArrayBuffer> {
    if (this.#hasPackages) throw unfit("packages were installed");
    const frozen = this.#pyodide.pyimport("_cloche_thaw") as PyProxy & { host: BrowserHost; unfit(): string };
    try {
      frozen.host = this.#kernel;
      const reason = frozen.unfit() || filesAtRisk(this.files);
      if (reason) throw unfit(reason);
    } finally {
      frozen.destroy();
    }
    const inside = { module: Reflect.get(this.#pyodide, "_module"), api: this.#api } as Inside;
    return freeze(inside, this.#doors, site);
  }

  /** Done when all that the command set off is done. */
  async handle(command: KernelCommand): Promise<void> {
    const handle = this.#handle;
    if (!handle) throw notStarted();
    const order = holdsBytes(command) ? withUndefined(command) : JSON.stringify(command);
    // The browser can suspend a promising call, so that plain code in it may wait for a promise; that costs 0.04 ms.
    const answer: PyAwaitable | WireError | undefined = CAN_SUSPEND ? await handle.callPromising(order) : handle(order);
    if (answer === undefined) return;
    const fault = isAwaitable(answer) ? await settled(answer) : answer;
    if (fault) throw new RemoteError(withNull(fault));
  }

  cancel(): void {
    this.#kernel.cancel();
  }

  answer(request: number, line: string | null): void {
    this.#kernel.answer(request, line ?? undefined);
  }

  analyse(cells: readonly CellText[]): readonly CellAnalysis[] {
    return withNull(this.#kernel.analyse(withUndefined(cells)));
  }

  complete(code: string, offset: number): readonly Completion[] {
    return withNull(this.#kernel.complete(code, offset));
  }

  convert(text: string, suffix: string, filename: string): Conversion {
    const answer = this.#kernel.convert(text, suffix, filename);
    if ("problem" in answer) throw new RemoteError(answer);
    return answer;
  }

  // --------------------------------------------------------------- packages

  /** Put an archive's content where imports find it. */
  unpack(content: Uint8Array<ArrayBuffer>, format: "zip" | "wheel"): void {
    if (format === "wheel") this.#hasPackages = true;
    this.#pyodide.unpackArchive(content, format, { extractDir: this.#sitePackages });
    this.#evaluate("import importlib; importlib.invalidate_caches()");
  }

  /** Pyodide's list of packages, by name. Changing it is how a list that came late is filled in. */
  get packages(): Record<string, ListedPackage> {
    const listed: unknown = this.#pyodide.lockfile?.packages ?? Reflect.get(this.#api, "lockfile_packages");
    return listed as Record<string, ListedPackage>;
  }

  /** Load from Pyodide's distribution, with what they need; tells what went wrong, package by package. */
  async load(names: readonly string[]): Promise<readonly string[]> {
    const faults: string[] = [];
    this.#hasPackages = true;
    await this.#pyodide.loadPackage([...names], {
      messageCallback: () => {},
      errorCallback: (message) => void faults.push(message),
    });
    return faults;
  }

  /** Install from an index with micropip, which must be importable. */
  async micropip(requirements: readonly string[], indexUrls: readonly string[]): Promise<void> {
    const micropip = this.#pyodide.pyimport("micropip") as PyProxy & { install: PyCallable };
    const install = micropip.install;
    const wanted = this.#pyodide.toPy([...requirements]);
    const indexes = indexUrls.length ? this.#pyodide.toPy([...indexUrls]) : undefined;
    try {
      await settled(install.callKwargs(wanted, { ...(indexes && { index_urls: indexes }) }));
      this.#evaluate("import importlib; importlib.invalidate_caches()");
    } finally {
      for (const proxy of [indexes, wanted, install, micropip]) proxy?.destroy();
    }
  }

  /** Modules in this folder can be imported, before any other of the same name. */
  searchIn(folder: string): void {
    const sys = this.#pyodide.pyimport("sys") as PyProxy & {
      path: PyProxy & { insert(at: number, what: string): void };
    };
    const path = sys.path;
    path.insert(0, folder);
    path.destroy();
    sys.destroy();
  }

  #lead({ post, install, memory }: KernelPort): void {
    this.#doors.lead({
      post: (events: KernelEvent[] | string) => post(withNull(events)),
      install: (modules: readonly string[]) => install(modules),
      http: { begin, block },
      bound: () => boundStack(this.#pyodide),
      memory: memory && {
        sleep: (milliseconds: number) => memory.sleep(milliseconds),
        ask: (request: number) => withUndefined(memory.ask(request)),
      },
    });
  }

  #take(host: BrowserHost): void {
    boundStack(this.#pyodide);
    this.#host = host;
    this.#handle = host.handle;
  }

  #withFrozen<Value>(use: (frozen: Frozen) => Value): Value {
    const frozen = this.#pyodide.pyimport("_cloche_thaw") as Frozen;
    try {
      return use(frozen);
    } finally {
      frozen.destroy();
    }
  }

  get #kernel(): BrowserHost {
    if (this.#host) return this.#host;
    throw notStarted();
  }

  get #api(): object {
    return Reflect.get(this.#pyodide, "_api") as object;
  }

  #evaluate(code: string): string {
    return String(this.#pyodide.runPython(code));
  }
}

/** JSPI. */
const CAN_SUSPEND = "Suspending" in WebAssembly;

function notStarted(): BootError {
  return new BootError("Python has not started yet.", "Wait until it is ready.");
}

function isAwaitable(value: object): value is PyAwaitable {
  return "then" in value;
}

/** What a Python awaitable comes to. */
async function settled(awaitable: PyAwaitable): Promise<WireError | undefined> {
  try {
    return await awaitable;
  } finally {
    awaitable.destroy();
  }
}
