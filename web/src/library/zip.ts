/**
 * A zip archive's table of contents, read with suspicion: what it claims, before anything is unfolded. An entry that
 * could do harm, or does not keep what the table says of it, is refused by name.
 */

import { inflateSync } from "fflate";

/** Why an archive is refused; `problem` names the entry. */
export class ArchiveError extends Error {
  constructor(
    readonly code: "not-an-archive" | "unsafe-name" | "link" | "too-many" | "too-large" | "unreadable",
    readonly problem: string,
    readonly hint: string,
  ) {
    super(`${problem} ${hint}`);
    this.name = "ArchiveError";
  }
}

export const LIMITS = { entries: 10_000, entry: 100_000_000, all: 500_000_000 };
export type Limits = typeof LIMITS;

export interface ZipEntry {
  /** `folder/file.py`: relative, with "/" between its parts. */
  readonly path: string;
  /** Bytes when unfolded. */
  readonly size: number;
  /** What the table of contents says about it besides. */
  readonly comment: string;
  readonly bytes: () => Uint8Array<ArrayBuffer>;
}

const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
const END_SIZE = 22;
const STORED = 0;
const DEFLATED = 8;
const LINK = 0o120000;

/** The files in an archive. Raises `ArchiveError`, never anything else. */
export function readZip(archive: Uint8Array<ArrayBuffer>, limits = LIMITS): ZipEntry[] {
  const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength);
  const end = endOf(view);
  const many = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  if (many === 0xffff || at === 0xffffffff) throw tooMany("It has a table of contents for more than 65,535 entries.");
  if (many > limits.entries) throw tooMany(`It holds ${many.toLocaleString("en")} files.`);
  const entries: ZipEntry[] = [];
  const seen = new Set<string>();
  let all = 0;
  for (let index = 0; index < many; index++) {
    if (at + 46 > end || view.getUint32(at, true) !== CENTRAL) throw unreadable(`entry ${index + 1}`);
    const found = entryAt(archive, view, at);
    at = found.next;
    if (found.path.endsWith("/")) {
      checkName(found.path.slice(0, -1));
      continue;
    }
    checkName(found.path);
    const { path, size, mode } = found;
    if ((mode & 0o170000) === LINK) throw new ArchiveError("link", `“${path}” in this archive is a link.`, REFUSED);
    all += size;
    if (size > limits.entry || all > limits.all) throw tooLarge(path, size > limits.entry ? limits.entry : limits.all);
    const key = path.normalize("NFC").toLowerCase();
    if (seen.has(key)) throw new ArchiveError("unsafe-name", `“${path}” is twice in this archive.`, REFUSED);
    seen.add(key);
    entries.push({ path, size, comment: found.comment, bytes: () => unfolded(archive, view, found) });
  }
  return entries;
}

interface Found {
  readonly path: string;
  readonly comment: string;
  readonly size: number;
  readonly packed: number;
  readonly method: number;
  readonly mode: number;
  readonly isSecret: boolean;
  readonly crc: number;
  readonly offset: number;
  readonly next: number;
}

function entryAt(archive: Uint8Array, view: DataView, at: number): Found {
  const nameSize = view.getUint16(at + 28, true);
  const words = at + 46 + nameSize + view.getUint16(at + 30, true);
  const next = words + view.getUint16(at + 32, true);
  return {
    comment: new TextDecoder().decode(archive.subarray(words, next)),
    path: nameIn(archive.subarray(at + 46, at + 46 + nameSize), view.getUint16(at + 8, true)),
    size: view.getUint32(at + 24, true),
    packed: view.getUint32(at + 20, true),
    method: view.getUint16(at + 10, true),
    mode: view.getUint16(at + 40, true),
    isSecret: (view.getUint16(at + 8, true) & 1) !== 0,
    crc: view.getUint32(at + 16, true),
    offset: view.getUint32(at + 42, true),
    next,
  };
}

