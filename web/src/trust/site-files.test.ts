import { gzipSync } from "node:zlib";
import { afterEach, expect, test, vi } from "vitest";
import { isStrangers, provenance } from "./address.js";
import { Ahead } from "./ahead.js";
import { SITE_FOLDERS, SiteFiles } from "./site-files.js";

const BASE = "https://site.example/play/";
const files = new SiteFiles(
  SITE_FOLDERS.map((folder) => BASE + folder),
  () => {},
);

test("a sandbox gets Pyodide, wheels and its own page's parts, and nothing else", () => {
  for (const path of ["pyodide/314.0.7/pyodide.mjs", "wheels/manifest.json", "assets/guest-tex-1a2b.js"])
    expect(files.allows(BASE + path)).toBe(true);
  for (const url of [
    BASE,
    `${BASE}index.html`,
    `${BASE}config.json`,
    `${BASE}assets/index-1a2b.js`,
    `${BASE}wheels/../index.html`,
    `${BASE}wheels/%2e%2e/index.html`,
    `${BASE}wheels/..%2findex.html`,
    `${BASE}wheels\\..\\index.html`,
    `${BASE}wheels/a.whl?next=1`,
    `${BASE}wheels/a.whl#x`,
    "https://site.example/wheels/a.whl",
    "https://site.example.org/play/wheels/a.whl",
    "https://else.example/play/wheels/a.whl",
    "wheels/a.whl",
    "data:text/plain,x",
    "",
  ])
    expect(files.allows(url), url).toBe(false);
});

test("packages in a folder that the site's configuration names are given, too", () => {
  const own = new SiteFiles([`${BASE}wheels/`], () => {});

  own.allow(`${BASE}packages/`);

  expect(own.allows(`${BASE}packages/numpy.whl`)).toBe(true);
  expect(own.allows(`${BASE}packages/../index.html`)).toBe(false);
});

test("whose a notebook is, is told by its address", () => {
  const at = (rest: string) => new URL(`https://site.example/play/${rest}`);

  for (const rest of [
    "#code/2.AAA",
    "?src=https://else.example/a.py",
    "?src=//else.example/a.py",
    "?src=data:,x",
    "?mode=run#code/1.x",
  ])
    expect(isStrangers(at(rest)), rest).toBe(true);
  for (const rest of [
    "",
    "#home",
    "#nb/abc",
    "?src=/a.py",
    "?src=a.py",
    "?src=https://site.example/a.py",
    "?src=https://else.example/a.py#nb/abc",
    "#else",
  ])
    expect(isStrangers(at(rest)), rest).toBe(false);
  expect(provenance(at("#code/2.AAA"))).toBe("From a link");
  expect(provenance(at("?src=https://else.example/a.py"))).toBe("From else.example");
});

afterEach(() => vi.unstubAllGlobals());

