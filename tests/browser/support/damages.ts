/** Sites whose files for Python's start are damaged, and how a page is asked in which way Python started all the same. */

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { type Answer, SITE_FOLDER } from "./site-server.ts";

export interface SnapshotEntry {
  readonly file: string;
  readonly sha256: string;
}

interface SiteManifest {
  readonly compiled: {
    readonly pyodide: string;
    readonly stdlib: { readonly file: string };
    readonly snapshot: SnapshotEntry;
    readonly snapshotSync: SnapshotEntry;
  };
}

type Answers = Readonly<Record<string, Answer>>;

const manifest = JSON.parse(readFileSync(join(SITE_FOLDER, "wheels/manifest.json"), "utf8")) as SiteManifest;
const { indexURL } = JSON.parse(readFileSync(join(SITE_FOLDER, "config.json"), "utf8")) as {
  readonly indexURL: string;
};

export const { compiled } = manifest;

/** Where a snapshot is on the site; without JSPI it is another one. */
export function pathOf({ file }: SnapshotEntry): string {
  return `/wheels/${file}`;
}

export function snapshotFile(entry: SnapshotEntry = compiled.snapshot): Buffer {
  return readFileSync(join(SITE_FOLDER, pathOf(entry)));
}

/** A site whose manifest says something else about what was compiled. */
export function telling(changes: Readonly<Record<string, unknown>>): Answers {
  const told = { ...manifest, compiled: { ...compiled, ...changes } };
  return { "/wheels/manifest.json": { type: "application/json", body: JSON.stringify(told) } };
}

export const WITHOUT_SNAPSHOTS = telling({ snapshot: null, snapshotSync: null });

/** One byte of the snapshot is another than the manifest's hash was made of. */
export function withWrongHash(entry: SnapshotEntry): Answers {
  return { [pathOf(entry)]: bytes(gzipSync(changed(gunzipSync(snapshotFile(entry)), 10_000_000), { level: 1 })) };
}

/** The snapshot is damaged, and the manifest has the hash of what it became. */
export function withRightHash(entry: SnapshotEntry, damage: (whole: Buffer) => Buffer): Answers {
  const broken = gzipSync(damage(gunzipSync(snapshotFile(entry))), { level: 1 });
  const sha256 = createHash("sha256").update(broken).digest("hex");
  const name = entry.file === compiled.snapshot.file ? "snapshot" : "snapshotSync";
  return { [pathOf(entry)]: bytes(broken), ...telling({ [name]: { ...entry, sha256 } }) };
}

export function stalling(entry: SnapshotEntry): Answers {
  return { [pathOf(entry)]: headed((response) => response.write(snapshotFile(entry).subarray(0, 1_000_000))) };
}

/** There is no snapshot, and the compiled library is none. */
export const WITH_BROKEN_LIBRARY: Answers = {
  ...WITHOUT_SNAPSHOTS,
  [`/wheels/${compiled.stdlib.file}`]: bytes(Buffer.alloc(1_000, 7)),
};

/** As hosts do that know no file's type. */
export const WRONG_TYPES = { ".wasm": "text/plain", ".gz": "text/html", ".zip": "text/html" };

/** Where the site keeps Python's program. */
export const PROGRAM = `/${indexURL}pyodide.asm.wasm`;

/** As hosts do that send their start page for whatever they have not. */
export const PAGE_FOR_PROGRAM: Answers = {
  [PROGRAM]: { type: "text/html", body: "<!doctype html><p>Not found" },
};

export function bytesOf(path: string) {
  return bytes(readFileSync(join(SITE_FOLDER, path)));
}

export function bytes(content: Buffer) {
  return headed((response) => response.end(content));
}

export function changed(content: Buffer, at: number, byte = (content[at] ?? 0) ^ 0xff): Buffer {
  const other = Buffer.from(content);
  other[at] = byte;
  return other;
}

/** The same memory, noted as made by a Pyodide that this is not. */
export function otherBuild(image: Buffer): Buffer {
  const at = image.indexOf('"buildId":"') + 11;
  return changed(image, at, image[at] === 0x30 ? 0x31 : 0x30);
}

/** An answer that begins well; what comes of it is another matter. */
function headed(go: (response: ServerResponse) => void) {
  return (_request: IncomingMessage, response: ServerResponse) => {
    response.writeHead(200, {
      "cache-control": "no-cache",
      "content-type": "application/octet-stream",
      "cross-origin-embedder-policy": "require-corp",
      "cross-origin-resource-policy": "same-origin",
    });
    go(response);
  };
}

// Expressions for a page, in whatever engine.

/** The way Python started last, by the page's own mark. */
export const TIER = `performance.getEntriesByType("mark").map(({ name }) => name)
  .findLast((name) => name.startsWith("cloche:booted-"))?.replace("cloche:booted-", "")`;

/** Addresses of the snapshots that this browser keeps. */
export const STORED = `caches.has("cloche-snapshot").then(async (isThere) =>
  isThere ? (await (await caches.open("cloche-snapshot")).keys()).map(({ url }) => url) : [])`;

/** What this browser keeps is as long as it was, and nothing but zeros. */
export const SPOIL_STORED = `caches.open("cloche-snapshot").then(async (cache) => {
  for (const request of await cache.keys()) {
    const length = (await cache.match(request)).headers.get("content-length");
    await cache.put(request, new Response(new Uint8Array(Number(length)), { headers: { "content-length": length } }));
  }
})`;
