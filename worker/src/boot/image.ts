/**
 * Python's memory as bytes: the pages that are not as the program itself makes them, one after the other, and where they
 * go. Written when the site is built and after a session, read by a worker that wakes up from it. Pure: no
 * browser, no Pyodide; but `fromPyodide` knows the form in which Pyodide gives a snapshot.
 *
 * Layout, in little-endian words of 32 bits: mark, bytes of `about` (JSON, padded to 4), number of runs, bytes of
 * memory; `about`; the runs as `[start, end)`; the pages of all runs.
 */

const MARK = 0x636c6f63;
const HEAD = 16;
export const PAGE = 4096;

/** What Pyodide notes beside the memory. */
export interface About {
  /** Of exactly this Pyodide. */
  readonly buildId: string;
  /** The JavaScript values that Python holds, as Pyodide told them. */
  readonly state: unknown;
  /** Of a session: where it can wake up. */
  readonly like?: string;
}

export interface Image {
  readonly about: About;
  /** Bytes of the whole memory. */
  readonly size: number;
  readonly runs: Uint32Array;
  readonly content: Uint8Array<ArrayBuffer>;
}

/** Start and end of stretches of memory, one pair after the other. */
export type Ranges = ArrayLike<number>;

/** Throws on bytes that are not an image, or not a whole one. */
export function readImage(bytes: Uint8Array<ArrayBuffer>): Image {
  const [mark, aboutBytes = 0, count = 0, size = 0] = words(bytes, 0, 4);
  if (mark !== MARK) throw new Error("not an image of Python's memory");
  const runsAt = HEAD + aligned(aboutBytes);
  const runs = words(bytes, runsAt, 2 * count);
  const content = bytes.subarray(runsAt + 8 * count);
  let expected = 0;
  for (let n = 0; n < runs.length; n += 2) {
    const [start = 0, end = 0] = [runs[n], runs[n + 1]];
    if (end <= start || end > size || start < (runs[n - 1] ?? 0)) throw new Error("the image's pages overlap");
    expected += end - start;
  }
  if (content.length !== expected) throw new Error("the image is cut off");
  const about = JSON.parse(new TextDecoder().decode(bytes.subarray(HEAD, HEAD + aboutBytes))) as About;
  return { about, size, runs, content };
}

/** Lay the pages into the memory of a program that has not run yet. */
export function writeInto(memory: Int8Array | Uint8Array, { runs, content }: Image): void {
  const into = new Uint8Array(memory.buffer, memory.byteOffset, memory.length);
  let at = 0;
  for (let n = 0; n < runs.length; n += 2) {
    const [start = 0, end = 0] = [runs[n], runs[n + 1]];
    into.set(content.subarray(at, at + end - start), start);
    at += end - start;
  }
}

/** Pack the pages of a memory for which `isNews` says so. */
export function packImage(
  about: About,
  memory: Uint8Array,
  isNews: (start: number) => boolean,
): Uint8Array<ArrayBuffer> {
  const runs: number[] = [];
  let total = 0;
  for (let start = 0; start < memory.length; start += PAGE) {
    if (!isNews(start)) continue;
    const end = Math.min(start + PAGE, memory.length);
    if (runs.at(-1) === start) runs[runs.length - 1] = end;
    else runs.push(start, end);
    total += end - start;
  }
  const text = new TextEncoder().encode(JSON.stringify(about));
  const runsAt = HEAD + aligned(text.length);
  const bytes = new Uint8Array(runsAt + 4 * runs.length + total);
  bytes.set(new Uint8Array(Uint32Array.of(MARK, text.length, runs.length / 2, memory.length).buffer));
  bytes.set(text, HEAD);
  bytes.set(new Uint8Array(Uint32Array.from(runs).buffer), runsAt);
  let at = runsAt + 4 * runs.length;
  for (let n = 0; n < runs.length; n += 2) {
    const page = memory.subarray(runs[n], runs[n + 1]);
    bytes.set(page, at);
    at += page.length;
  }
  return bytes;
}

/** What is in a snapshot as Pyodide gives it (`makeMemorySnapshot`). */
export function fromPyodide(snapshot: Uint8Array<ArrayBuffer>): { about: About; memory: Uint8Array<ArrayBuffer> } {
  const [, memoryAt = 0, stateBytes = 0, , ...id] = words(snapshot, 0, 12);
  const buildId = id.map((word) => word.toString(16).padStart(8, "0")).join("");
  const state: unknown = JSON.parse(new TextDecoder().decode(snapshot.subarray(48, 48 + stateBytes)));
  return { about: { buildId, state }, memory: snapshot.subarray(memoryAt) };
}

/** Nothing but zeros from here to the end of the page. */
export function isBlank(memory: Uint8Array, start: number): boolean {
  const [at, rest] = [memory.byteOffset + start, Math.min(PAGE, memory.length - start)];
  for (const word of new Float64Array(memory.buffer, at, rest >> 3)) if (!Object.is(word, 0)) return false;
  return true;
}

function words(bytes: Uint8Array, at: number, count: number): Uint32Array {
  if (at + 4 * count > bytes.length) throw new Error("the image is cut off");
  return new Uint32Array(bytes.slice(at, at + 4 * count).buffer);
}

function aligned(length: number): number {
  return (length + 3) & ~3;
}
