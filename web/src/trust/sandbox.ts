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
import type { ListedFile, SandboxFolder } from "./taken-along.js";

/** Milliseconds for the frame's page to come, for it to speak once it has come, and for Python to be able to start. */
const PATIENCE = { page: 45_000, hello: 5_000, programs: 45_000 };

/** Milliseconds for the newest text, Python's part of the signatures included; for the list of files; and for a file. */
const PATIENCE_WITH = { content: 2_500, files: 2_500, file: 60_000 };

/** What is left to the page: the sandbox itself serves the site's files, and knows what it asked for. */
export type SandboxAsks = Omit<Asks, "onContent" | "onFiles" | "onFileContent" | "onSite"> & {
  /** The text changed. */
  onContent(content: Content): void;
};

/** What the frame said of its folder, if that was the question. */
interface Answer {
  readonly files?: readonly ListedFile[] | null;
  readonly content?: Blob | null;
}

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
  /** Questions on their way: each knows what an answer to it looks like. */
  readonly #requests = new Map<number, (answer: Answer | null) => void>();
  #lastRequest = 0;
  #content: Content = { text: "", filename: "notebook.py", elements: {} };

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
      onFiles: (files, request) => this.#requests.get(request)?.({ files }),
      onFileContent: (content, request) => this.#requests.get(request)?.({ content }),
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

  /** Give it files of this folder of the site. */
  allow(folder: string): void {
    this.#siteFiles.allow(folder);
  }

  /** Lay this notebook open. */
  lay(opening: Opening): void {
    this.#content = { text: opening.text, filename: opening.filename, elements: {} };
    this.#door.say(opening);
  }

  /** Its page was replaced by another, which is not ours: nothing is heard from it. */
  get hasLeft(): ReadonlySignal<boolean> {
    return this.#hasLeft;
  }

  /** What the notebook is now; what is known of it where the frame does not answer. */
  async content(): Promise<Content> {
    await this.#ask((request) => ({ type: "give", request }), PATIENCE_WITH.content);
    return this.#content;
  }

  /** The notebook's folder. While Python computes it does not answer; with `isPatient` that is waited for. */
  folder(isPatient: boolean): SandboxFolder {
    return {
      list: async () => {
        const patience = isPatient ? null : PATIENCE_WITH.files;
        const answer = await this.#ask((request) => ({ type: "list-files", request }), patience);
        return answer?.files ?? null;
      },
      read: async (name) => {
        const answer = await this.#ask((request) => ({ type: "read-file", request, name }), PATIENCE_WITH.file);
        return answer?.content ?? null;
      },
    };
  }

  /** The frame's answer; null where none comes in so many milliseconds. */
  async #ask(question: (request: number) => FromShell, patience: number | null): Promise<Answer | null> {
    const request = ++this.#lastRequest;
    let timer: ReturnType<typeof setTimeout> | undefined;
    try {
      return await new Promise<Answer | null>((answered) => {
        this.#requests.set(request, answered);
        if (patience !== null) timer = setTimeout(() => answered(null), patience);
        this.#door.say(question(request));
      });
    } finally {
      clearTimeout(timer);
      this.#requests.delete(request);
    }
  }

  setQuery(query: Query): void {
    this.#door.say({ type: "query", query: query as Record<string, string[]> });
  }

  close(): void {
    this.#door.close();
    this.#siteFiles.close();
    this.frame.remove();
    for (const unheard of this.#requests.values()) unheard(null);
  }

  #leave(first: FirstFrame): void {
    if (first.loads < 2) return;
    this.#hasLeft.value = true;
    this.close();
  }

  #take(content: Content, request: number | null): void {
    this.#content = content;
    if (request === null) this.#asks.onContent(content);
    else this.#requests.get(request)?.({});
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
