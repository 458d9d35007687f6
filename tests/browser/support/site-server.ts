import { createReadStream, existsSync, statSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { extname, join, normalize, resolve } from "node:path";

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
}

export type Answer =
  | { readonly type: string; readonly body: string; readonly status?: number }
  | ((request: IncomingMessage, response: ServerResponse) => void);

export interface Site {
  /** `http://127.0.0.1:port`, no slash at the end. */
  readonly origin: string;
  /** Paths asked for so far, oldest first. */
  readonly requests: readonly string[];
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

const ISOLATION = { "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Embedder-Policy": "require-corp" };

/** Serve a folder on a free loopback port. A stand-in for hosts that people meet; the site's own server is tested too. */
export async function serveSite(folder: string, options: SiteOptions = {}): Promise<Site> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? "/", "http://host").pathname);
    requests.push(path);
    response.setHeader("Cross-Origin-Resource-Policy", "cross-origin");
    response.setHeader("Access-Control-Allow-Origin", "*");
    if (options.isolated !== false)
      for (const [name, value] of Object.entries(ISOLATION)) response.setHeader(name, value);
    answer(request, response, path, folder, options);
  });
  await new Promise<void>((up) => server.listen(0, "127.0.0.1", up));
  return { origin: originOf(server), requests, close: () => close(server) };
}

function answer(
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
  folder: string,
  options: SiteOptions,
) {
  const special = options.answers?.[path];
  if (typeof special === "function") return special(request, response);
  if (special !== undefined) {
    response.writeHead(special.status ?? 200, { "Content-Type": special.type });
    return response.end(special.body);
  }
  const file = fileFor(path, folder, options);
  if (file === undefined) {
    response.writeHead(404, { "Content-Type": "text/plain" });
    return response.end(`nothing at ${path}`);
  }
  const type = options.types?.[extname(file)] ?? TYPES[extname(file)] ?? "application/octet-stream";
  response.writeHead(200, { "Content-Type": type, "Content-Length": statSync(file).size });
  return createReadStream(file).pipe(response);
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
