/**
 * What crosses the worker boundary. Types only: this file compiles to nothing.
 *
 * A call asks and is answered once. An event tells and is not answered. Commands
 * and events below `KernelCommand` and `KernelEvent` are the kernel's own words:
 * `kernel/src/cloche/protocol/` holds their Python twins, and `tests/wire/` one
 * golden sample of each, which both languages read. `docs/protocol.md` tells
 * what each one promises.
 */

export type CellId = string & { readonly brand: "CellId" };
export type ElementId = string & { readonly brand: "ElementId" };

export type CellKind = "cell" | "setup" | "function" | "class" | "unparsable";
export type CellStatus = "idle" | "queued" | "running" | "stale" | "disabled" | "error";
export type KernelMode = "edit" | "run";
/** Parameters of the page's address that are the notebook's, in order; each may come several times. */
export type Query = Readonly<Record<string, readonly string[]>>;

export interface CellConfig {
  readonly disabled: boolean;
  readonly hideCode: boolean;
  readonly column: number | null;
}

/** One cell as the page holds it. */
export interface CellText {
  readonly id: CellId;
  readonly name: string;
  readonly code: string;
  readonly kind: CellKind;
  readonly config: CellConfig;
}

// ---------------------------------------------------------------- commands

/** Orders from the page to the session; handled one after the other. */
export type KernelCommand =
  | StartNotebook
  | { readonly type: "run-cells"; readonly cells: readonly CellText[]; readonly order: readonly CellId[] }
  | { readonly type: "delete-cells"; readonly cells: readonly CellId[] }
  | { readonly type: "move-cells"; readonly order: readonly CellId[] }
  | {
      readonly type: "configure-cells";
      readonly configs: Readonly<Record<CellId, CellConfig>>;
      readonly names: Readonly<Record<CellId, string>>;
    }
  | { readonly type: "configure-runtime"; readonly lazy: boolean }
  | { readonly type: "set-elements"; readonly values: Readonly<Record<ElementId, unknown>> }
  /** Something that is no value, for Python's part of an element; it may hold bytes. */
  | { readonly type: "tell-element"; readonly element: ElementId; readonly message: unknown }
  | { readonly type: "set-query"; readonly query: Query }
  | { readonly type: "set-theme"; readonly theme: "light" | "dark" }
  | { readonly type: "run-stale" }
  | { readonly type: "run-all" }
  /** Files in the notebook's folder changed, by their paths in it: what was imported from them is out of date, and cells that watch them rerun. */
  | { readonly type: "follow-files"; readonly files: readonly string[]; readonly rerun: boolean }
  /** Code beside the notebook; its events are told of the cell `scratch`. */
  | { readonly type: "run-scratch"; readonly code: string };

export interface StartNotebook {
  readonly type: "start-notebook";
  readonly cells: readonly CellText[];
  readonly mode: KernelMode;
  /** Run every cell at once; else all cells wait, stale. */
  readonly autorun: boolean;
  /** Mark descendants stale instead of running them. */
  readonly lazy: boolean;
  /** Values that elements take when they are made again, by element id. */
  readonly values: Readonly<Record<ElementId, unknown>>;
  readonly filename: string;
  readonly query: Query;
  /** How the page looks as the notebook starts. */
  readonly theme: "light" | "dark";
  /** Cells that hold nothing but tests run them. */
  readonly reactiveTests: boolean;
  /** Each cell sees only what it reads, and copies of it. */
  readonly strict: boolean;
}

// ------------------------------------------------------------------ events

/** What a cell gives to and takes from the rest of the notebook. */
export interface CellAnalysis {
  readonly cell: CellId;
  readonly defs: readonly string[];
  readonly refs: readonly string[];
  /** What the file's function takes and returns, in the order written. */
  readonly params: readonly string[];
  readonly returns: readonly string[];
  readonly isAsync: boolean;
  /** "function" or "class" where the file can hold the cell as an importable definition. */
  readonly kind: CellKind;
}

