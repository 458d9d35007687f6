/**
 * The playground on this machine: `node wheels/serve.mjs [folder]`, PORT=8765. Static files with the headers that
 * give the page its own process (and so SharedArrayBuffer), and nothing else. Not meant for the open network.
 */

import { createReadStream, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, resolve, sep } from "node:path";
import { pipeline } from "node:stream";
import { SITE } from "./common.mjs";

const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".ipynb": "application/json; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".map": "application/json; charset=utf-8",
  ".md": "text/markdown; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".png": "image/png",
  ".py": "text/x-python; charset=utf-8",
  ".svg": "image/svg+xml",
  ".ttf": "font/ttf",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
  ".whl": "application/zip",
  ".woff": "font/woff",
  ".woff2": "font/woff2",
  ".zip": "application/zip",
};

/** Sent with everything, errors too: a page without them is not isolated. */
const HEADERS = {
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-embedder-policy": "require-corp",
  "cross-origin-resource-policy": "cross-origin",
  "x-content-type-options": "nosniff",
};

/** Paths that hold their own hash or version. */
const IMMUTABLE = /^\/(assets|pyodide\/[^/]+|wheels\/[0-9a-f]{12})\//;

const ENCODINGS = [
  ["br", ".br"],
  ["gzip", ".gz"],
];

export function createSiteServer(folder) {
  const root = resolve(folder);
  return createServer((request, response) => {
    if (request.method !== "GET" && request.method !== "HEAD") return refuse(response, 405, "Only GET and HEAD.");
    const path = pathOf(request.url);
    const file = path === null ? null : fileAt(root, path);
    if (!file) return refuse(response, 404, "Not found.");
    if (file.redirect)
      return void response.writeHead(301, { ...HEADERS, location: `${path.split("/").at(-1)}/` }).end();

    const { name, stats, encoding } = encoded(file, request.headers["accept-encoding"] ?? "");
    const tag = `"${stats.size.toString(36)}-${Math.round(stats.mtimeMs).toString(36)}${encoding ? `-${encoding}` : ""}"`;
    const headers = {
      ...HEADERS,
      "cache-control": IMMUTABLE.test(path) ? "public, max-age=31536000, immutable" : "no-cache",
      "content-type": TYPES[extname(file.name)] ?? "application/octet-stream",
      etag: tag,
      vary: "accept-encoding",
      ...(encoding && { "content-encoding": encoding }),
    };
    if (request.headers["if-none-match"] === tag) return void response.writeHead(304, headers).end();
    response.writeHead(200, { ...headers, "content-length": stats.size });
    if (request.method === "HEAD") return void response.end();
    pipeline(createReadStream(name), response, () => {}); // a reader that goes away is no fault
  });
}

/** The decoded path, or null for one that is malformed or tries to climb out. */
function pathOf(url) {
  try {
    const path = decodeURIComponent(url.split(/[?#]/, 1)[0]);
    return path.includes("\0") || path.split(/[/\\]/).includes("..") ? null : path;
  } catch {
    return null;
  }
}

function fileAt(root, path) {
  const name = join(root, path);
  if (name !== root && !name.startsWith(root + sep)) return null;
  const stats = statSync(name, { throwIfNoEntry: false });
  if (!stats) return null;
  if (stats.isFile()) return path.endsWith("/") ? null : { name, stats };
  if (!path.endsWith("/")) return { redirect: true };
  const index = join(name, "index.html");
  const indexStats = statSync(index, { throwIfNoEntry: false });
  return indexStats?.isFile() ? { name: index, stats: indexStats } : null;
}

function encoded(file, accepted) {
  for (const [encoding, suffix] of ENCODINGS) {
    if (!new RegExp(`\\b${encoding}\\b(?!;q=0(?:\\.0*)?(?:,|$))`).test(accepted)) continue;
    const stats = statSync(file.name + suffix, { throwIfNoEntry: false });
    if (stats && stats.mtimeMs >= file.stats.mtimeMs) return { name: file.name + suffix, stats, encoding };
  }
  return { ...file, encoding: null };
}

function refuse(response, status, text) {
  response.writeHead(status, { ...HEADERS, "content-type": "text/plain; charset=utf-8" }).end(`${text}\n`);
}

if (process.argv[1] === import.meta.filename) {
  const folder = process.argv[2] ?? SITE;
  const port = Number(process.env.PORT || 8765);
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    process.stderr.write(`PORT=${process.env.PORT} is not a port. Use a number such as PORT=9000.\n`);
    process.exit(2);
  }
  if (!statSync(join(folder, "index.html"), { throwIfNoEntry: false })) {
    process.stderr.write(`There is no site in ${folder} yet. Build it with: make site\n`);
    process.exit(2);
  }
  const server = createSiteServer(folder);
  server.on("error", (error) => {
    const busy = error.code === "EADDRINUSE";
    const hint = `Port ${port} is in use. Stop what uses it, or choose another: PORT=${port + 1} make play`;
    process.stderr.write(`${busy ? hint : `The server could not start: ${error.message}`}\n`);
    process.exit(1);
  });
  server.listen(port, "127.0.0.1", () => {
    process.stdout.write(`Cloche is at http://127.0.0.1:${server.address().port}/ (stop with Ctrl-C)\n`);
  });
  for (const signal of ["SIGINT", "SIGTERM"]) {
    process.on(signal, () => {
      server.close(() => process.exit(0));
      server.closeAllConnections();
    });
  }
}
