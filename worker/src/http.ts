/**
 * Requests that Python makes and waits for. `begin` is for a Python that the browser can suspend; `block` holds this
 * thread, and nothing but the end of the worker ends it early. Faults are values, in words for a person.
 */

export interface HttpRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Uint8Array<ArrayBuffer> | undefined;
  /** Milliseconds, or undefined for no limit. */
  readonly timeout: number | undefined;
}

export type HttpResult = HttpResponse | { readonly fault: "timeout" | "network"; readonly problem: string };

interface HttpResponse {
  readonly fault: "";
  readonly status: number;
  readonly reason: string;
  /** One a line. */
  readonly headers: string;
  readonly body: Uint8Array<ArrayBuffer>;
}

/** A request under way; the result never rejects. */
export interface HttpTask {
  readonly result: Promise<HttpResult>;
  abort(): void;
}

export function begin(request: HttpRequest): HttpTask {
  const controller = new AbortController();
  return { result: fetched(request, controller), abort: () => controller.abort() };
}

async function fetched(request: HttpRequest, controller: AbortController): Promise<HttpResult> {
  const { method, url, headers, body, timeout } = request;
  let isLate = false;
  const timer =
    timeout === undefined
      ? undefined
      : setTimeout(() => {
          isLate = true;
          controller.abort();
        }, timeout);
  try {
    const content = body && body.byteLength > 0 ? { body } : {};
    const response = await fetch(url, {
      method,
      headers: headers.map(([name, value]) => [name, value] as [string, string]),
      signal: controller.signal,
      ...content,
    });
    return {
      fault: "",
      status: response.status,
      reason: response.statusText,
      headers: [...response.headers].map(([name, value]) => `${name}: ${value}`).join("\r\n"),
      body: new Uint8Array(await response.arrayBuffer()),
    };
  } catch (error) {
    return isLate ? late(url) : unreachable(url, error);
  } finally {
    clearTimeout(timer);
  }
}

export function block(request: HttpRequest): HttpResult {
  const { method, url, headers, body, timeout } = request;
  const exchange = new XMLHttpRequest();
  try {
    exchange.open(method, url, false);
    exchange.responseType = "arraybuffer";
    if (timeout !== undefined) exchange.timeout = timeout;
    for (const [name, value] of headers) exchange.setRequestHeader(name, value);
    exchange.send(body && body.byteLength > 0 ? body : null);
  } catch (error) {
    return error instanceof DOMException && error.name === "TimeoutError" ? late(url) : unreachable(url, error);
  }
  return {
    fault: "",
    status: exchange.status,
    reason: exchange.statusText,
    headers: exchange.getAllResponseHeaders(),
    body: new Uint8Array(exchange.response as ArrayBuffer),
  };
}

function late(url: string): HttpResult {
  return { fault: "timeout", problem: `${hostOf(url)} did not answer in time.` };
}

/** A browser does not tell a page why a request failed: what can be known from here, and what else it may be. */
function unreachable(url: string, error: unknown): HttpResult {
  const told = (problem: string): HttpResult => ({ fault: "network", problem });
  if (!URL.canParse(url)) return told(`${url} is not an address that a browser can open.`);
  const { protocol, host, hostname, origin } = new URL(url);
  if (protocol !== "http:" && protocol !== "https:") return told(`A browser cannot open ${protocol} addresses.`);
  if (!navigator.onLine) return told(`${host} could not be reached: this device is offline.`);
  const isLocal = /^(localhost|127\..*|\[::1\])$/.test(hostname);
  if (self.location.protocol === "https:" && protocol === "http:" && !isLocal)
    return told(`A page that came by https may not open ${url}: use https (browsers call it mixed content).`);
  if (origin === self.location.origin) return told(`${host} could not be reached.`);
  const reason = error instanceof Error && error.message ? ` The browser says: ${error.message}` : "";
  return told(
    `${host} could not be reached, or it does not allow pages of other sites to read it (CORS). Only its owner can change that; a copy of the file beside the notebook always works.${reason}`,
  );
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url;
}
