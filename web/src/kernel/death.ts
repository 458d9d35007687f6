import { reasonOf } from "../../../worker/src/wire/errors.js";
import type { CellError } from "../../../worker/src/wire/messages.js";

/** What a cell shows whose Python went away under it. */
export const LOST: CellError = {
  code: "kernel-stopped",
  problem: "",
  hint: "Your code and inputs are kept; variables are gone. Run the notebook to have them again.",
  exception: "",
  traceback: [],
  ancestors: [],
};

interface Words {
  readonly problem: string;
  readonly hint: string;
}

/** What the interpreter's last words mean to the person whose cell it was. */
const DEATHS: readonly (readonly [RegExp, Words])[] = [
  [
    /call stack|stack overflow|too much recursion|recursion/i,
    {
      problem: "Python ran out of stack and had to be replaced: something went too deep.",
      hint: "Look for lists nested thousands deep, or functions that call each other without end.",
    },
  ],
  [
    /out of memory|memory access out of bounds|allocation failed|could not allocate|cannot enlarge memory|oom/i,
    {
      problem: "Python ran out of memory and had to be replaced.",
      hint: "A browser gives it at most 4 GB. Work on a part of the data at a time, and delete what is not needed.",
    },
  ],
  [
    /unreachable|abort|memory fault|null function|signature mismatch/i,
    {
      problem: "Python broke down and had to be replaced: compiled code did what it must not.",
      hint: "If the same cell does it again, a package that it uses has a fault.",
    },
  ],
  [
    /exit/i,
    {
      problem: "The notebook ended Python, so it was replaced by a new one.",
      hint: "Use cl.stop() to end a cell early.",
    },
  ],
];

/** Why Python is gone, and what to do about it. */
export function wordsForDeath(error: unknown): Words {
  const reason = reasonOf(error);
  const known = DEATHS.find(([pattern]) => pattern.test(reason));
  if (known) return known[1];
  return { problem: `Python stopped and had to be replaced: ${reason || "it did not say why"}`, hint: "" };
}
