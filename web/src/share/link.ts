/**
 * A notebook in a link: `#code/<version>.<payload>`, and its files. The part after `#` never reaches a server.
 *
 * Version 2, which is written: two letters that say how many follow, four of a checksum, then the parcel of files,
 * deflated with a preset vocabulary, in base64url. Version 1: a notebook's text, deflated. Every version that was ever
 * written stays readable: `tests/wire/links.json` holds one of each. The command line's twin is
 * `kernel/src/cloche/cli/link.py`.
 */

import { inflate } from "./inflate.js";
import { crc32, fromLetters, toLetters } from "./letters.js";
import { cut, garbled, LINK_LIMIT, type LinkError, tooLarge, unknownVersion } from "./link-error.js";
import { type Parcel, plain, unwrap, wrap } from "./parcel.js";
import { vocabulary } from "./vocabulary.js";

/** The files as the part of a link after `#code/`. */
export async function payloadOf(parcel: Parcel, limit = LINK_LIMIT): Promise<string> {
  const content = wrap(parcel);
  if (content.length > limit) throw tooLarge(limit);
  const [{ deflateRaw }, dictionary] = await Promise.all([import("./deflate.js"), vocabulary()]);
  const squeezed = deflateRaw(content, { level: 9, memLevel: 9, dictionary });
  const body = toLetters(squeezed);
  return `2.${countLetters(body.length)}${checkLetters(squeezed)}${body}`;
}

/** What is in a payload. Raises `LinkError`, never anything else, for what cannot be opened. */
export async function parcelIn(payload: string, limit = LINK_LIMIT): Promise<Parcel> {
  // Programs that make links of text take a bracket or full stop that follows for a part of them.
  const [, version, letters] = /^([^.]*)\.(.*?)[^\w-]{0,9}$/s.exec(payload) ?? [];
  if (version === undefined || letters === undefined) throw garbled();
  switch (version) {
    case "1":
      return {
        cloche: null,
        notebook: { name: "notebook.py", text: await textOfVersion1(letters, limit) },
        files: [],
        absent: [],
      };
    case "2":
      return unwrap(await inflate(checked(letters), limit, await vocabulary()));
    default:
      throw unknownVersion(version);
  }
}

/** The bytes of a payload of version 2, if none is missing or changed. */
function checked(letters: string): Uint8Array<ArrayBuffer> {
  if (!/^[\w-]*$/.test(letters)) throw garbled();
  const body = letters.slice(6);
  if (letters.length < 6 || letters.slice(0, 2) !== countLetters(body.length)) throw cut();
  const bytes = fromLetters(body);
  if (!bytes || letters.slice(2, 6) !== checkLetters(bytes)) throw garbled();
  return bytes;
}

function countLetters(count: number): string {
  return toLetters(new Uint8Array([(count >> 4) & 255, (count << 4) & 255])).slice(0, 2);
}

function checkLetters(bytes: Uint8Array): string {
  const check = crc32(bytes);
  return toLetters(new Uint8Array([(check >> 16) & 255, (check >> 8) & 255, check & 255]));
}

async function textOfVersion1(letters: string, limit: number): Promise<string> {
  if (!/^[\w-]*$/.test(letters)) throw garbled();
  const bytes = fromLetters(letters);
  if (!bytes || bytes.length === 0) throw cut();
  const text = await inflate(bytes, limit).catch((error: LinkError) => {
    throw error.code === "garbled" ? cut() : error; // it had no checksum: what does not unfold was most likely cut
  });
  return plain(text);
}
