/** Links as others make them: the command line today, and the page in its first version. */

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { deflateRawSync } from "node:zlib";
import { python } from "../../../wheels/common.mjs";

/** What `cloche share` prints for these files, the notebook first. */
export function link(origin: string, files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), "cloche-link-"));
  try {
    const names = Object.keys(files).map((name) => join(folder, name));
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    const program = "import sys; sys.path.insert(0, 'kernel/src'); from cloche.cli import main; sys.exit(main())";
    return python("-c", program, "share", ...names, "--base-url", `${origin}/`).trim();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A link of version 1. */
export function oldLink(origin: string, text: string): string {
  return `${origin}/#code/1.${deflateRawSync(text).toString("base64url")}`;
}
