/**
 * A notebook in a link: `#code/1.<payload>`, the payload being the file's text, deflated, in
 * URL-safe base64. The part after `#` never reaches a server.
 */

const VERSION = "1";
/** What a link may unfold to. A few kilobytes of link could otherwise fill the memory. */
export const LINK_LIMIT = 5_000_000;
/** Above this many characters some chat and mail programs cut links. */
export const LONG_LINK = 8_000;

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

export async function linkPayload(text: string): Promise<string> {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  return `${VERSION}.${toBase64Url(new Uint8Array(await new Response(stream).arrayBuffer()))}`;
}

/** The whole link to a copy of this notebook, on this page. */
export async function linkTo(text: string, page: string): Promise<string> {
  return `${page.replace(/[#?].*$/, "")}#code/${await linkPayload(text)}`;
}

/** The text in a payload. Raises `LinkError`, never anything else, for what cannot be opened. */
export async function textInPayload(payload: string, limit = LINK_LIMIT): Promise<string> {
  const [, version, body] = /^([^.]*)\.(.*)$/s.exec(payload) ?? [];
  if (version === undefined || body === undefined) throw garbled();
  if (version !== VERSION)
    throw new LinkError(
      "version",
      /^\d+$/.test(version)
        ? "This link was made by a newer version of Cloche."
        : "This link is in a format that Cloche does not know.",
      "Reload the page to get the newest version, or ask for the notebook as a file.",
    );
  return inflate(fromBase64Url(body), limit);
}

async function inflate(bytes: Uint8Array<ArrayBuffer>, limit: number): Promise<string> {
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw")).getReader();
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let text = "";
  let size = 0;
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      size += part.value.byteLength;
      if (size > limit) throw tooLarge(limit);
      text += decoder.decode(part.value, { stream: true });
    }
    return text + decoder.decode();
  } catch (error) {
    void reader.cancel().catch(() => {});
    if (error instanceof LinkError) throw error;
    throw size > 0 ? cut() : garbled();
  }
}

const garbled = () =>
  new LinkError(
    "garbled",
    "This link is damaged: part of it was changed on its way.",
    "Ask for it again, or for the notebook as a file.",
  );
const cut = () =>
  new LinkError(
    "cut",
    "This link is not complete: its end is missing.",
    "Copy the whole link again; some chat programs cut long ones.",
  );
const tooLarge = (limit: number) =>
  new LinkError(
    "too-large",
    `The notebook in this link is larger than ${limit / 1e6} MB.`,
    "Ask for the notebook as a file.",
  );

function toBase64Url(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  if (!/^[\w-]*$/.test(text) || text.length % 4 === 1) throw /^[\w-]*$/.test(text) ? cut() : garbled();
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}
