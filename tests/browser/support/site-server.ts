import { existsSync, readFileSync, statSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { extname, join, normalize, resolve } from "node:path";
import { gzipSync } from "node:zlib";

/** How a test's own host of the site differs from a good one. */
export interface SiteOptions {
  /** Send the two headers that make the page cross-origin isolated. */
  readonly isolated?: boolean;
  /** Folders served beside the site, by URL path ending in "/". */
  readonly folders?: Readonly<Record<string, string>>;
  /** Answers made up by the test, by exact URL path: text with a type, or a function that answers itself. */
  readonly answers?: Readonly<Record<string, Answer>>;
  /** Content types that this host gets wrong, by file extension. */
  readonly types?: Readonly<Record<string, string>>;
  /** Compress with gzip, as hosts on the network do; each file once. */
  readonly compress?: boolean;
}

export type Answer =
  | { readonly type: string; readonly body: string; readonly status?: number }
  | ((request: IncomingMessage, response: ServerResponse) => void);

export interface Site {
  /** `http://127.0.0.1:port`, no slash at the end. */
  readonly origin: string;
  /** Paths asked for so far, oldest first. */
  readonly requests: readonly string[];
  /** Bytes of bodies answered so far. */
  bytesSent(): number;
  /** Put a text there for this test only; the path it is at. */
  put(text: string, name: string): string;
  close(): Promise<void>;
}

const TYPES: Readonly<Record<string, string>> = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".mjs": "text/javascript; charset=utf-8",
  ".png": "image/png",
  ".py": "text/x-python; charset=utf-8",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
  ".woff2": "font/woff2",
};

/** What does not get smaller. */
const COMPRESSED: ReadonlySet<string> = new Set([".gz", ".png", ".whl", ".woff2", ".zip"]);

const ISOLATION = { "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Embedder-Policy": "require-corp" };

/** Serve a folder on a free loopback port. A stand-in for hosts that people meet; the site's own server is tested too. */
export async function serveSite(folder: string, options: SiteOptions = {}): Promise<Site> {
  const requests: string[] = [];
  const bodies = new Map<string, Buffer>();
  const put = new Map<string, Answer>();
  let bytes = 0;
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? "/", "http://host").pathname);
    requests.push(path);
    response.setHeader("Cross-Origin-Resource-Policy", "cross-origin");
    response.setHeader("Access-Control-Allow-Origin", "*");
    if (options.isolated !== false)
      for (const [name, value] of Object.entries(ISOLATION)) response.setHeader(name, value);
    const special = put.get(path) ?? options.answers?.[path];
    if (typeof special === "function") return special(request, response);
    const file = special === undefined ? fileFor(path, folder, options) : undefined;
    if (file !== undefined) {
      bytes += sendFile(request, response, file, options, bodies);
      return;
    }
    const { status, type, body } = special ?? { status: 404, type: "text/plain", body: `nothing at ${path}` };
    response.writeHead(status ?? 200, { "Content-Type": type });
    response.end(body);
    bytes += Buffer.byteLength(body);
  });
  await new Promise<void>((up) => server.listen(0, "127.0.0.1", up));
  return {
    origin: originOf(server),
    requests,
    bytesSent: () => bytes,
    put: (body, name) => {
      const path = `/put/${put.size + 1}/${name}`;
      put.set(path, { type: "text/x-python; charset=utf-8", body });
      return path;
    },
    close: () => close(server),
  };
}

/** Answer with a file, or with 304 to a browser that has it; how many bytes of body that took. */
function sendFile(
  request: IncomingMessage,
  response: ServerResponse,
  file: string,
  options: SiteOptions,
  bodies: Map<string, Buffer>,
): number {
  const { size, mtimeMs } = statSync(file);
  const tag = `"${size.toString(36)}-${Math.trunc(mtimeMs).toString(36)}"`;
  response.setHeader("ETag", tag);
  response.setHeader("Cache-Control", "no-cache");
  if (request.headers["if-none-match"] === tag) {
    response.writeHead(304).end();
    return 0;
  }
  const compress = options.compress === true && !COMPRESSED.has(extname(file));
  const key = `${file} ${tag}`;
  const body = bodies.get(key) ?? (compress ? gzipSync(readFileSync(file)) : readFileSync(file));
  if (compress) {
    bodies.set(key, body);
    response.setHeader("Content-Encoding", "gzip");
  }
  const type = options.types?.[extname(file)] ?? TYPES[extname(file)] ?? "application/octet-stream";
  response.writeHead(200, { "Content-Type": type, "Content-Length": body.length });
  response.end(body);
  return body.length;
}

function fileFor(path: string, folder: string, options: SiteOptions): string | undefined {
  const mount = Object.entries(options.folders ?? {}).find(([prefix]) => path.startsWith(prefix));
  const [prefix, root] = mount ?? ["/", folder];
  const file = resolve(root, normalize(path.slice(prefix.length)).replace(/^[/.]+/, ""));
  if (!file.startsWith(resolve(root))) return undefined;
  const candidates = [file, join(file, "index.html"), `${file}.html`];
  return candidates.find((candidate) => existsSync(candidate) && statSync(candidate).isFile());
}

function originOf(server: Server): string {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server listens on no port");
  return `http://127.0.0.1:${address.port}`;
}

function close(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((closed) => server.close(() => closed()));
}
