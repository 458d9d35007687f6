/**
 * Python's memory snapshot, unpacked: from this browser's Cache Storage, where the app's own worker puts it as well
 * (`worker/src/boot/snapshot.ts`), else from the site, and checked. Only one that Python woke up from is stored.
 */

const CACHE = "cloche-snapshot";

/** The stored one, if it is whole. Its content stays with the browser until somebody reads it. */
export async function storedSnapshot(url: string, sha256: string): Promise<Blob | null> {
  const stored = await globalThis.caches?.match(key(url, sha256), { cacheName: CACHE }).catch(() => undefined);
  const content = await stored?.blob();
  return content && stored?.headers.get("content-length") === String(content.size) ? content : null;
}

/** Throws when it cannot be had, or is not what `sha256` says. */
export async function unpackedSnapshot(answer: Response, sha256: string): Promise<Blob> {
  if (!answer.ok || !answer.body) throw new Error(`the server answered ${answer.status}`);
  const bytes = await new Response(answer.body.pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
  await check(bytes, sha256);
  return new Blob([bytes]);
}

/** Store it for the next visit, in place of any other. Rejects where storage is refused or full. */
export async function storeSnapshot(url: string, sha256: string, content: Blob): Promise<void> {
  const cache = await globalThis.caches?.open(CACHE);
  if (!cache) return;
  const old = await cache.keys();
  const headers = { "content-length": String(content.size), "content-type": "application/octet-stream" };
  await cache.put(key(url, sha256), new Response(content, { headers }));
  await Promise.all(old.filter((each) => each.url !== key(url, sha256)).map((each) => cache.delete(each)));
}

/** Take this stored one away if it is damaged. A whole one stays, whatever a stranger says of it. */
export async function dropIfDamaged(url: string, sha256: string, content: Blob): Promise<void> {
  try {
    await check(await content.arrayBuffer(), sha256);
  } catch {
    const cache = await globalThis.caches?.open(CACHE);
    await cache?.delete(key(url, sha256));
  }
}

function key(url: string, sha256: string): string {
  return `${url}?raw=${sha256}`;
}

async function check(bytes: ArrayBuffer, sha256: string): Promise<void> {
  if (!globalThis.crypto?.subtle) return; // a page without a secure context has no digests
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const found = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  if (found !== sha256)
    throw new Error("the memory snapshot arrived damaged or belongs to another version of the site");
}
