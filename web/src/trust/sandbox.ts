/**
 * A stranger's notebook in its frame, as the page around it sees it: what it is now, and what it asks for. Everything
 * that leaves the frame is asked for here and done, if at all, by the page.
 */

import { type ReadonlySignal, signal } from "@preact/signals-core";
import type { Query } from "../../../worker/src/wire/messages.js";
import { type Asks, ask, type Content } from "./asks.js";
import { Door } from "./door.js";
import type { FirstFrame } from "./first-frame.js";
import { type FromShell, fromView, type Opening } from "./messages.js";
import { SiteFiles } from "./site-files.js";

/** Milliseconds for the frame's page to come, for it to speak once it has come, and for Python to be able to start. */
const PATIENCE = { page: 45_000, hello: 5_000, programs: 45_000 };

/** Milliseconds for the newest text, Python's part of the signatures included. */
const PATIENCE_WITH_CONTENT = 2_500;

/** What is left to the page: the sandbox itself serves the site's files, and knows what it asked for. */
export type SandboxAsks = Omit<Asks, "onContent" | "onSite"> & {
  /** The text changed. */
  onContent(content: Content): void;
};

/** This browser has no sandbox in which Python starts. */
export class NoSandboxError extends Error {}

export class Sandbox {
  readonly frame: HTMLIFrameElement;
  /** Whether Python can start in there at all. */
  readonly canRun: Promise<boolean>;
  readonly #door: Door<typeof fromView, FromShell>;
  readonly #siteFiles: SiteFiles;
  readonly #asks: SandboxAsks;
  readonly #hasLeft = signal(false);
  readonly #requests = new Map<number, () => void>();
  #lastRequest = 0;
  #content: Content = { text: "", filename: "notebook.py" };

  private constructor(first: FirstFrame, port: MessagePort, folders: readonly string[], asks: SandboxAsks) {
    this.frame = first.frame;
    this.#asks = asks;
    let settle: (works: boolean) => void = () => {};
    this.canRun = new Promise((resolve) => {
      settle = resolve;
    });
    setTimeout(() => settle(false), PATIENCE.programs);
    this.#siteFiles = new SiteFiles(folders, settle, first.ahead);
    const all: Asks = {
      ...asks,
      onContent: (content, request) => this.#take(content, request),
      onSite: (port) => this.#siteFiles.serve(port),
    };
    this.#door = new Door(port, fromView, (message, ports) => ask(all, message, ports));
    first.onLoad = () => this.#leave(first);
    this.#leave(first);
  }

  /** When the frame's page has spoken. Rejects where no sandbox comes up; the frame is then of no more use. */
  static async connect(first: FirstFrame, folders: readonly string[], asks: SandboxAsks): Promise<Sandbox> {
    return new Sandbox(first, await spoken(first), folders, asks);
  }

  /** Lay this notebook open. */
  lay(opening: Opening): void {
    this.#content = { text: opening.text, filename: opening.filename };
    this.#door.say(opening);
  }

  /** Its page was replaced by another, which is not ours: nothing is heard from it. */
  get hasLeft(): ReadonlySignal<boolean> {
    return this.#hasLeft;
  }

  /** What the notebook is now; what is known of it where the frame does not answer. */
  async content(): Promise<Content> {
    const request = ++this.#lastRequest;
    let timer: ReturnType<typeof setTimeout> | undefined;
    await new Promise<void>((answered) => {
      this.#requests.set(request, answered);
      timer = setTimeout(answered, PATIENCE_WITH_CONTENT);
      this.#door.say({ type: "give", request });
    });
    clearTimeout(timer);
    this.#requests.delete(request);
    return this.#content;
  }

  setQuery(query: Query): void {
    this.#door.say({ type: "query", query: query as Record<string, string[]> });
  }

  close(): void {
    this.#door.close();
    this.#siteFiles.close();
    this.frame.remove();
  }

  #leave(first: FirstFrame): void {
    if (first.loads < 2) return;
    this.#hasLeft.value = true;
    this.#door.close();
    this.#siteFiles.close();
    this.frame.remove();
  }

  #take(content: Content, request: number | null): void {
    this.#content = content;
    if (request === null) this.#asks.onContent(content);
    else this.#requests.get(request)?.();
  }
}

/** The frame's port, or why there is none. */
async function spoken(first: FirstFrame): Promise<MessagePort> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, fail) => {
    const refuse = () => fail(new NoSandboxError());
    const loaded = () => {
      clearTimeout(timer);
      timer = setTimeout(refuse, PATIENCE.hello);
    };
    timer = setTimeout(refuse, PATIENCE.page);
    first.onLoad = loaded;
    if (first.loads > 0) loaded();
  });
  try {
    return await Promise.race([first.hello, late]);
  } finally {
    clearTimeout(timer);
  }
}
