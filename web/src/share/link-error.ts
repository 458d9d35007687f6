/** What a link may unfold to, in bytes. A few kilobytes of link could otherwise fill the memory. */
export const LINK_LIMIT = 5_000_000;

/** Why a link does not open; `problem` and `hint` are for people. */
export class LinkError extends Error {
  constructor(
    readonly code: "version" | "garbled" | "cut" | "too-large",
    readonly problem: string,
    readonly hint: string,
  ) {
    super(`${problem} ${hint}`);
    this.name = "LinkError";
  }
}

export const garbled = () =>
  new LinkError(
    "garbled",
    "This link is damaged: part of it was changed on its way.",
    "Ask for it again, or for the notebook as a file.",
  );

export const cut = () =>
  new LinkError(
    "cut",
    "This link is not complete: its end is missing.",
    "Copy the whole link again; some chat programs cut long ones.",
  );

export const tooLarge = (limit: number) =>
  new LinkError(
    "too-large",
    `What is in this link is larger than ${limit / 1e6} MB.`,
    "Ask for the notebook as a file.",
  );

export const unknownVersion = (version: string) =>
  new LinkError(
    "version",
    /^\d{1,9}$/.test(version)
      ? "This link was made by a newer version of Cloche."
      : "This link is in a format that Cloche does not know.",
    "Reload the page to get the newest version, or ask for the notebook as a file.",
  );
