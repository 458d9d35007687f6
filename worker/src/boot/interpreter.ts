/**
 * Pyodide itself, from whatever it starts: its script, its WebAssembly compiled once however often it is tried, and
 * a watch on what it fetches. Pyodide sets no limit of time, and waits for ever where a file of its own does not come.
 */

import type { PyodideAPI, PyodideConfig } from "pyodide";
import { BootError } from "../errors.js";
import { ClocheError, reasonOf } from "../wire/errors.js";
import type { BootOptions } from "../wire/messages.js";
import { type Downloads, early } from "./download.js";
import type { Compiled } from "./manifest.js";
import type { Answer, Network } from "./network.js";
import { marked } from "./timeline.js";

/** Where Pyodide is, and what a worker before this one left of it. */
type Origin = Pick<BootOptions, "indexURL" | "kept">;

/** Calls Emscripten's factory, or does more around it. */
type Factory = (settings: object) => Promise<EmscriptenModule>;

/** Emscripten's module before Python runs in it. */
export interface EmscriptenModule {
  readonly HEAP8: Int8Array;
  readonly API: { restoreSnapshot(bytes: Uint8Array): unknown; readonly config: { readonly BUILD_ID: string } };
  _emscripten_resize_heap(bytes: number): number;
  /** Writes the visitor's time zone to where the C library keeps it. */
  __tzset_js?(...places: readonly number[]): void;
}

/** `loadPyodide`'s options, with those that Pyodide keeps to itself. */
export interface StartOptions extends Omit<PyodideConfig, "createPyodideModule"> {
  readonly createPyodideModule?: Factory;
  readonly _loadSnapshot?: Uint8Array<ArrayBuffer>;
  /** The JavaScript value that Python held under this note. */
  readonly _snapshotDeserializer?: (note: { readonly door: string }) => unknown;
}

export interface Start {
  readonly config: StartOptions;
  /** Files on their way already, by URL. */
  readonly served?: ReadonlyMap<string, () => Promise<Response>>;
  /** When one of these fails, so does the start. */
  readonly needed: readonly Promise<unknown>[];
}

interface PyodideScript {
  readonly version: string;
  loadPyodide(config: StartOptions): Promise<PyodideAPI>;
}

export class Interpreter {
  readonly wasmURL: string;
  readonly module: Promise<WebAssembly.Module>;
  readonly #options: Origin;
  readonly #network: Network;
  readonly #downloads: Downloads;
  readonly #script: Promise<PyodideScript>;
  #factory: Promise<Factory> | null = null;

  constructor(options: Origin, network: Network, downloads: Downloads) {
    this.#options = options;
    this.#network = network;
    this.#downloads = downloads;
    this.wasmURL = `${options.indexURL}pyodide.asm.wasm`;
    this.module = early(marked("program-compiled", this.#compile()));
    const script = downloads.module(`${options.indexURL}pyodide.mjs`) as unknown as Promise<PyodideScript>;
    this.#script = early(marked("pyodide-loaded", script));
  }

  get version(): Promise<string> {
    return this.#script.then(({ version }) => version);
  }

  /** This Pyodide is the one that the site was built with: what is known of its files speeds them up. Null takes it back. */
  expect(compiled: Compiled | null): void {
    this.#factory = null;
    if (!compiled) return;
    if (this.#keptModule === null) this.#downloads.expect(this.wasmURL, compiled.wasmBytes);
    const script = this.#downloads.module(`${this.#options.indexURL}pyodide.asm.mjs`);
    this.#factory = early(
      marked(
        "emscripten-loaded",
        script.then((found) => found.default as Factory),
      ),
    );
  }

  /** Emscripten's own; only after `expect`. */
  async create(settings: object): Promise<EmscriptenModule> {
    if (!this.#factory) throw new BootError("This Pyodide is not known.", "");
    return (await this.#factory)(settings);
  }

  /** May be called again after it failed. */
  async start({ config, served = new Map(), needed }: Start): Promise<PyodideAPI> {
    const [{ loadPyodide }, module] = await Promise.all([this.#script, this.module]);
    const { indexURL } = this.#options;
    const whole: StartOptions = {
      stdout: () => {}, // Pyodide's own words go nowhere; what a cell prints does not pass here
      stderr: () => {},
      stdin: () => null,
      indexURL,
      ...(this.#factory && { createPyodideModule: (settings) => this.create(settings) }),
      ...config,
    };
    const begin = () => Promise.race([loadPyodide(whole), ...needed.map(faultOnly)]);
    handOver(module);
    compileAlikeOnce();
    try {
      return await this.#network.during(answering(this.wasmURL, served, this.#downloads, indexURL), begin);
    } catch (cause) {
      throw explained(cause);
    } finally {
      Object.assign(WebAssembly, { instantiateStreaming, Module });
    }
  }

  async #compile(): Promise<WebAssembly.Module> {
    if (this.#keptModule) return this.#keptModule;
    let onBroken: (error: unknown) => void = () => {};
    const broken = new Promise<never>((_, fail) => {
      onBroken = fail;
    });
    const response = this.#downloads.response(this.wasmURL, { type: "application/wasm", onBroken });
    return Promise.race([WebAssembly.compileStreaming(response), broken]).catch((cause: unknown) => {
      throw explained(cause);
    });
  }

  get #keptModule(): WebAssembly.Module | null {
    const { kept } = this.#options;
    return kept?.url === this.wasmURL ? (kept.module as WebAssembly.Module) : null;
  }
}

/** The browser's own. */
const { instantiateStreaming, Module } = WebAssembly;

/** Pyodide asks for its WebAssembly as a stream and is given what is compiled already. */
function handOver(module: WebAssembly.Module): void {
  WebAssembly.instantiateStreaming = async (_, imports) => ({
    module,
    instance: await WebAssembly.instantiate(module, imports),
  });
}

/** Bytes of a program that does nothing but call a JavaScript function. */
const WRAPPING = 200;

/**
 * Emscripten wraps each of 260 JavaScript functions in a program of ninety bytes that holds nothing but a signature, and
 * compiles it: a thirtieth of a start. Those with the same bytes share one.
 */
function compileAlikeOnce(): void {
  const known = new Map<string, WebAssembly.Module>();
  WebAssembly.Module = new Proxy(Module, {
    construct: (_, [bytes]: [BufferSource]) => {
      if (!(bytes instanceof Uint8Array) || bytes.length > WRAPPING) return new Module(bytes);
      const key = bytes.join();
      const module = known.get(key) ?? new Module(bytes);
      known.set(key, module);
      return module;
    },
  });
}

/** Settles only by failing. */
function faultOnly(promise: Promise<unknown>): Promise<never> {
  return promise.then(() => new Promise<never>(() => {}));
}

function answering(
  wasmURL: string,
  served: ReadonlyMap<string, () => Promise<Response>>,
  downloads: Downloads,
  base: string,
): Answer {
  return (url) => {
    if (url === wasmURL) return Promise.resolve(new Response()); // see handOver
    const ready = served.get(url);
    if (ready) return ready();
    return url.startsWith(base) ? downloads.response(url) : null;
  };
}

function explained(cause: unknown): ClocheError {
  if (cause instanceof ClocheError) return cause;
  return new BootError(
    `Python did not start: ${reasonOf(cause) || "the interpreter said nothing"}`,
    "Reload the page. If it stays, use a current version of the browser.",
    { cause },
  );
}
