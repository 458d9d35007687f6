import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { extname, join, resolve } from "node:path";
import { createSiteServer } from "../../../wheels/serve.mjs";

/** The built site; `SITE=` names another, say a copy that stays as it is while you build again. */
export const SITE_FOLDER = process.env.SITE ?? resolve(import.meta.dirname, "../../../dist/site");

/** How a test's host of the site differs from the site's own server. */
export interface SiteOptions {
  /** False: without the two headers that make the page cross-origin isolated. */
  readonly isolated?: boolean;
  /** True: with the header that lets pages of other sites read what is here. */
  readonly shared?: boolean;
  /** Folders served beside the site, by URL path ending in "/". */
  readonly folders?: Readonly<Record<string, string>>;
  /** Answers made up by the test, by exact URL path. */
  readonly answers?: Readonly<Record<string, Answer>>;
  /** Content types that this host gets wrong, by file extension. */
  readonly types?: Readonly<Record<string, string>>;
  /** What `config.json` says differently. */
  readonly config?: Readonly<Record<string, unknown>>;
}

export type Answer =
  | { readonly type: string; readonly body: string; readonly status?: number }
  | ((request: IncomingMessage, response: ServerResponse) => void);

export interface Site {
  /** `http://127.0.0.1:port`, no slash at the end. */
  readonly origin: string;
  /** Paths asked for so far, oldest first. */
  readonly requests: readonly string[];
  /** Bytes sent so far, headers included. */
  bytesSent(): number;
  /** Put a text there; the path it is at. */
  put(text: string, name: string): string;
  close(): Promise<void>;
}

type Headers = Readonly<Record<string, string | number>>;

/** Serve a built site on a free loopback port with the site's own server, bent as a test wants it. */
export async function serveSite(folder: string, options: SiteOptions = {}): Promise<Site> {
  const requests: string[] = [];
  const answers = new Map(Object.entries(options.answers ?? {}));
  if (options.config) answers.set("/config.json", json({ ...siteConfig(folder), ...options.config }));
  const site = createSiteServer(folder);
  const folders = Object.entries(options.folders ?? {}).map(([path, at]) => ({ path, server: createSiteServer(at) }));
  const sent = new WeakMap<object, number>();
  let bytes = 0;

  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? "/", "http://host").pathname);
    requests.push(path);
    const { socket } = request;
    response.on("close", () => {
      bytes += socket.bytesWritten - (sent.get(socket) ?? 0);
      sent.set(socket, socket.bytesWritten);
    });
    bendHeaders(response, (headers) => bent(headers, path, options));
    const answer = answers.get(path);
    if (answer) return give(answer, request, response);
    const mount = folders.find((each) => path.startsWith(each.path));
    if (mount) request.url = `/${path.slice(mount.path.length)}`;
    (mount?.server ?? site).emit("request", request, response);
  });
  await new Promise<void>((up) => server.listen(0, "127.0.0.1", up));

  return {
    origin: originOf(server),
    requests,
    bytesSent: () => bytes,
    put: (body, name) => {
      const path = `/put/${answers.size + 1}/${name}`;
      answers.set(path, { type: "text/x-python; charset=utf-8", body });
      return path;
    },
    close: () => close(server),
  };
}

function siteConfig(folder: string): object {
  return JSON.parse(readFileSync(join(folder, "config.json"), "utf8")) as object;
}

function json(value: unknown): Answer {
  return { type: "application/json", body: JSON.stringify(value) };
}

function give(answer: Answer, request: IncomingMessage, response: ServerResponse): void {
  if (typeof answer === "function") {
    answer(request, response);
    return;
  }
  response.writeHead(answer.status ?? 200, {
    "cache-control": "no-cache",
    "content-type": answer.type,
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-embedder-policy": "require-corp",
    "cross-origin-resource-policy": "cross-origin",
  });
  response.end(answer.body);
}

/** Let `bend` see the headers that a server is about to send. */
function bendHeaders(response: ServerResponse, bend: (headers: Headers) => Headers): void {
  const writeHead = response.writeHead.bind(response) as (status: number, headers: Headers) => ServerResponse;
  const bending = (status: number, headers: Headers = {}) => writeHead(status, bend(headers));
  response.writeHead = bending as typeof response.writeHead;
}

function bent(headers: Headers, path: string, { isolated, shared, types }: SiteOptions): Headers {
  const isolating = /^cross-origin-(opener|embedder)-policy$/;
  const kept = Object.entries(headers).filter(([name]) => isolated !== false || !isolating.test(name));
  const type = types?.[extname(path)];
  return {
    ...Object.fromEntries(kept),
    ...(type && { "content-type": type }),
    ...(shared && { "access-control-allow-origin": "*" }),
  };
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