/** Something wrong with the notebook as written: a value that comes and goes with edits. */
export interface Problem {
  readonly code: string;
  readonly cells: readonly CellId[];
  readonly message: string;
  readonly hint: string;
  /** 1-based line in the first of `cells`, or null. */
  readonly line: number | null;
}

export interface TraceFrame {
  /** The cell the frame is in, or null for a file. */
  readonly cell: CellId | null;
  readonly file: string;
  readonly line: number;
  readonly name: string;
  readonly source: string;
}

/** Why a cell has no result. */
export interface CellError {
  readonly code:
    | "exception"
    | "syntax-error"
    | "interrupted"
    | "ancestor-failed"
    | "ancestor-stopped"
    | "problem"
    | "kernel-stopped";
  readonly problem: string;
  readonly hint: string;
  /** The Python exception's class name, or "". */
  readonly exception: string;
  readonly traceback: readonly TraceFrame[];
  /** For `ancestor-*`: the cells that failed or stopped. */
  readonly ancestors: readonly CellId[];
}

/** MIME type → content; text types are strings, images may be bytes, JSON types plain values. */
export type Bundle = Readonly<Record<string, unknown>>;

export type KernelEvent =
  /** How far a long notebook has been read; `cells-analysed` is the end of it. */
  | { readonly type: "cells-read"; readonly done: number; readonly total: number }
  | { readonly type: "cells-analysed"; readonly cells: readonly CellAnalysis[] }
  | { readonly type: "problems-changed"; readonly problems: readonly Problem[] }
  | { readonly type: "run-started"; readonly cells: readonly CellId[] }
  | { readonly type: "cell-status"; readonly cell: CellId; readonly status: CellStatus }
  | { readonly type: "cell-started"; readonly cell: CellId }
  | {
      readonly type: "cell-printed";
      readonly cell: CellId;
      readonly stream: "stdout" | "stderr";
      readonly text: string;
    }
  /** The cell threw away what it had printed. */
  | { readonly type: "console-cleared"; readonly cell: CellId }
  /** A short word to the person; the description is HTML. */
  | {
      readonly type: "notice-given";
      readonly title: string;
      readonly description: string;
      readonly kind: "neutral" | "danger";
    }
  | { readonly type: "cell-output"; readonly cell: CellId; readonly output: Bundle | null }
  | {
      readonly type: "cell-finished";
      readonly cell: CellId;
      readonly milliseconds: number;
      readonly error: CellError | null;
    }
  | {
      readonly type: "input-requested";
      readonly cell: CellId;
      /** Counts up; an answer names it. */
      readonly request: number;
      readonly prompt: string;
      /** Do not show what is typed. */
      readonly secret: boolean;
    }
  | { readonly type: "input-finished"; readonly cell: CellId; readonly request: number }
  | { readonly type: "element-updated"; readonly element: ElementId; readonly value: unknown }
  /** The element that the person had answered is another object now: it begins with its own value. */
  | { readonly type: "element-renewed"; readonly element: ElementId }
  /** Something that is no value, from Python's part of an element; it may hold bytes. */
  | { readonly type: "element-said"; readonly element: ElementId; readonly message: unknown }
  | { readonly type: "query-changed"; readonly query: Query }
  | { readonly type: "run-finished" };

/** What the worker itself tells, beside the kernel's events. */
export type WorkerEvent =
  | {
      readonly type: "boot-progress";
      readonly phase: BootPhase;
      readonly loaded: number;
      /** Bytes, or null where the size is not known. */
      readonly total: number | null;
    }
  | {
      readonly type: "packages-changed";
      readonly state: "installing" | "installed" | "failed";
      readonly names: readonly string[];
      readonly detail: string;
    }
  /** Hand this to the next worker (`BootOptions.kept`). */
  | { readonly type: "boot-kept"; readonly kept: Kept }
  | { readonly type: "files-saved"; readonly count: number }
  /** Files came, went or have other content: those that the page asked for, or those that Python wrote. */
  | { readonly type: "files-changed"; readonly paths: readonly string[]; readonly by: "page" | "python" }
  /** Files are in memory only, or the last ones could not be stored. Python goes on. */
  | { readonly type: "files-unsaved"; readonly problem: string; readonly hint: string };

