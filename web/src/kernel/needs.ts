import type { Port } from "../../../worker/src/wire/client.js";
import type {
  BootOptions,
  BootReport,
  BootSources,
  ElementId,
  KernelMode,
  Query,
} from "../../../worker/src/wire/messages.js";
import type { Toast } from "../outputs/toast.js";
import type { Pictures } from "./glance.js";
import type { SessionShelf } from "./resume.js";
import type { Waits } from "./waits.js";

export interface KernelWorker extends Port {
  terminate(): void;
}

/** The next Python, before it is needed. */
export interface KernelSpare {
  /** In words for a developer. */
  readonly state: string;
  /** Python has nothing to do: time to make one, or with null, as that would cost a download, to keep the one there is. */
  rest(sources: BootSources | null): void;
  /** Python has begun to do something; with what one is made of, only a new Python could end it, and it is made if that lasts. */
  busy(sources: BootSources | null): void;
  /** Let it go: it is of no use. */
  drop(): void;
  /** It will be needed at once. */
  hurry(sources: BootSources): void;
}

/** What a kernel needs from the page around it. */
export interface KernelWorld {
  spawn(): KernelWorker;
  bootOptions(): Promise<
    Omit<BootOptions, "interrupt" | "waits" | "generation" | "kept" | "mayWake" | "session" | "modules">
  >;
  readonly sessions: SessionShelf;
  /** What is ready for when this Python ends. */
  readonly spare: KernelSpare;
  /** Which page this is: another one shows outputs in another way. */
  readonly build: string;
  /** A session was there: it goes on, or everything runs again. */
  resumed(how: "resumed" | "ran-again"): void;
  /** Memory shared with the worker, or null where the page is not isolated. */
  sharedMemory(): SharedArrayBuffer | null;
  /** When pictures are made. */
  readonly pictures: Pictures;
  /** The way to a worker that waits without it, if there is one that is needed; a new one for each worker. */
  waits(): Waits | null;
  /** A user-timing mark; `since` names an earlier one to measure from. */
  mark(name: string, since?: string): void;
  /** A worker has started Python; here is how. */
  note(report: BootReport): void;
  /** Python changed what an element shows. */
  showElement(element: ElementId, value: unknown): void;
  /** Python's part of an element says something to the page's. */
  tellElement(element: ElementId, message: unknown): void;
  /** Python has a short word for the person. */
  showToast(toast: Toast): void;
  /** The notebook's parameters in the page's address. */
  query(): Query;
  /** Python changed them. */
  showQuery(query: Query): void;
  /** With its code, or as an app without. */
  mode(): KernelMode;
  /** How the page looks now. */
  theme(): "light" | "dark";
}
