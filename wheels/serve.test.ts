import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createSiteServer } from "./serve.mjs";

const folder = mkdtempSync(join(tmpdir(), "cloche-site-"));
const server = createSiteServer(join(folder, "site"));

beforeAll(async () => {
  mkdirSync(join(folder, "site", "assets"), { recursive: true });
  mkdirSync(join(folder, "site-not"));
  writeFileSync(join(folder, "secret.txt"), "secret");
  writeFileSync(join(folder, "site-not", "secret.txt"), "secret");
  writeFileSync(join(folder, "site", "index.html"), "<title>Cloche</title>");
  writeFileSync(join(folder, "site", "assets", "index.html"), "inside");
  writeFileSync(join(folder, "site", "assets", "main-1a2b.js"), "export {};");
  writeFileSync(join(folder, "site", "pyodide.asm.wasm"), "\0asm");
  writeFileSync(join(folder, "site", "pyodide.asm.wasm.gz"), gzipSync("\0asm"));
  await new Promise<void>((up) => server.listen(0, "127.0.0.1", up));
});

afterAll(async () => {
  await new Promise((closed) => server.close(closed));
  rmSync(folder, { recursive: true });
});

/** Ask for exactly this path: `fetch` would tidy it first. */
function get(path: string, headers: Record<string, string> = {}, method = "GET") {
  const { port } = server.address() as AddressInfo;
  return new Promise<{ status: number; headers: Record<string, unknown>; body: string }>((answer, fail) => {
    const asked = request({ port, path, headers, method, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk) => chunks.push(chunk));
      response.on("end", () =>
        answer({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks).toString() }),
      );
    });
    asked.on("error", fail).end();
  });
}

test("the page is isolated, and so is an error", async () => {
  for (const { headers } of [await get("/"), await get("/nothing")]) {
    expect(headers["cross-origin-opener-policy"]).toBe("same-origin");
    expect(headers["cross-origin-embedder-policy"]).toBe("require-corp");
  }
});

test.each([
  ["/", "text/html; charset=utf-8", "no-cache"],
  ["/assets/main-1a2b.js", "text/javascript; charset=utf-8", "public, max-age=31536000, immutable"],
  ["/pyodide.asm.wasm", "application/wasm", "no-cache"],
])("%s has its type, and is kept only if its path holds a hash", async (path, type, cache) => {
  const { status, headers } = await get(path);

  expect([status, headers["content-type"], headers["cache-control"]]).toEqual([200, type, cache]);
});

test("a compressed form is sent to those who take it, under the type of the file", async () => {
  const zipped = await get("/pyodide.asm.wasm", { "accept-encoding": "gzip, br" });
  const plain = await get("/pyodide.asm.wasm", { "accept-encoding": "gzip;q=0" });

  expect([zipped.headers["content-encoding"], zipped.headers["content-type"]]).toEqual(["gzip", "application/wasm"]);
  expect([plain.headers["content-encoding"], plain.body]).toEqual([undefined, "\0asm"]);
});

test("a file that did not change is not sent again", async () => {
  const { headers } = await get("/");

  expect((await get("/", { "if-none-match": String(headers.etag) })).status).toBe(304);
});

test.each([
  "/../secret.txt",
  "/%2e%2e/secret.txt",
  "/..%2fsecret.txt",
  "/assets/..%5c..%5csecret.txt",
  "/../site-not/secret.txt",
  "//secret.txt",
  "/%00",
  "/%E0%A4%A",
  "/nothing",
  "/index.html/",
])("%s is not found, and nothing outside the site is sent", async (path) => {
  const { status, body } = await get(path);

  expect(status).toBe(404);
  expect(body).not.toContain("secret");
});

test("a folder is answered by its page, under a path that ends in a slash", async () => {
  expect(await get("/assets")).toMatchObject({ status: 301, headers: { location: "assets/" } });
  expect(await get("/assets/")).toMatchObject({ status: 200, body: "inside" });
});

test("only reading is allowed", async () => {
  expect((await get("/", {}, "POST")).status).toBe(405);
  expect(await get("/", {}, "HEAD")).toMatchObject({ status: 200, body: "" });
});