/** `waking` is Python from a snapshot or a session, `python` from files. */
export type BootPhase = "download" | "waking" | "python" | "kernel" | "files" | "ready";

// ------------------------------------------------------------------- calls

/** `config.json` beside the page: what a deployment may change without a build. URLs are relative to the page. */
export interface SiteConfig {
  readonly indexURL: string;
  readonly packageBaseUrl: string;
  readonly indexUrls: readonly string[];
  readonly wheelsURL: string;
}

/** URLs are absolute, and those of folders end in "/". */
export interface BootOptions {
  /** Where Pyodide's files are; a folder URL ending in "/". */
  readonly indexURL: string;
  /** Where packages of Pyodide's distribution are that the site does not carry itself. */
  readonly packageBaseUrl: string;
  /** Indexes asked for packages from PyPI, in order; empty for micropip's own. */
  readonly indexUrls: readonly string[];
  /** The kernel wheel and the wheels that the site carries. */
  readonly wheelsURL: string;
  /** The folder in IndexedDB where the notebook's files are kept, or null for memory only. */
  readonly folder: string | null;
  /** Files that came with the notebook: put into its folder where there are none of these names. */
  readonly files: readonly FolderFile[];
  /** Names of files that belong to the notebook and did not come with it: no package is looked for in their place. */
  readonly absent: readonly string[];
  /** Memory that a blocked worker sees change (`wire/shared.ts`); null without cross-origin isolation. */
  readonly interrupt: SharedArrayBuffer | null;
  /** Modules that the notebook imports: their packages are fetched while Python starts. */
  readonly modules: readonly string[];
  /** The key by which a service worker may hold this worker's requests (`wire/waits.ts`); null where no need is, or no way. */
  readonly waits: string | null;
  /** Which life of the kernel this worker is; it stamps every frame of events. */
  readonly generation: number;
  /** What the worker before this one told to keep (`boot-kept`), or null. */
  readonly kept: Kept | null;
  /** Python may wake from memory, a snapshot or a session; not after one that did and was not heard of again. */
  readonly mayWake: boolean;
  /** A session to wake up in (`WorkerCalls.freeze`), a `Blob`; null to begin anew. */
  readonly session: object | null;
}

/** What every start needs, whatever the notebook. */
export type BootSources = Pick<BootOptions, "indexURL" | "packageBaseUrl" | "wheelsURL" | "kept" | "mayWake">;

