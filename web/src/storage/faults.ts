/** What can go wrong with keeping things in a browser, in words for people. Code switches on `code`. */

export type StorageCode =
  /** The browser has no room left for the site. */
  | "full"
  /** A newer Cloche has opened the database: this one must not write any more. */
  | "outdated"
  /** A newer Cloche has already changed the database. */
  | "newer"
  /** An older Cloche, open in another tab, does not let go of the database. */
  | "blocked"
  /** The notebooks of an older Cloche could not be brought into today's form. */
  | "not-migrated"
  /** The browser lets this page keep nothing. */
  | "unavailable"
  /** Notebooks are kept here, and the browser does not get at them. */
  | "unreachable"
  /** The notebook is open in another tab, which does the saving. */
  | "elsewhere"
  | "unknown";

interface Words {
  readonly problem: string;
  readonly hint: string;
}

const WORDS: Readonly<Record<StorageCode, Words>> = {
  full: {
    problem: "Your last changes are not saved: this browser has no room left.",
    hint: "Download the notebook, or make room: delete notebooks you no longer need, or files on this computer. Saving is tried again with your next change.",
  },
  outdated: {
    problem: "This tab has stopped saving, because a newer Cloche is open in another one.",
    hint: "Reload this tab. What you typed here since is kept for it.",
  },
  newer: {
    problem: "Your notebooks were last used with a newer Cloche than this page has.",
    hint: "Reload the page to get it. Until then nothing here is saved, and nothing of yours is changed.",
  },
  blocked: {
    problem: "An older Cloche is open in another tab and holds on to your notebooks.",
    hint: "Close the other tabs of this site, then reload this one. Until then nothing here is saved.",
  },
  "not-migrated": {
    problem: "Your notebooks could not be brought into the form that this Cloche uses.",
    hint: "None was changed: you can open and download them, but not save. Make room on the disk and reload.",
  },
  unavailable: {
    problem: "This browser does not let the page keep anything, so your notebooks are gone with the tab.",
    hint: "That is so in some private windows. Download what you want to keep.",
  },
  unreachable: {
    problem: "Your notebooks could not be opened: the browser does not get at what it keeps for this site.",
    hint: "Nothing was deleted. Mostly the disk is full: make room on this computer, then reload. Until then nothing here is saved.",
  },
  elsewhere: {
    problem: "This notebook is open in another tab, which saves it.",
    hint: "Go on there, or take it over here.",
  },
  unknown: {
    problem: "Your last changes are not saved: the browser refused to store them.",
    hint: "Download the notebook so that it is not lost. Saving is tried again with your next change.",
  },
};

export class StorageFault extends Error {
  readonly problem: string;
  readonly hint: string;

  constructor(
    readonly code: StorageCode,
    cause?: unknown,
  ) {
    const { problem, hint } = WORDS[code];
    super(`${problem} ${hint}`, { cause });
    this.name = "StorageFault";
    this.problem = problem;
    this.hint = hint;
  }
}

/** Whatever a database threw, as a fault with words. */
export function faultFrom(cause: unknown): StorageFault {
  if (cause instanceof StorageFault) return cause;
  const { name, message } = cause instanceof Error || cause instanceof DOMException ? cause : { name: "", message: "" };
  // A disk that is full is told by Chromium in the words of its files.
  const isFull = name === "QuotaExceededError" || /NO_SPACE|ENOSPC|no space|disk (is )?full/i.test(message);
  return new StorageFault(isFull ? "full" : "unknown", cause);
}
