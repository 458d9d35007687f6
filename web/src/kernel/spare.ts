/**
 * A second worker whose Python is awake already, so that one that died is replaced at once. Only where there is memory
 * to spare and somebody looks at the page; it is let go when nobody does.
 */

import type { BootSources, Frame } from "../../../worker/src/wire/messages.js";
import { canShare } from "../../../worker/src/wire/shared.js";
import type { KernelSpare, KernelWorker } from "./needs.js";

/** Gigabytes of the machine's memory, as far as the browser tells, below which there is no spare. */
const ENOUGH = 4;

/** Milliseconds of rest before one is made: never while the page or its Python has something to do. */
const REST = 5000;
/** And where Stop can do nothing but replace Python. */
const SHORT_REST = 2000;
/** A run that lasts so long, in milliseconds, is one that somebody may want to stop. */
const LONG_RUN = 1000;

export class Spare implements KernelSpare {
  readonly #make: () => KernelWorker;
  #worker: KernelWorker | null = null;
  #isAwake = false;
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(make: () => KernelWorker) {
    this.#make = make;
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden") this.drop();
    });
  }

  /** "ready", or why there is none. */
  get state(): string {
    if (this.#worker) return this.#isAwake ? "ready" : "on its way";
    return whyNot() || "not made yet";
  }

  rest(sources: BootSources | null): void {
    this.#calm();
    if (whyNot(canShare() ? 0 : ENOUGH))
      this.drop(); // one that was made in a hurry, and then not needed
    else if (sources && !this.#worker)
      this.#timer = setTimeout(
        () => {
          if (!whyNot()) this.#prepare(sources);
        },
        canShare() ? REST : SHORT_REST,
      );
  }

  busy(sources: BootSources | null): void {
    this.#calm();
    if (sources && !this.#worker)
      this.#timer = setTimeout(() => {
        if (!whyNot(ENOUGH)) this.#prepare(sources);
      }, LONG_RUN);
  }

  hurry(sources: BootSources): void {
    this.#calm();
    const { deviceMemory = ENOUGH } = navigator as Surface;
    if (!this.#worker && deviceMemory >= ENOUGH) this.#prepare(sources);
  }

  take(): KernelWorker | null {
    const worker = this.#worker;
    this.#worker = null;
    return worker;
  }

  drop(): void {
    this.#calm();
    this.take()?.terminate();
  }

  #calm(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #prepare(sources: BootSources): void {
    const worker = this.#make();
    this.#worker = worker;
    this.#isAwake = false;
    // A client numbers its calls from 1: the answer to this one is nobody's, whoever takes the worker.
    worker.postMessage({ kind: "call", id: 0, name: "prepare", args: [sources] });
    const onMessage = ({ data }: { readonly data?: unknown }) => {
      const { kind } = data as Frame;
      if (kind === "gone" || kind === "failure") this.#lose(worker);
      else if (kind === "answer" && worker === this.#worker) this.#isAwake = true;
      else return;
      worker.removeEventListener("message", onMessage);
    };
    worker.addEventListener("message", onMessage);
    worker.addEventListener("error", () => this.#lose(worker));
  }

  #lose(worker: KernelWorker): void {
    if (worker === this.#worker) this.drop();
  }
}

/** What not every browser tells of itself. */
interface Surface {
  readonly deviceMemory?: number;
  readonly connection?: { readonly saveData?: boolean };
}

/** Why there is to be no spare, if so; `untold` is the memory of a machine whose browser tells nothing. */
function whyNot(untold = 0): string {
  const { deviceMemory = untold, connection } = navigator as Surface;
  if (deviceMemory < ENOUGH) return "too little memory";
  if (connection?.saveData) return "data is to be saved";
  return document.visibilityState === "hidden" ? "nobody looks at the page" : "";
}