/** A file by its name in the notebook's folder: `helper.py`, `data/towns.csv`. */
export interface FolderFile {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** One file or folder in the notebook's folder, as the page lists them. */
export interface FileEntry {
  /** In the folder: `data/towns.csv`. */
  readonly path: string;
  readonly kind: "file" | "folder";
  /** Bytes; 0 for a folder. */
  readonly size: number;
  /** Milliseconds since 1970. */
  readonly modified: number;
}

export interface FileList {
  /** A folder comes before what lies in it. */
  readonly entries: readonly FileEntry[];
  /** How many more there are than an answer holds. */
  readonly more: number;
  /** Kept in this browser; else they are gone with the page. */
  readonly isLasting: boolean;
}

/** What makes the next worker start sooner. The page holds it and does not look into it. */
export interface Kept {
  /** Pyodide as the browser compiled it: a `WebAssembly.Module`. */
  readonly module: object;
  /** Where that came from. */
  readonly url: string;
  /** The snapshot that Python started from, by its hash; its memory is shared where the page is isolated, else copied. */
  readonly snapshot: { readonly sha256: string; readonly memory: SharedArrayBuffer | ArrayBuffer } | null;
}

export type BootTier = "snapshot" | "snapshot-sync" | "compiled" | "plain";

export interface BootReport {
  readonly python: string;
  readonly pyodide: string;
  /** Which way it started: from a memory snapshot, from files compiled for the site, or from Pyodide's as published. */
  readonly tier: BootTier;
  /** Why quicker ways were given up, in words for a developer; mostly empty. */
  readonly detours: readonly string[];
  readonly milliseconds: number;
  readonly timeline: readonly BootStep[];
  /** Bytes of Python's memory. */
  readonly memory: number;
  /** It woke up in the session that it was given: nothing has to run. */
  readonly isResumed: boolean;
}

/** The memory of a session, to be given to a later worker. */
export interface FrozenSession {
  /** A `Blob`; null where the session cannot be kept. */
  readonly image: object | null;
  readonly bytes: number;
  /** Why not, in words for a developer. */
  readonly reason: string;
}

/** A step of the start that is done. */
export interface BootStep {
  readonly step: string;
  /** Milliseconds since 1970, with fractions: page and worker have clocks of their own that begin at other times. */
  readonly at: number;
}

/** What the page may ask of the worker. Nothing else is callable. */
export interface WorkerCalls {
  boot(options: BootOptions): BootReport;
  /** Wake Python now for a `boot` that may come later, or never. */
  prepare(sources: BootSources): null;
  /** Hand a command to the session; answered when all that it set off is done. */
  send(command: KernelCommand): null;
  /** End what is awaited or waited for; a busy cell is reached by the interrupt buffer. */
  cancel(): null;
  /** A line for `input()`, or null for the end of the input; for a worker without shared memory. */
  answer(request: number, line: string | null): null;
  /** Names of cells as they would be if run now; changes nothing. */
  analyse(cells: readonly CellText[]): readonly CellAnalysis[];
  /** Completions of `code` at `offset` (UTF-16 units), best first. */
  complete(code: string, offset: number): readonly Completion[];
  /** The text of a document as a notebook's; `suffix` is what its file name ends in: `ipynb`, `md`, `qmd`, `py`. */
  convert(text: string, suffix: string, filename: string): Conversion;
  /** All files in the notebook's folder but those that Cloche and Python keep for themselves. */
  listFiles(): FileList;
  /** Up to `most` bytes of a file, from `start`; fewer only at its end. */
  readFile(path: string, start: number, most: number): Uint8Array<ArrayBuffer>;
  makeFolder(path: string): FileEntry;
  /** Rename or move; nothing is replaced. */
  moveFile(from: string, to: string): FileEntry;
  /** A folder goes with all that is in it. */
  removeFile(path: string): null;
  /** Begin a file of so many bytes; the number names it in the calls that follow. It is there when it is finished. */
  beginUpload(path: string, size: number, replace: boolean): number;
  /** The next bytes; answered when they are taken, so that a sender who waits never gets ahead. */
  appendUpload(upload: number, bytes: Uint8Array<ArrayBuffer>): null;
  finishUpload(upload: number): FileEntry;
  abortUpload(upload: number): null;
  /** The memory of a quiet session that holds nothing but Python. */
  freeze(): FrozenSession;
}

export interface Conversion {
  readonly text: string;
  /** What could not be carried over as it was. */
  readonly notes: readonly string[];
}

export interface Completion {
  readonly label: string;
  readonly kind: "variable" | "function" | "class" | "module" | "keyword" | "property";
  readonly detail: string;
}

/** An error in travelling clothes. `code` is stable; `problem` and `hint` are prose. */
export interface WireError {
  readonly code: string;
  readonly problem: string;
  readonly hint: string;
}

export type Frame = (
  | { readonly kind: "call"; readonly id: number; readonly name: string; readonly args: readonly unknown[] }
  | { readonly kind: "answer"; readonly id: number; readonly value: unknown }
  | { readonly kind: "failure"; readonly id: number; readonly error: WireError }
  | {
      readonly kind: "events";
      /** Which life of the kernel this comes from; the page believes only the newest. */
      readonly generation: number;
      /** As they are, or their list as a JSON text: quicker by far, where no event holds bytes. */
      readonly events: readonly WireEvent[] | string;
    }
  /** The worker's last word: something it could not survive happened. */
  | { readonly kind: "gone"; readonly error: WireError }
) & {
  /** Counts what a worker posts: what the page has read early (`answer-box.ts`) it does not hear again. */
  readonly number?: number;
};

export type WireEvent = KernelEvent | WorkerEvent;
