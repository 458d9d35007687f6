/**
 * Whatever comes through the ports between a stranger's notebook and the page, either way: only what is sound is heard,
 * nothing throws, nothing hangs, and nothing is fetched but the site's public files. Real channels, so that what comes
 * is what a structured clone can bring: cycles, ports, buffers that were moved, names of prototypes.
 */

import { isDeepStrictEqual } from "node:util";
import { afterEach, expect, test, vi } from "vitest";
import { dice, pick, type Roll } from "../../../tests/tools/dice.js";
import { QueryAddress } from "../share/query-address.js";
import { Ahead } from "./ahead.js";
import { Door } from "./door.js";
import type { FirstFrame } from "./first-frame.js";
import { type FromShell, type FromView, fromShell } from "./messages.js";
import { Sandbox } from "./sandbox.js";
import { SITE_FOLDERS } from "./site-files.js";

/** Messages tried; `FUZZ_SECONDS=600` goes on for that long instead. */
const COUNT = 6000;
const SECONDS = Number(process.env.FUZZ_SECONDS ?? 0);
const SEED = Number(process.env.FUZZ_SEED ?? 20_261_121);
const BATCH = 50;
const BASE = "https://site.example/play/";

interface Sent {
  readonly data: unknown;
  readonly transfer: Transferable[];
}

const FROM_VIEW: readonly (() => unknown)[] = [
  () => ({ type: "site" }),
  () => ({ type: "title", title: "Towns" }),
  () => ({ type: "content", text: "x = 1", filename: "a.py", elements: {}, request: null }),
  () => ({ type: "content", text: "", filename: "", elements: { "c1-0": [7, { a: "b" }] }, request: 3 }),
  () => ({ type: "query", query: { town: ["Oslo", "Turku"] } }),
  () => ({ type: "theme", theme: "dark" }),
  () => ({ type: "slide", slide: 2 }),
  () => ({ type: "edit" }),
  () => ({ type: "keep" }),
  () => ({ type: "open-link", url: "https://example.org/" }),
  () => ({ type: "save-file", name: "a.csv", content: new Blob(["1,2"]) }),
  () => ({ type: "files", request: 1, files: [{ name: "data/a.csv", size: 3 }] }),
  () => ({ type: "file", request: 1, content: new Blob(["1,2"]) }),
];

const FROM_SHELL: readonly (() => unknown)[] = [
  () => ({ type: "give", request: 1 }),
  () => ({ type: "query", query: { town: ["Oslo"] } }),
  () => ({
    type: "open",
    wishes: "mode=run",
    text: "x = 1",
    filename: "a.py",
    files: [{ name: "a.csv", bytes: new Uint8Array([1]) }],
    theme: "system",
    query: {},
    config: { indexURL: "pyodide/", packageBaseUrl: "", wheelsURL: "wheels/", indexUrls: [] },
    elements: {},
    isEdited: false,
  }),
  () => ({ type: "list-files", request: 2 }),
  () => ({ type: "read-file", request: 3, name: "data/a.csv" }),
];

const ASKS: readonly (() => unknown)[] = [
  () => ({ kind: "ask", id: 1, url: `${BASE}wheels/manifest.json`, raw: null, whole: true }),
  () => ({ kind: "ask", id: 2, url: `${BASE}wheels/../config.json`, raw: null, whole: true }),
  () => ({ kind: "ask", id: 3, url: `${BASE}pyodide/snapshot.gz`, raw: "0".repeat(64), whole: true }),
  () => ({ kind: "runs", works: true }),
  () => ({ kind: "woke", raw: "0".repeat(64) }),
  () => ({ kind: "broke", raw: "0".repeat(64) }),
];

const NAMES = ["__proto__", "constructor", "prototype", "toString", "type", "request", "length", "then", "x", ""];

