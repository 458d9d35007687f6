/** Numbers and states in words, the same everywhere on the page. */

import type { BootPhase, CellStatus } from "../../../worker/src/wire/messages.js";
import type { CellRun, KernelState, NotebookRun } from "../notebook/state.js";

export function duration(milliseconds: number): string {
  if (milliseconds < 1) return "under 1 ms";
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 60_000) return `${(milliseconds / 1000).toFixed(milliseconds < 10_000 ? 1 : 0)} s`;
  const seconds = Math.round(milliseconds / 1000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

export function fileSize(bytes: number): string {
  if (bytes < 1000) return plural(bytes, "byte");
  return bytes < 1e6 ? `${(bytes / 1000).toFixed(bytes < 1e4 ? 1 : 0)} KB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** Made once: making one takes longer than using it a hundred times. */
const CLOCK = new Intl.DateTimeFormat("en", { hour: "numeric", minute: "2-digit" });
const DAY = new Intl.DateTimeFormat("en", { day: "numeric", month: "short" });
const DAY_AND_YEAR = new Intl.DateTimeFormat("en", { day: "numeric", month: "short", year: "numeric" });

/** A moment as people say it. */
export function when(time: number, now = Date.now()): string {
  const date = new Date(time);
  const day = date.toDateString();
  if (day === new Date(now).toDateString()) return `today, ${CLOCK.format(date)}`;
  if (day === new Date(now - 86_400_000).toDateString()) return `yesterday, ${CLOCK.format(date)}`;
  return (date.getFullYear() === new Date(now).getFullYear() ? DAY : DAY_AND_YEAR).format(date);
}

/** The same, by how long ago it was where that is less than an hour. */
export function ago(time: number, now = Date.now()): string {
  const seconds = Math.round((now - time) / 1000);
  if (seconds < 0 || seconds >= 3600) return when(time, now);
  if (seconds < 10) return "just now";
  return `${seconds < 60 ? plural(seconds, "second") : plural(Math.floor(seconds / 60), "minute")} ago`;
}

const BOOT_STEP: Readonly<Record<BootPhase, string>> = {
  download: "Fetching Python",
  waking: "Starting Python",
  python: "Starting Python",
  kernel: "Loading the notebook kernel",
  files: "Restoring your files",
  ready: "Almost ready",
};

/** The kernel's state in a few words. */
export function kernelWords(kernel: KernelState, run: NotebookRun): string {
  if (kernel.stopping) return "Stopping…";
  switch (kernel.phase) {
    case "booting": {
      if (!kernel.boot) return "Starting Python";
      const { step, loaded, total } = kernel.boot;
      const amount =
        loaded > 0 ? ` · ${total ? `${megabytes(loaded)} of ${megabytes(total)} MB` : `${megabytes(loaded)} MB`}` : "";
      return BOOT_STEP[step] + (step === "download" ? amount : "");
    }
    case "busy":
      if (kernel.activity) return kernel.activity;
      if (run.reading) return readingWords(run.reading);
      return run.planned > 1 ? `Running ${Math.min(run.done + 1, run.planned)} of ${run.planned}` : "Running";
    case "dead":
      return "Python stopped";
    case "ready":
      return "Ready";
  }
}

function readingWords({ done, total }: { readonly done: number; readonly total: number }): string {
  return `Reading ${done.toLocaleString("en")} of ${total.toLocaleString("en")} cells`;
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}

/** A cell's state for people who do not see its colour; "" when there is nothing to say. */
export function statusWords(status: CellStatus, run: CellRun, isEdited: boolean): string {
  switch (status) {
    case "running":
      return "Running";
    case "queued":
      return "Waiting";
    case "stale":
      return isEdited && run.milliseconds !== null ? "Edited, not run" : "Not run";
    case "disabled":
      return "Disabled";
    case "error":
      if (run.error?.code === "interrupted") return "Stopped";
      return run.error?.code.startsWith("ancestor-") ? "Not run" : "Failed";
    case "idle":
      return run.milliseconds === null ? "" : duration(run.milliseconds);
  }
}
