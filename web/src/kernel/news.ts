import type { WireEvent, WorkerEvent } from "../../../worker/src/wire/messages.js";
import type { KernelState } from "../notebook/state.js";

const WORKER_EVENTS: ReadonlySet<string> = new Set<WorkerEvent["type"]>([
  "boot-progress",
  "boot-kept",
  "packages-changed",
  "files-changed",
  "files-saved",
  "files-unsaved",
]);

/** The worker speaks for itself, not for the notebook in it. */
export function isWorkerEvent(event: WireEvent): event is WorkerEvent {
  return WORKER_EVENTS.has(event.type);
}

/** What a worker's news change about the kernel as the page shows it; null for nothing. */
export function noticed(event: WorkerEvent, isStarted: boolean): Partial<KernelState> | null {
  if (isStarted && (event.type === "boot-progress" || event.type === "files-unsaved")) return null; // KernelFiles tells
  switch (event.type) {
    case "boot-progress":
      return { boot: { step: event.phase, loaded: event.loaded, total: event.total } };
    case "packages-changed": {
      // Why some could not be had is told by the cell that wanted them.
      return { activity: event.state === "installing" ? `Installing ${event.names.join(", ")}` : "" };
    }
    case "files-unsaved":
      return { notice: event.problem, noticeHint: event.hint };
    default:
      return null;
  }
}