/** What a structured clone may bring, and what belongs into its list of transfers. */
function odd(roll: Roll, transfer: Transferable[]): unknown {
  const makers: readonly (() => unknown)[] = [
    () => pick(roll, [null, undefined, "", "x", 0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, true, 10n, "\ud800"]),
    () => pick(roll, ["wheels/", `${BASE}index.html`, `${BASE}wheels/%2e%2e/x`, "javascript:1", "blob:x", "//else/x"]),
    () =>
      pick(roll, [
        [],
        {},
        new Map([["type", "keep"]]),
        new Set(["keep"]),
        new Date(Number.NaN),
        /keep/g,
        new Error("odd"),
      ]),
    () => "y".repeat(roll(200) === 0 ? 20_000_001 : roll(3000)),
    () => Array.from({ length: roll(50) === 0 ? 50_000 : roll(300) }, () => "z"),
    () => Object.fromEntries(Array.from({ length: roll(300) }, (_, n) => [`p${n}`, [String(n)]])),
    () =>
      JSON.parse('{"__proto__": {"type": "keep", "polluted": true}, "constructor": {"prototype": {"polluted": true}}}'),
    () => {
      const circle: Record<string, unknown> = { type: "title" };
      circle.title = circle;
      circle.query = circle;
      return circle;
    },
    () => {
      let deep: unknown = ["deep"];
      for (let level = roll(1500); level > 0; level--) deep = roll(2) ? [deep] : { query: deep };
      return deep;
    },
    () => {
      const { port1, port2 } = new MessageChannel();
      transfer.push(port2);
      setTimeout(() => port1.close());
      return roll(2) ? port2 : { type: "site", port: port2 };
    },
    () => {
      const buffer = new ArrayBuffer(roll(64));
      transfer.push(buffer);
      return roll(2) ? buffer : new Uint8Array(buffer);
    },
    () => new Blob(["odd"]),
  ];
  return pick(roll, makers)();
}

/** The value with something inside it gone, doubled, or something else altogether. */
function bent(value: unknown, roll: Roll, transfer: Transferable[]): unknown {
  if (typeof value !== "object" || value === null || value instanceof Blob || roll(8) === 0) return odd(roll, transfer);
  if (Array.isArray(value)) {
    const copy = [...value];
    const at = roll(copy.length + 1);
    const act = roll(3);
    if (act === 0) copy.splice(at, 1);
    else if (act === 1) copy.splice(at, 0, copy[roll(copy.length)]);
    else copy[at] = bent(copy[at], roll, transfer);
    return copy;
  }
  const copy: Record<string, unknown> = { ...value };
  const name = roll(4) === 0 ? pick(roll, NAMES) : (Object.keys(copy)[roll(Object.keys(copy).length)] ?? "x");
  if (roll(4) === 0) delete copy[name];
  else {
    const next = bent(copy[name], roll, transfer);
    Object.defineProperty(copy, name, { value: next, enumerable: true, configurable: true, writable: true });
  }
  return copy;
}

function message(roll: Roll, sound: readonly (() => unknown)[]): Sent {
  const transfer: Transferable[] = [];
  let data: unknown = roll(12) === 0 ? odd(roll, transfer) : pick(roll, sound)();
  for (let times = roll(4); times > 0; times--) data = bent(data, roll, transfer);
  if (roll(10) === 0) transfer.push(new MessageChannel().port2);
  return { data, transfer: [...new Set(transfer)] };
}

/** Posted if it can be cloned at all: a buffer may have been moved by an earlier part of the same message. */
function post(port: MessagePort, { data, transfer }: Sent): boolean {
  try {
    port.postMessage(data, transfer);
    return true;
  } catch {
    return false; // it never left the sender
  }
}

// ------------------------------------------------------------------ what is sound, said a second time, by hand

const isText = (value: unknown, most: number) => typeof value === "string" && value.length <= most;
const hasOnly = (value: object, ...names: string[]) =>
  Object.keys(value).length === names.length && names.every((name) => Object.hasOwn(value, name));
/** Parameters that are left out, whatever they say. */
const LEFT_OUT = /^(__proto__|prototype|constructor)$/;
const isQuery = (value: unknown) =>
  typeof value === "object" &&
  value !== null &&
  Object.keys(value).filter((name) => !LEFT_OUT.test(name)).length <= 200 &&
  Object.entries(value).every(
    ([name, texts]) =>
      LEFT_OUT.test(name) ||
      (isText(name, 200) && Array.isArray(texts) && texts.length <= 200 && texts.every((text) => isText(text, 20_000))),
  );

