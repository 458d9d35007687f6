/**
 * Python's memory snapshot, unpacked: from this browser's Cache Storage, where the app's own worker puts it as well
 * (`worker/src/boot/snapshot.ts`), else from the site, checked, and kept for the next time.
 */

const CACHE = "cloche-snapshot";

/** Throws when it cannot be had, or is not what `sha256` says. */
export async function storedSnapshot(url: string, sha256: string): Promise<ArrayBuffer> {
  const key = `${url}?raw=${sha256}`;
  const stored = await globalThis.caches?.match(key, { cacheName: CACHE }).catch(() => undefined);
  if (stored) return stored.arrayBuffer();
  const answer = await fetch(url, { credentials: "same-origin" });
  if (!answer.ok || !answer.body) throw new Error(`the server answered ${answer.status}`);
  const bytes = await new Response(answer.body.pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
  await check(bytes, sha256);
  void keep(key, bytes.slice(0)).catch(() => {}); // storage is refused or full: then from the site again
  return bytes;
}

async function check(bytes: ArrayBuffer, sha256: string): Promise<void> {
  if (!globalThis.crypto?.subtle) return; // a page without a secure context has no digests
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const found = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  if (found !== sha256)
    throw new Error("the memory snapshot arrived damaged or belongs to another version of the site");
}

async function keep(key: string, bytes: ArrayBuffer): Promise<void> {
  const cache = await globalThis.caches?.open(CACHE);
  if (!cache) return;
  const old = await cache.keys();
  const headers = { "content-length": String(bytes.byteLength), "content-type": "application/octet-stream" };
  await cache.put(key, new Response(bytes, { headers }));
  await Promise.all(old.filter((request) => request.url !== key).map((request) => cache.delete(request)));
}
