/** Fetching a notebook that an address names, with the files beside it in a folder or gist. Nothing of it is run here. */

import { array, number, object, optional, parse, record, string, unknown, ValiError } from "valibot";
import { isInside, type ParcelFile } from "./parcel.js";
import { readSource, type Source } from "./source-address.js";

/** Bytes of a notebook, and of all files that come with it. */
const LIMIT = 5_000_000;
const MOST_FILES = 50;
const PATIENCE = 20_000;

/** Why a notebook cannot be fetched; `problem` and `hint` are for people. */
export class FetchError extends Error {
  constructor(
    readonly problem: string,
    readonly hint: string,
    cause?: unknown,
  ) {
    super(`${problem} ${hint}`, { cause });
    this.name = "FetchError";
  }
}

export interface FetchedSource {
  readonly text: string;
  readonly filename: string;
  readonly files: readonly ParcelFile[];
  /** Names of files that it names for its look and that could not be had. */
  readonly absent: readonly string[];
}

export type Fetch = (url: URL, init: RequestInit) => Promise<Response>;

/** The notebook at `address` (relative to the page at `base`). Raises `FetchError`. */
export async function fetchSource(
  address: string,
  base: string,
  fetch: Fetch = (url, init) => globalThis.fetch(url, init),
): Promise<FetchedSource> {
  const source = readSource(address, base);
  if (!source)
    throw new FetchError(
      `“${address}” is not the address of a notebook.`,
      "Use an http or https address of a .py, .ipynb or .md file.",
    );
  if (source.kind === "file") {
    const found = await fetchFile(source, fetch);
    const files = await filesForLook(found.text, source.url, fetch);
    return { ...found, files, absent: missing(found.text, files) };
  }
  const listed = source.kind === "folder" ? await listFolder(source, fetch) : await listGist(source, fetch);
  return choose(listed, source, fetch);
}

async function fetchFile({ url, filename }: Source & { kind: "file" }, fetch: Fetch) {
  const bytes = await download(url, filename, LIMIT, fetch);
  return { text: new TextDecoder().decode(bytes), filename };
}

/** The files beside a notebook that its `App(...)` names for its look. Those that cannot be had are missing. */
async function filesForLook(text: string, url: URL, fetch: Fetch): Promise<ParcelFile[]> {
  const found = namedForLook(text).map(async (name) => {
    const bytes = await download(new URL(name, url), name, LIMIT, fetch).catch(() => null);
    return bytes ? [{ name, bytes }] : [];
  });
  return (await Promise.all(found)).flat();
}

function missing(text: string, files: readonly ParcelFile[]): string[] {
  return namedForLook(text).filter((name) => !files.some((file) => file.name === name));
}