test("what was begun ahead is fetched once, and a snapshot is stored when Python has woken up from it", async () => {
  const hash = "c064fbca9d9de8dd9bb0624984403b28d0da807a69365d4f7fb09123ecb0c405"; // of "memory"
  const fetched: string[] = [];
  const stored = new Map<string, Response>();
  const cache = { keys: async () => [], put: async (key: string, answer: Response) => void stored.set(key, answer) };
  vi.stubGlobal("fetch", async (url: string) => {
    fetched.push(url.slice(BASE.length));
    return new Response(url.endsWith(".gz") ? gzipSync("memory") : url);
  });
  vi.stubGlobal("caches", { match: async (key: string) => stored.get(key)?.clone(), open: async () => cache });
  const config = { indexURL: "pyodide/", packageBaseUrl: "", wheelsURL: "wheels/", indexUrls: [] };
  const snapshot = { file: "s.gz", raw: { sha256: hash } };
  const compiled = {
    stdlib: { file: "a/std.zip" },
    kernel: { file: "b/kernel.zip" },
    snapshot,
    snapshotSync: snapshot,
  };
  const visit = async (...asks: object[]) => {
    const ahead = new Ahead();
    ahead.begin({ config, compiled }, BASE);
    const site = new SiteFiles([`${BASE}pyodide/`, `${BASE}wheels/`], () => {}, ahead);
    const { port1, port2 } = new MessageChannel();
    const answers: Record<string, unknown>[] = [];
    port1.onmessage = ({ data }) => void answers.push(data);
    site.serve(port2);
    for (const ask of asks) port1.postMessage(ask);
    await vi.waitFor(() => expect(answers.filter(({ kind }) => kind === "whole" || kind === "end")).toHaveLength(3));
    const close = () => {
      site.close();
      port1.close();
    };
    return { answers, port1, close };
  };
  const asks = [
    { kind: "ask", id: 1, url: `${BASE}wheels/s.gz`, raw: hash, whole: true },
    { kind: "ask", id: 2, url: `${BASE}pyodide/pyodide.asm.wasm`, raw: null, whole: false },
    { kind: "ask", id: 3, url: `${BASE}wheels/manifest.json`, raw: null, whole: true },
  ];

  const first = await visit(...asks);
  const begun = [...fetched];
  expect(stored.size).toBe(0);
  first.port1.postMessage({ kind: "woke", raw: "0".repeat(64) });
  first.port1.postMessage({ kind: "woke", raw: hash });
  await vi.waitFor(() => expect(stored.size).toBe(1));
  first.close();
  fetched.length = 0;
  const second = await visit(...asks);
  second.close();

  expect(begun.toSorted()).toEqual([
    "pyodide/pyodide.asm.mjs",
    "pyodide/pyodide.asm.wasm",
    "pyodide/pyodide.mjs",
    "wheels/a/std.zip",
    "wheels/b/kernel.zip",
    "wheels/manifest.json",
    "wheels/s.gz",
  ]);
  expect(first.answers).toContainEqual(expect.objectContaining({ kind: "whole", id: 1, isProven: false }));
  expect(first.answers).toContainEqual(expect.objectContaining({ kind: "part", id: 2 })); // as it flows
  expect(fetched).not.toContain("wheels/s.gz");
  const [snapshotAgain] = second.answers.filter(({ id }) => id === 1);
  expect(snapshotAgain).toMatchObject({ kind: "whole", isProven: true });
  expect(await new Response(snapshotAgain?.content as Blob).text()).toBe("memory");
  expect(second.answers).toContainEqual(expect.objectContaining({ kind: "whole", id: 2 })); // it lies here
});

test("a stored snapshot that a sandbox calls broken is dropped if it is damaged, and else stays", async () => {
  const hash = "c064fbca9d9de8dd9bb0624984403b28d0da807a69365d4f7fb09123ecb0c405"; // of "memory"
  const url = `${BASE}wheels/s.gz`;
  const dropped: string[] = [];
  const looked = vi.spyOn(crypto.subtle, "digest");
  const visit = async (content: string, looks: number) => {
    const headers = { "content-length": String(content.length) };
    vi.stubGlobal("caches", {
      match: async () => new Response(content, { headers }),
      open: async () => ({ delete: async (key: string) => dropped.push(key) }),
    });
    const site = new SiteFiles([`${BASE}wheels/`], () => {});
    const { port1, port2 } = new MessageChannel();
    const answers: unknown[] = [];
    port1.onmessage = ({ data }) => void answers.push(data);
    site.serve(port2);
    for (const id of [1, 2]) {
      port1.postMessage({ kind: "ask", id, url, raw: hash, whole: true });
      await vi.waitFor(() => expect(answers).toHaveLength(id));
      port1.postMessage({ kind: "broke", raw: hash });
    }
    port1.postMessage({ kind: "broke", raw: "0".repeat(64) });
    port1.postMessage({ kind: "ask", id: 3, url: "elsewhere", raw: null, whole: true });
    await vi.waitFor(() => expect(answers).toHaveLength(3)); // all before it was heard
    await vi.waitFor(() => expect(looked).toHaveBeenCalledTimes(looks));
    await vi.waitFor(() => expect(looked.mock.settledResults.every(({ type }) => type === "fulfilled")).toBe(true));
    await new Promise((resolve) => setTimeout(resolve));
    site.close();
    port1.close();
  };

  await visit("memory", 1);
  expect(dropped).toEqual([]);
  await visit("memorx", 2);
  await vi.waitFor(() => expect(dropped).toEqual([`${url}?raw=${hash}`]));
});
