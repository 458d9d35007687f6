/**
 * Unfolding deflated bytes by the browser's own means, in a stream and under a cap.
 *
 * `DecompressionStream` knows no preset dictionary. But deflate has blocks that are stored as they are, and
 * later blocks may point back into them: with such a block in front the vocabulary is simply what was
 * unfolded first, and is left out of the result.
 */

import { garbled, LinkError, tooLarge } from "./link-error.js";

/** The bytes. Raises `LinkError` for what does not unfold, or to more than `limit` bytes. */
export async function inflate(
  bytes: Uint8Array<ArrayBuffer>,
  limit: number,
  vocabulary: Uint8Array<ArrayBuffer> = new Uint8Array(),
): Promise<Uint8Array<ArrayBuffer>> {
  const source = new Blob([...stored(vocabulary), bytes]);
  const reader = source.stream().pipeThrough(new DecompressionStream("deflate-raw")).getReader();
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      size += part.value.byteLength;
      if (size > limit + vocabulary.length) throw tooLarge(limit);
      parts.push(part.value);
    }
  } catch (error) {
    void reader.cancel().catch(() => {});
    throw error instanceof LinkError ? error : garbled();
  }
  return new Uint8Array(await new Blob(parts).slice(vocabulary.length).arrayBuffer());
}

/** A block of deflate that holds these bytes as they are, with more blocks to come. At most 65,535 of them. */
function stored(bytes: Uint8Array<ArrayBuffer>): BlobPart[] {
  const { length } = bytes;
  if (length === 0) return [];
  return [new Uint8Array([0, length & 255, length >> 8, ~length & 255, (~length >> 8) & 255]), bytes];
}