function isSoundFromView(found: unknown): boolean {
  if (typeof found !== "object" || found === null) return false;
  const { type, ...rest } = found as Record<string, unknown>;
  const request = rest.request;
  if (type === "site" || type === "keep" || type === "edit") return hasOnly(rest);
  if (type === "title") return hasOnly(rest, "title") && isText(rest.title, 1000);
  if (type === "query") return hasOnly(rest, "query") && isQuery(rest.query);
  if (type === "theme") return hasOnly(rest, "theme") && ["system", "light", "dark"].some((one) => one === rest.theme);
  if (type === "slide") {
    const { slide } = rest;
    return hasOnly(rest, "slide") && Number.isInteger(slide) && Number(slide) >= 1 && Number(slide) <= 99_999;
  }
  if (type === "open-link") return hasOnly(rest, "url") && isText(rest.url, 20_000);
  if (type === "save-file")
    return hasOnly(rest, "name", "content") && isText(rest.name, 1000) && rest.content instanceof Blob;
  const isRequest = Number.isInteger(request);
  if (type === "files") return hasOnly(rest, "request", "files") && isRequest && isList(rest.files);
  if (type === "file")
    return hasOnly(rest, "request", "content") && isRequest && (rest.content === null || rest.content instanceof Blob);
  if (type !== "content" || !hasOnly(rest, "text", "filename", "elements", "request")) return false;
  const isContent = isText(rest.text, 20_000_000) && isText(rest.filename, 1000) && (request === null || isRequest);
  return isContent && isSmallJson(rest.elements);
}

/** What comes back from JSON as it was, with few letters and levels. */
function isSmallJson(found: unknown): boolean {
  if (typeof found !== "object" || found === null || Array.isArray(found)) return false;
  let letters = 0;
  const weigh = function (this: unknown, name: string, value: unknown) {
    letters += 8 + (typeof value === "string" ? value.length : 0) + (Array.isArray(this) ? 0 : name.length);
    return value;
  };
  const levels = (value: unknown): number =>
    typeof value === "object" && value !== null ? 1 + Math.max(0, ...Object.values(value).map(levels)) : 1;
  try {
    return isDeepStrictEqual(JSON.parse(JSON.stringify(found, weigh)), found) && letters <= 1e6 && levels(found) <= 25;
  } catch {
    return false; // a circle, or a number that JSON does not know
  }
}

function isList(files: unknown): boolean {
  if (files === null) return true;
  const isFile = (file: unknown) => {
    if (typeof file !== "object" || file === null) return false;
    const { name, size, ...rest } = file as Record<string, unknown>;
    return hasOnly(rest) && isText(name, 1000) && Number.isInteger(size) && Number(size) >= 0;
  };
  return Array.isArray(files) && files.length <= 5000 && files.every(isFile);
}

afterEach(() => vi.unstubAllGlobals());

