import { createHash } from "node:crypto";
import { expect, test, vi } from "vitest";
import { type DownloadOptions, Downloads } from "./download.js";

const URL = "https://site.example/wheels/kernel.zip";

/** A server that answers every request in the same way. */
function downloadsFrom(answer: typeof fetch, options: DownloadOptions = {}) {
  return new Downloads({ fetch: answer, ...options });
}

const answering = (body: BodyInit, headers: Record<string, string> = {}, status = 200) =>
  vi.fn<typeof fetch>(async () => new Response(body, { headers, status }));

/** A body that gives these chunks and then nothing more, without an end; it notices being aborted, as a browser's does. */
function endless(...chunks: string[]): typeof fetch {
  return async (_, init) => {
    const body = new ReadableStream<Uint8Array>({
      start(out) {
        for (const chunk of chunks) out.enqueue(new TextEncoder().encode(chunk));
        init?.signal?.addEventListener("abort", () => out.error(init.signal?.reason));
      },
    });
    return new Response(body);
  };
}

test("bytes arrive whole, with progress over all files", async () => {
  const progress: (readonly [number, number | null])[] = [];
  const downloads = downloadsFrom(answering("twelve bytes"), { onProgress: (...told) => progress.push(told) });

  const [content] = await Promise.all([downloads.bytes(URL, { bytes: 12 }), downloads.bytes(`${URL}2`, { bytes: 12 })]);

  expect(new TextDecoder().decode(content)).toBe("twelve bytes");
  expect(progress.at(-1)).toEqual([24, 24]);
});

test("the total is unknown while one size is, and the size of a compressed answer is not what is read", async () => {
  const progress: (readonly [number, number | null])[] = [];
  const gzipped = answering("twelve bytes", { "content-length": "5", "content-encoding": "gzip" });
  const downloads = downloadsFrom(gzipped, { onProgress: (...told) => progress.push(told) });

  await downloads.bytes(URL);
  downloads.expect(URL, 12);

  expect(progress[0]).toEqual([0, null]);
  expect(progress.at(-1)).toEqual([12, 12]);
});

test("a damaged file is not believed", async () => {
  const sound = createHash("sha256").update("sound").digest("hex");
  const downloads = downloadsFrom(answering("unsound"));

  await expect(downloads.bytes(URL, { sha256: sound })).rejects.toMatchObject({
    code: "download-corrupt",
    problem: expect.stringContaining("kernel.zip arrived damaged"),
  });
});

test("a file that is sound passes its hash", async () => {
  const sha256 = createHash("sha256").update("sound").digest("hex");

  await expect(downloadsFrom(answering("sound")).bytes(URL, { sha256 })).resolves.toHaveLength(5);
});

test("a missing file is told with its name and the server's answer", async () => {
  const downloads = downloadsFrom(answering("", {}, 404));

  await expect(downloads.bytes(URL)).rejects.toMatchObject({
    code: "download-failed",
    problem: "kernel.zip could not be downloaded: the server answered 404.",
  });
});

test("a network that refuses is told in its own words", async () => {
  const downloads = downloadsFrom(() => Promise.reject(new TypeError("Failed to fetch")));

  await expect(downloads.bytes(URL)).rejects.toMatchObject({
    code: "download-failed",
    problem: "kernel.zip could not be downloaded: Failed to fetch.",
  });
});

test("the right type is given to a file whose server does not know it", async () => {
  const downloads = downloadsFrom(answering("\0asm", { "content-type": "application/octet-stream" }));

  const response = await downloads.response("https://site.example/p.wasm", { type: "application/wasm" });

  expect(response.headers.get("content-type")).toBe("application/wasm");
});

test("a page sent in the place of a missing file is refused by name", async () => {
  const downloads = downloadsFrom(answering("<!doctype html>", { "content-type": "text/html; charset=utf-8" }));

  await expect(downloads.response("https://site.example/p.wasm", { type: "application/wasm" })).rejects.toMatchObject({
    code: "download-wrong-type",
    problem: "p.wasm is not application/wasm: the server sent something else in its place.",
  });
});

test("JSON that is not JSON is refused by name", async () => {
  const downloads = downloadsFrom(answering("<!doctype html>"));

  await expect(downloads.json("https://site.example/manifest.json")).rejects.toMatchObject({
    code: "download-wrong-type",
  });
});

test("a server that never answers is given up after the time-out", async () => {
  const deaf: typeof fetch = (_, init) =>
    new Promise((__, fail) => init?.signal?.addEventListener("abort", () => fail(init.signal?.reason)));
  const downloads = downloadsFrom(deaf, { stall: 30 });

  await expect(downloads.bytes(URL)).rejects.toMatchObject({ code: "download-stalled" });
});

test("a body that stops coming is given up after the time-out, a slow one is not", async () => {
  const downloads = downloadsFrom(endless("a", "b"), { stall: 60 });
  const slow = new Downloads({
    stall: 60,
    fetch: async () => {
      let left = 5;
      return new Response(
        new ReadableStream<Uint8Array>({
          pull: async (out) => {
            await new Promise((later) => setTimeout(later, 25));
            if (left-- > 0) out.enqueue(new Uint8Array(1));
            else out.close();
          },
        }),
      );
    },
  });

  await expect(downloads.bytes(URL)).rejects.toMatchObject({
    code: "download-stalled",
    problem: expect.stringContaining("The download of kernel.zip stopped"),
  });
  await expect(slow.bytes(URL)).resolves.toHaveLength(5);
});

test("a body that breaks off may be told to somebody else than its reader", async () => {
  const broken = new Promise((onBroken) => {
    const downloads = downloadsFrom(endless("a"), { stall: 30 });
    void downloads.response(URL, { onBroken }).then((response) => response.text());
  });

  await expect(broken).resolves.toMatchObject({ code: "download-stalled" });
});

test("a file nobody reads yet is fetched to its end and not called stalled", async () => {
  const downloads = downloadsFrom(answering("waiting"), { stall: 20 });

  const response = await downloads.response(URL);
  await new Promise((later) => setTimeout(later, 60));

  expect(await response.text()).toBe("waiting");
});
