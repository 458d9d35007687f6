/**
 * What the page knows about running: one frozen value for each cell and one for the notebook.
 *
 * Values only. `apply.ts` makes the next from an event; `store.ts` keeps them in signals.
 */

import type {
  BootPhase,
  Bundle,
  CellAnalysis,
  CellError,
  CellId,
  CellStatus,
  Problem,
} from "../../../worker/src/wire/messages.js";
import type { Cell } from "./document.js";

/** A piece of what a cell printed. Neighbours of the same stream are joined. */
export interface ConsoleChunk {
  readonly stream: "stdout" | "stderr";
  readonly text: string;
}

/** A cell waits for a line from the person. */
export interface Question {
  readonly request: number;
  readonly prompt: string;
  readonly secret: boolean;
}

export interface CellRun {
  readonly status: CellStatus;
  /** The code that the kernel holds for this cell; null when it never got it. */
  readonly ranCode: string | null;
  readonly output: Bundle | null;
  /** True from the start of a run until its output comes: what is shown is from before. */
  readonly outputIsOld: boolean;
  readonly console: readonly ConsoleChunk[];
  readonly questions: readonly Question[];
  readonly error: CellError | null;
  /** How long the last finished run took; null before the first. */
  readonly milliseconds: number | null;
  readonly analysis: CellAnalysis | null;
}

export const NEVER_RAN: CellRun = {
  status: "stale",
  ranCode: null,
  output: null,
  outputIsOld: false,
  console: [],
  questions: [],
  error: null,
  milliseconds: null,
  analysis: null,
};

/** The scratchpad's events come under this id. It is no cell: not in the document, not in the file. */
export const SCRATCH = "scratch" as CellId;

export type KernelPhase = "booting" | "ready" | "busy" | "dead";

export interface KernelState {
  readonly phase: KernelPhase;
  /** Where the boot is; null when it is over. */
  readonly boot: { readonly step: BootPhase; readonly loaded: number; readonly total: number | null } | null;
  /** What it does beside running cells (fetching a package), or "". */
  readonly activity: string;
  /** For people: why it died, what a Stop did, what could not be had; "" when there is nothing to say. */
  readonly notice: string;
  readonly noticeHint: string;
  /** True between the press of Stop and its effect. */
  readonly stopping: boolean;
}

export const BOOTING: KernelState = {
  phase: "booting",
  boot: null,
  activity: "",
  notice: "",
  noticeHint: "",
  stopping: false,
};

export interface NotebookRun {
  /** While a long notebook is read, before anything can run: how far that is. */
  readonly reading?: { readonly done: number; readonly total: number };
  /** Cells planned in the present run and how many of them are done. */
  readonly planned: number;
  readonly done: number;
}

export const NOTHING_RUN: NotebookRun = { planned: 0, done: 0 };

/** True when the kernel holds another text than the editor: what is shown is not what the code says. */
export function isEdited(cell: Cell, run: CellRun): boolean {
  return cell.code !== (run.ranCode ?? "");
}

/** Whether the app view would be the same without the cell. */
export function givesNothing(run: CellRun, problems: readonly Problem[]): boolean {
  return run.output === null && !run.error && run.questions.length === 0 && problems.length === 0;
}

/** The one word for a cell that the page shows: the kernel's, unless the person has typed since. */
export function shownStatus(cell: Cell, run: CellRun): CellStatus {
  if (run.status === "running" || run.status === "queued") return run.status;
  if (cell.config.disabled) return "disabled";
  if (run.ranCode === null && cell.code.trim() === "") return "idle";
  if (isEdited(cell, run)) return "stale";
  return run.status;
}