test("whatever comes through a port is heard if it is sound, and else changes nothing", {
  timeout: SECONDS * 1000 + 120_000,
}, async () => {
  const fetched: string[] = [];
  vi.stubGlobal("fetch", async (url: string) => {
    fetched.push(url);
    return new Response("{}");
  });
  const until = Date.now() + SECONDS * 1000;
  const roll = dice(SEED);
  const tally = { posted: 0, heard: 0, refused: 0, files: 0, slowest: 0 };

  for (let tried = 0; SECONDS > 0 ? Date.now() < until : tried < COUNT; tried += BATCH) {
    const seed = `FUZZ_SEED=${SEED}, after ${tried} messages`;
    const began = process.cpuUsage().user;

    // From the frame to the page.
    const { port1: frame, port2: page } = new MessageChannel();
    const first: FirstFrame = {
      frame: { remove: () => {} } as HTMLIFrameElement,
      hello: Promise.resolve(page),
      ahead: new Ahead(),
      loads: 1,
      onLoad: () => {},
    };
    const heard: string[] = [];
    const expected: string[] = [];
    const note = (type: string) => () => void heard.push(type);
    const query = new QueryAddress({
      now: () => 0,
      later: () => {},
      address: () => new URL(BASE),
      state: () => null,
      push: () => {},
      replace: () => {},
    });
    const sandbox = await Sandbox.connect(
      first,
      SITE_FOLDERS.map((folder) => BASE + folder),
      {
        onTitle: note("title"),
        onQuery: (next) => {
          heard.push("query");
          query.show(next);
        },
        onSlide: note("slide"),
        onEdit: note("edit"),
        onTheme: note("theme"),
        onKeep: note("keep"),
        onLink: note("open-link"),
        onFile: note("save-file"),
        onContent: note("content"),
      },
    );
    sandbox.lay(FROM_SHELL[2]?.() as Extract<FromShell, { type: "open" }>);
    for (let n = 0; n < BATCH; n++) {
      const sent = message(roll, FROM_VIEW);
      const isSound = isSoundFromView(sent.data);
      const { type, request } = (sent.data ?? {}) as { type?: unknown; request?: unknown };
      if (!post(frame, sent)) continue;
      tally.posted += 1;
      tally[isSound ? "heard" : "refused"] += 1;
      const isForSandbox =
        type === "site" || type === "files" || type === "file" || (type === "content" && request !== null); // it deals with these itself
      if (isSound && !isForSandbox) expected.push(String(type));
    }

    // Files of the site, asked for through a port that the frame sent along.
    const { port1: files, port2: toSite } = new MessageChannel();
    const answers: unknown[] = [];
    files.onmessage = ({ data }) => void answers.push(data);
    post(frame, { data: { type: "site" }, transfer: [toSite] });
    for (let n = 0; n < BATCH / 5; n++) if (post(files, message(roll, ASKS))) tally.posted += 1;
    post(files, { data: { kind: "ask", id: 77, url: `${BASE}config.json`, raw: null, whole: false }, transfer: [] });

    // From the page to the frame.
    const { port1: shell, port2: inside } = new MessageChannel();
    const told: FromShell[] = [];
    const view = new Door<typeof fromShell, FromView>(inside, fromShell, (found) => void told.push(found));
    for (let n = 0; n < BATCH / 5; n++) if (post(shell, message(roll, FROM_SHELL))) tally.posted += 1;
    post(shell, { data: { type: "give", request: 77 }, transfer: [] });

    // Everything before it has been dealt with when the last of each is.
    frame.postMessage({ type: "theme", theme: "light" });
    const dealtWith = () => {
      expect(heard.at(-1), seed).toBe("theme");
      expect(heard.length, seed).toBeGreaterThan(expected.length);
      expect(told.at(-1), seed).toEqual({ type: "give", request: 77 });
      expect(answers, seed).toContainEqual(expect.objectContaining({ kind: "failed", id: 77 }));
    };
    await vi.waitFor(dealtWith, { timeout: 20_000, interval: 2 });
    expect(heard, seed).toEqual([...expected, "theme"]);
    for (const { type } of told) expect(["open", "query", "give", "list-files", "read-file"], seed).toContain(type);
    tally.files += answers.length;
    sandbox.close();
    view.close();
    for (const port of [frame, files, shell]) port.close();
    expect(({} as { polluted?: unknown }).polluted, seed).toBeUndefined();
    tally.slowest = Math.max(tally.slowest, process.cpuUsage().user - began);
  }

  for (const url of fetched)
    expect(
      SITE_FOLDERS.some((folder) => url.startsWith(BASE + folder)),
      url,
    ).toBe(true);
  expect(fetched.some((url) => /config|index\.html|\.\./.test(url))).toBe(false);
  expect(tally.heard).toBeGreaterThan(tally.posted / 20);
  expect(tally.refused).toBeGreaterThan(tally.posted / 5);
  if (SECONDS > 0) process.stdout.write(`${JSON.stringify(tally)} slowest: µs of CPU for ${BATCH} messages\n`);
});
