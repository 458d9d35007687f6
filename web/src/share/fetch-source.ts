/** Fetching a notebook that an address names. Nothing of it is run here. */

const LIMIT = 5_000_000;
const PATIENCE = 20_000;

/** Why a notebook cannot be fetched; `problem` and `hint` are for people. */
export class FetchError extends Error {
  constructor(
    readonly problem: string,
    readonly hint: string,
    cause?: unknown,
  ) {
    super(`${problem} ${hint}`, { cause });
    this.name = "FetchError";
  }
}

export async function fetchSource(address: string, base: string): Promise<{ text: string; filename: string }> {
  const url = URL.parse(address, base);
  if (!url || !/^https?:$/.test(url.protocol))
    throw new FetchError(
      `“${address}” is not the address of a notebook.`,
      "Use an http or https address of a .py, .ipynb or .md file.",
    );
  const filename = decodeURIComponent(url.pathname.split("/").at(-1) ?? "") || "notebook.py";
  const response = await request(url, filename);
  if (!response.ok)
    throw new FetchError(
      `${filename} could not be fetched from ${url.host}: the server answered ${response.status}.`,
      "Check the address.",
    );
  const bytes = await readUpTo(response, LIMIT, filename);
  return { text: new TextDecoder().decode(bytes), filename };
}

async function request(url: URL, filename: string): Promise<Response> {
  try {
    return await fetch(url, { signal: AbortSignal.timeout(PATIENCE), credentials: "omit" });
  } catch (error) {
    throw new FetchError(
      `${filename} could not be fetched from ${url.host}.`,
      "Check your connection. Some servers do not let other pages read their files; download it and open it here instead.",
      error,
    );
  }
}

async function readUpTo(response: Response, limit: number, filename: string): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  const reader = response.body?.getReader();
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    size += part.value.byteLength;
    if (size > limit) {
      void reader?.cancel();
      throw new FetchError(`${filename} is larger than ${limit / 1e6} MB.`, "Download it and open it here instead.");
    }
    parts.push(part.value);
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}