function namedForLook(text: string): string[] {
  const app = /^\w+ = \w+\.App\([\s\S]*?\)$/m.exec(text)?.[0] ?? "";
  const named = [...app.matchAll(/\b(?:layout|css|html_head)_file=(["'])(.+?)\1/g)].map(([, , name]) => name ?? "");
  return [...new Set(named)].filter((name) => !name.startsWith("data:") && isInside(name));
}

// ------------------------------------------------------------ folders and gists

type Several = Exclude<Source, { kind: "file" }>;

interface Listed {
  readonly name: string;
  readonly size: number;
  readonly url: URL;
}

const Folder = array(object({ name: string(), type: string(), size: number(), download_url: unknown() }));
const Gist = object({
  files: record(string(), object({ filename: string(), size: optional(number(), 0), raw_url: string() })),
});

async function listFolder({ url, name }: Source & { kind: "folder" }, fetch: Fetch): Promise<Listed[]> {
  const entries = await answerOf(url, name, fetch, (json) => parse(Folder, json));
  return entries.flatMap((entry) => {
    const at = typeof entry.download_url === "string" ? URL.parse(entry.download_url) : null;
    return entry.type === "file" && at ? [{ name: entry.name, size: entry.size, url: at }] : [];
  });
}

async function listGist({ url, name }: Source & { kind: "gist" }, fetch: Fetch): Promise<Listed[]> {
  const { files } = await answerOf(url, name, fetch, (json) => parse(Gist, json));
  return Object.values(files).flatMap(({ filename, size, raw_url }) => {
    const at = URL.parse(raw_url);
    return at ? [{ name: filename, size, url: at }] : [];
  });
}

async function answerOf<Value>(url: URL, name: string, fetch: Fetch, read: (json: unknown) => Value): Promise<Value> {
  const bytes = await download(url, name, LIMIT, fetch);
  try {
    return read(JSON.parse(new TextDecoder().decode(bytes)));
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof ValiError)) throw error;
    throw new FetchError(
      `${name} could not be listed: ${url.host} gave no list of files.`,
      "Use the address of one file.",
    );
  }
}

/** The notebook among the files, and the others as what lies beside it. */
async function choose(
  listed: readonly Listed[],
  { kind, name, ...source }: Several,
  fetch: Fetch,
): Promise<FetchedSource> {
  const inside = listed.filter((each) => isInside(each.name));
  const total = inside.reduce((size, each) => size + each.size, 0);
  // What is too much is left out as a whole: a notebook that misses its data says so in its own words.
  const isTooMuch = total > LIMIT || inside.length > MOST_FILES;
  const wanted = (isTooMuch ? inside.filter((each) => isCode(each.name)) : inside).slice(0, MOST_FILES);
  const files = await Promise.all(
    wanted.map(async (each) => ({ name: each.name, bytes: await download(each.url, each.name, LIMIT, fetch) })),
  );
  const marked = kind === "gist" && "filename" in source ? source.filename : null;
  const notebook = notebookAmong(files, marked, name);
  const others = files.filter((each) => each !== notebook && !each.name.endsWith(".ipynb"));
  const text = textOf(notebook);
  return { text, filename: notebook.name, files: others, absent: missing(text, others) };
}

/** Names that say which of several notebooks is the one to open, best first. */
const FIRST = ["notebook", "main", "app", "index"];

function notebookAmong(files: readonly ParcelFile[], marked: string | null, name: string): ParcelFile {
  const code = files.filter((each) => isCode(each.name));
  const notebooks = code.filter((each) => each.name.endsWith(".ipynb") || isNotebook(textOf(each)));
  const candidates = notebooks.length > 0 ? notebooks : code;
  const byMark = marked === null ? undefined : code.find((each) => markOf(each.name) === marked.toLowerCase());
  const byName = FIRST.flatMap((first) => candidates.filter((each) => each.name.replace(/\.\w+$/, "") === first));
  const found = byMark ?? (candidates.length === 1 ? candidates[0] : byName[0]);
  if (found) return found;
  if (candidates.length === 0)
    throw new FetchError(`There is no notebook in ${name}: no .py or .ipynb file.`, "Use the address of a notebook.");
  const names = candidates.slice(0, 8).map((each) => each.name);
  throw new FetchError(
    `There are several notebooks in ${name}: ${names.join(", ")}${candidates.length > 8 ? " and others" : ""}.`,
    "Use the address of one of them.",
  );
}

function isCode(name: string): boolean {
  return /\.(py|ipynb)$/.test(name);
}

function isNotebook(text: string): boolean {
  return /^import (cloche|marimo)\b/m.test(text) && /^\w+ = \w+\.App\(/m.test(text);
}

function textOf({ bytes }: ParcelFile): string {
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
}

/** How the page of a gist marks a file. */
function markOf(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9_]+/g, "-");
}

// ---------------------------------------------------------------------- bytes

async function download(url: URL, name: string, limit: number, fetch: Fetch): Promise<Uint8Array<ArrayBuffer>> {
  const response = await request(url, name, fetch);
  if (!response.ok)
    throw new FetchError(
      `${name} could not be fetched from ${url.host}: the server answered ${response.status}.`,
      hintFor(response),
    );
  return readUpTo(response, limit, name);
}

function hintFor(response: Response): string {
  if (response.status === 404) return "Check the address. Private files cannot be opened by their address.";
  if (response.status === 429 || response.headers.get("x-ratelimit-remaining") === "0")
    return "It was asked too often from here. Try again in an hour, or use the address of the file itself.";
  return "Check the address.";
}

async function request(url: URL, name: string, fetch: Fetch): Promise<Response> {
  try {
    return await fetch(url, { signal: AbortSignal.timeout(PATIENCE), credentials: "omit" });
  } catch (error) {
    throw unreachable(name, url.host, error);
  }
}

function unreachable(name: string, host: string, cause: unknown): FetchError {
  return new FetchError(
    `${name} could not be fetched from ${host}.`,
    "Check your connection. Some servers do not let other pages read their files; download it and open it here instead.",
    cause,
  );
}

async function readUpTo(response: Response, limit: number, name: string): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  const reader = response.body?.getReader();
  try {
    for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
      size += part.value.byteLength;
      if (size > limit)
        throw new FetchError(`${name} is larger than ${limit / 1e6} MB.`, "Download it and open it here instead.");
      parts.push(part.value);
    }
  } catch (error) {
    void reader?.cancel().catch(() => {});
    throw error instanceof FetchError ? error : unreachable(name, URL.parse(response.url)?.host ?? "its server", error);
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}
