/**
 * What can go wrong in the worker, beside what `wire/errors.ts` names.
 *
 *     ClocheError
 *     ├── DownloadError     a file of the site could not be had: `download-failed`, `-stalled`, `-wrong-type`, `-corrupt`
 *     ├── BootError         Python itself did not start, or was asked for something before it had
 *     ├── PackageError      a package could not be installed
 *     └── FilesError        the folder of files could not be opened or saved
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
      reason ? `${problem} (${reason})` : problem,
      "Files are kept in memory until this page is closed. Download those you need.",
      { cause },
    );
  }
}
