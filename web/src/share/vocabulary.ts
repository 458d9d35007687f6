/**
 * What a link need not spell out because both sides have it: lines and words that notebooks are made of.
 * Fetched when a link is made or opened. Its bytes never change: links point into them.
 */

export async function vocabulary(): Promise<Uint8Array<ArrayBuffer>> {
  const { default: text } = await import("../../../kernel/src/cloche/cli/data/vocabulary-2.txt?raw");
  return new TextEncoder().encode(text);
}
