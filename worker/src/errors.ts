/**
 * What can go wrong in the worker, beside what `wire/errors.ts` names.
 *
 *     ClocheError
 *     ├── DownloadError     a file of the site could not be had: `download-failed`, `-stalled`, `-wrong-type`, `-corrupt`
 *     ├── BootError         Python itself did not start, or was asked for something before it had
 *     ├── PackageError      a package could not be installed
 *     ├── FilesError        the folder of files could not be opened or saved
 *     └── FileCallError     the page asked something of a file that cannot be: `file-missing`, `-exists`, `-name`, `-large`
 *
 * An exception of a cell is not here: it is output.
 */

import { ClocheError, reasonOf } from "./wire/errors.js";

export type DownloadFault = "failed" | "stalled" | "wrong-type" | "corrupt";

export class DownloadError extends ClocheError {
  override readonly code: string;

  constructor(
    readonly fault: DownloadFault,
    readonly url: string,
    problem: string,
    hint: string,
    cause?: unknown,
  ) {
    super(problem, hint, { cause });
    this.code = `download-${fault}`;
  }
}

export class BootError extends ClocheError {
  override readonly code = "boot-failed";
}

export class PackageError extends ClocheError {
  override readonly code = "package-not-installed";
}

export class FilesError extends ClocheError {
  override readonly code = "files-unavailable";

  constructor(problem: string, cause?: unknown) {
    const reason = reasonOf(cause);
    super(
      isFull(cause) ? FULL : reason ? `${problem} (${reason})` : problem,
      isFull(cause)
        ? "Delete files that you do not need, in the Files panel, and download those that you must not lose."
        : "Files are kept in memory until this page is closed. Download those you need.",
      { cause },
    );
  }
}

const FULL = "The browser has no room left for files: the last changes are in memory only.";

function isFull(cause: unknown): boolean {
  return typeof cause === "object" && cause !== null && "name" in cause && cause.name === "QuotaExceededError";
}

export type FileFault = "missing" | "exists" | "name" | "large";

export class FileCallError extends ClocheError {
  override readonly code: string;

  constructor(
    readonly fault: FileFault,
    problem: string,
    hint = "",
  ) {
    super(problem, hint);
    this.code = `file-${fault}`;
  }
}