/** Names are UTF-8, or by their flag in whatever an old program wrote: then each byte is a letter. */
function nameIn(bytes: Uint8Array, flags: number): string {
  const name = new TextDecoder().decode(bytes);
  return name.includes("\ufffd") && (flags & 0x800) === 0 ? new TextDecoder("latin1").decode(bytes) : name;
}

/** Where the table's last record begins: found from the end, as a comment may follow it. */
function endOf(view: DataView): number {
  for (let at = view.byteLength - END_SIZE; at >= Math.max(0, view.byteLength - END_SIZE - 0xffff); at--)
    if (view.getUint32(at, true) === END) return at;
  throw new ArchiveError(
    "not-an-archive",
    "This file is not a zip archive, or its end is missing.",
    "Choose a .zip that Cloche or another program made, or download it again.",
  );
}

function unfolded(archive: Uint8Array<ArrayBuffer>, view: DataView, found: Found): Uint8Array<ArrayBuffer> {
  const { path, offset, packed, size, method } = found;
  if (found.isSecret) throw new ArchiveError("unreadable", `“${path}” is locked with a password.`, "Unpack it first.");
  if (offset + 30 > archive.length || view.getUint32(offset, true) !== LOCAL) throw unreadable(`“${path}”`);
  const from = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
  const folded = archive.subarray(from, from + packed);
  // Deflated text never grows by more: what claims so would unfold to something else.
  if (folded.length !== packed || packed > size * 1.01 + 1024) throw unreadable(`“${path}”`);
  const bytes = method === STORED ? folded.slice() : method === DEFLATED ? inflated(folded, size, path) : null;
  if (!bytes)
    throw new ArchiveError(
      "unreadable",
      `“${path}” is packed in a way that Cloche does not know.`,
      "Make the archive with the usual zip.",
    );
  if (bytes.length !== size || crc32(bytes) !== found.crc) throw unreadable(`“${path}”`);
  return bytes;
}

/** Into a room of the size that the table says: what would unfold to more fails, and takes no more memory. */
function inflated(folded: Uint8Array, size: number, path: string): Uint8Array<ArrayBuffer> {
  try {
    return inflateSync(folded, { out: new Uint8Array(size) }) as Uint8Array<ArrayBuffer>;
  } catch {
    throw unreadable(`“${path}”`);
  }
}

/** A name that stays below the folder it is unfolded into, on every system. */
function checkName(path: string): void {
  const unsafe = (why: string) => new ArchiveError("unsafe-name", `“${shown(path)}” in this archive ${why}.`, REFUSED);
  if (path === "" || path.length > 1000) throw unsafe("has no usable name");
  if (path.startsWith("/") || /^[a-z]:/i.test(path)) throw unsafe("names a place on the whole disk");
  if (path.includes("\\")) throw unsafe("has a backslash in its name");
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is refused.
  if (/[\u0000-\u001f\u007f\ufffd]/.test(path)) throw unsafe("has a name that is not text");
  if (path.split("/").some((part) => part === ".." || part === "." || part === ""))
    throw unsafe("leads out of its folder");
}

const REFUSED = "Nothing was imported. Unpack the archive with another program if you trust it, and choose the files.";

function shown(path: string): string {
  const short = path.length > 80 ? `${path.slice(0, 77)}…` : path;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are made visible.
  return short.replace(/[\u0000-\u001f\u007f]/g, "�");
}

const tooMany = (what: string) => new ArchiveError("too-many", `This archive is too large to import. ${what}`, REFUSED);
const tooLarge = (path: string, limit: number) =>
  new ArchiveError("too-large", `“${shown(path)}” makes this archive unfold to more than ${limit / 1e6} MB.`, REFUSED);
const unreadable = (what: string) =>
  new ArchiveError(
    "unreadable",
    `This archive is damaged: ${what} is not what its table of contents says.`,
    "Download it again. Nothing was imported.",
  );

const CRC = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  return crc;
});

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (CRC[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}
