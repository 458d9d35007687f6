/** Why a package could not be installed, in a person's words, out of what Pyodide, micropip or the network said. */

import { reasonOf } from "../wire/errors.js";
import { ALTERNATIVES } from "./names.js";

/** Why some packages are not there. */
export interface PackageFault {
  readonly names: readonly string[];
  readonly problem: string;
  readonly hint: string;
}

/** A module is a file beside the notebook that did not come with it: a package of the same name would be another. */
export function absence(module: string, file: string): PackageFault {
  return {
    names: [module],
    problem: `\`${module}\` is \`${file}\`, a file beside the notebook that did not come with it.`,
    hint: `Ask whoever sent the notebook for ${file}, or for a link that holds it; dropped on the page it is found.`,
  };
}

/** What the network did meanwhile. */
export interface Surroundings {
  /** An address that gave no answer at all. */
  readonly unreachable: string | null;
  /** A stranger's notebook: fewer servers answer it. */
  readonly isSandboxed: boolean;
}

export function faultOf(names: readonly string[], cause: unknown, surroundings: Surroundings): PackageFault {
  const said = reasonOf(cause);
  const blamed = named(names, said);
  const who = blamed.map((name) => `\`${name}\``).join(", ");
  const { reason, hint } = read(blamed, said, surroundings);
  return { names: blamed, problem: `${who} could not be installed: ${reason}`, hint };
}

/** Those of the names that the message speaks of; all, where it names none. */
function named(names: readonly string[], said: string): readonly string[] {
  const found = names.filter((name) => said.toLowerCase().includes(name.toLowerCase()));
  return found.length > 0 ? found : names;
}

interface Reading {
  readonly reason: string;
  readonly hint: string;
}

function read(names: readonly string[], said: string, { unreachable, isSandboxed }: Surroundings): Reading {
  if (globalThis.navigator?.onLine === false) {
    return { reason: "there is no network connection.", hint: "Connect, then run the cell again." };
  }
  if (/Can't find a pure Python 3 wheel/.test(said)) {
    return { reason: "it has no build for Python in the browser.", hint: alternatives(names) };
  }
  if (unreachable && /Can't fetch|Failed to fetch|NetworkError|Load failed|network error/i.test(said)) {
    if (isSandboxed) return fromSandbox(new URL(unreachable));
    return { reason: "its server cannot be reached.", hint: "Check the connection, then run the cell again." };
  }
  if (/Can't fetch metadata|404/.test(said)) {
    return {
      reason: "no package of this name was found.",
      hint: alternatives(names) || unknown(names),
    };
  }
  if (/No time|timed out|took longer|AbortError|aborted/i.test(said)) {
    return { reason: "the download stopped.", hint: "Check the connection, then run the cell again." };
  }
  return { reason: lastLine(said), hint: "Run the cell again; if it stays, import another version or package." };
}

/** The browser does not say why: what is known is what a sandbox may ask at all. */
function fromSandbox({ protocol, host }: URL): Reading {
  if (protocol === "http:")
    return {
      reason: `a notebook in a sandbox reaches servers over https only, and ${host} is asked over http.`,
      hint: "Keep a copy to run it as your own notebook, which may reach it.",
    };
  return {
    reason: `${host} did not answer a notebook in a sandbox.`,
    hint: "Check the connection and run the cell again. If that server answers its own site only, keep a copy and run that.",
  };
}

/** What has no package may be a file of the person's. */
function unknown(names: readonly string[]): string {
  const file = names.find((name) => /^[A-Za-z_]\w*$/.test(name));
  const spelling = "Check the spelling; the package may have another name than the module.";
  return file ? `${spelling} If it is a file of yours, drop \`${file}.py\` on the page.` : spelling;
}

function alternatives(names: readonly string[]): string {
  const known = names.flatMap((name) => ALTERNATIVES[name.toLowerCase()] ?? []);
  return [...new Set(known)].join(" ");
}

/** A Python traceback ends with what matters. */
function lastLine(said: string): string {
  const lines = said.trim().split("\n");
  const last = lines.findLast((line) => /^\S/.test(line)) ?? lines.at(-1) ?? "";
  return last.replace(/^[\w.]*Error: /, "") || "nothing was said about why.";
}
