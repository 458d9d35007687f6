import type { ConsoleChunk } from "../notebook/state.js";

/** One character before each chunk says which stream it is from; texts hold neither. */
const MARKS = { stdout: "\ue0f1", stderr: "\ue0f2" } as const;

/** Less than this in common is no sign of being the same text. */
const OVERLAP = 256;

/** All that was printed as one string, to be compared and cut. */
export function flat(chunks: readonly ConsoleChunk[]): string {
  return chunks.map(({ stream, text }) => MARKS[stream] + text).join("");
}

/** The chunks of a string, or of a part of one that begins in the stream given. */
export function chunksOf(text: string, stream: ConsoleChunk["stream"]): ConsoleChunk[] {
  const chunks: ConsoleChunk[] = [];
  let now = stream;
  for (const part of text.split(/([\ue0f1\ue0f2])/)) {
    if (part === MARKS.stdout) now = "stdout";
    else if (part === MARKS.stderr) now = "stderr";
    else if (part !== "") chunks.push({ stream: now, text: part });
  }
  return chunks;
}

/**
 * What came after `before`, or null when `after` does not go on from it. Knows a text that grew, and one that grew at its
 * end and lost its beginning, as the page's bounded store makes it.
 */
export function news(before: string, after: string): string | null {
  if (after.startsWith(before)) return after.slice(before.length);
  if (after.length < before.length) return null;
  const kept = after.slice(1); // the first mark was put before what the cut left
  const head = kept.slice(0, OVERLAP);
  if (head.length < OVERLAP) return null;
  for (let at = before.indexOf(head), tries = 0; at >= 0 && tries < 100; at = before.indexOf(head, at + 1), tries++) {
    const common = before.length - at;
    if (kept.startsWith(before.slice(at))) return kept.slice(common);
  }
  return null;
}
