/**
 * What can go wrong between the page and its worker, and how an error travels.
 *
 *     ClocheError
 *     ├── WorkerGoneError      the worker stopped; every call in flight fails with it
 *     ├── BootStalledError     nothing was heard for too long while Python started
 *     ├── MalformedFrameError  a message that is not of this protocol
 *     └── RemoteError          an error of the other side, told again on this one
 *
 * What is wrong with a notebook is not here: it arrives in events, as data.
 */

import type { BootPhase, WireError } from "./messages.js";

/** Base of every error Cloche throws on purpose. Switch on `code`, show the rest. */
export class ClocheError extends Error {
  readonly code: string = "cloche";

  constructor(
    readonly problem: string,
    readonly hint = "",
    options?: ErrorOptions,
  ) {
    super(hint ? `${problem}\n${hint}` : problem, options);
    this.name = new.target.name;
  }
}

/** The worker is gone: closed by us, crashed, or killed by the browser. */
export class WorkerGoneError extends ClocheError {
  override readonly code = "worker-gone";

  constructor(
    readonly unanswered: readonly string[],
    cause?: unknown,
  ) {
    const calls = unanswered.length ? ` before answering ${unanswered.join(", ")}` : "";
    const reason = reasonOf(cause);
    super(
      `The Python worker stopped${calls}${reason && `: ${reason}`}${/[.!?]$/.test(reason) ? "" : "."}`,
      "Your cells are safe in this page. Restart to start Python again.",
      { cause },
    );
  }
}

/** Silence while Python starts. The worker may live on, but it is of no use: terminate it. */
export class BootStalledError extends ClocheError {
  override readonly code = "boot-stalled";

  constructor(
    readonly phase: BootPhase | "start",
    milliseconds: number,
  ) {
    super(
      `Python did not start: nothing happened for ${Math.round(milliseconds / 1000)} seconds while ${DOING[phase]}.`,
      "Check the connection and reload the page.",
    );
  }
}

/** A message that is not of this protocol, or not of this version of it. */
export class MalformedFrameError extends ClocheError {
  override readonly code = "malformed-frame";

  constructor(fault: string) {
    super(`The page and its Python worker do not speak the same protocol: ${fault}.`, "Reload the page.");
  }
}

/** An error that happened on the other side, told again on this one. */
export class RemoteError extends ClocheError {
  override readonly code: string;

  constructor(error: WireError) {
    super(error.problem, error.hint);
    this.code = error.code;
  }
}

/** An error in travelling clothes. One that was not raised on purpose goes as `unexpected`. */
export function toWire(error: unknown): WireError {
  if (error instanceof ClocheError) return { code: error.code, problem: error.problem, hint: error.hint };
  return { code: "unexpected", problem: reasonOf(error) || "Something failed without saying why.", hint: "" };
}

/** One line for a person out of whatever was thrown; "" when there is nothing to tell. */
export function reasonOf(cause: unknown): string {
  if (cause instanceof ClocheError) return cause.problem;
  if (cause instanceof Error) return cause.message || cause.name;
  if (typeof cause === "string") return cause;
  if (typeof cause === "object" && cause !== null && "message" in cause) return String(cause.message);
  return "";
}

const DOING: Readonly<Record<BootPhase | "start", string>> = {
  start: "its worker was loading",
  download: "its files were downloading",
  waking: "the interpreter was waking from its snapshot",
  python: "the interpreter was starting",
  kernel: "the notebook kernel was loading",
  files: "your files were being restored",
  ready: "it was getting ready",
};
