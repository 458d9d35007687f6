import { readdirSync, readFileSync } from "node:fs";
import { deflateRawSync } from "node:zlib";
import lz from "lz-string";
import { expect, test } from "vitest";
import { linkAddress } from "./address.js";
import { crc32 } from "./letters.js";
import { parcelIn, payloadOf } from "./link.js";
import { LinkError } from "./link-error.js";
import { isInside, type Parcel, unwrap } from "./parcel.js";
import { vocabulary } from "./vocabulary.js";

const text = "import cloche\napp = cloche.App()\n# Grüße, 你好, 🌱\n".repeat(40);
const noise = Array.from({ length: 400 }, (_, n) => Math.sin(n)).join("\n");

const parcel = (source: string, files: Parcel["files"] = [], absent: Parcel["absent"] = []): Parcel => ({
  cloche: "0.1.0",
  notebook: { name: "waves.py", text: source },
  files,
  absent,
});

const bytes = (source: string) => new TextEncoder().encode(source);

/** The code of the error that opening this payload gives. */
async function fault(payload: string, limit?: number): Promise<string> {
  try {
    await parcelIn(payload, limit);
    return "none";
  } catch (error) {
    return error instanceof LinkError ? error.code : `not a LinkError: ${error}`;
  }
}

/** A payload of version 1, as it was written before there was a vocabulary. */
const oldPayload = (source: string) => `1.${deflateRawSync(source).toString("base64url")}`;

test("what goes into a link comes out of it: notebook, files, and the version that packed them", async () => {
  const files = [
    { name: "helper.py", bytes: bytes("x = 1\n") },
    { name: "data/ä.bin", bytes: new Uint8Array([0, 255, 10]) },
  ];

  const whole = [parcel(text), parcel(""), parcel("\uFEFFx = 1\r\n"), parcel(text, files)];
  const less = [parcel(text, [], ["helper.py"]), parcel(text, files, ["towns.csv", "tools/__init__.py"])];
  for (const made of [...whole, ...less]) expect(await parcelIn(await payloadOf(made))).toEqual(made);
});

test("a link stays on this page and leaves its query behind", async () => {
  const page = new URL("https://example.org/play/?mode=edit&town=Oslo#nb/1");

  expect(linkAddress(page, "2.AA")).toBe("https://example.org/play/#code/2.AA");
  expect(linkAddress(page, "2.AA", { appView: true, showCode: true, theme: "dark", embed: true })).toBe(
    "https://example.org/play/?mode=run&show-code=1&theme=dark&embed=1#code/2.AA",
  );
});

test("a link that was cut anywhere says so", async () => {
  const payload = await payloadOf(parcel(noise));

  for (const letters of [1, 2, 3, 40, 1000, payload.length - 3])
    expect(await fault(payload.slice(0, -letters))).toBe("cut");
  expect(await fault(`${payload.slice(0, -40)}…`)).toBe("cut");
});

test("a link of which one letter was changed says so, wherever it is", async () => {
  const payload = await payloadOf(parcel(text));

  for (let at = 4; at < payload.length; at++) {
    const changed = payload.slice(0, at) + (payload[at] === "A" ? "B" : "A") + payload.slice(at + 1);
    // Of the last letter, bits may be left over.
    if (at < payload.length - 1) expect(await fault(changed)).toBe("garbled");
  }
});

test("a bracket or full stop that a program took for a part of the link does no harm", async () => {
  const payload = await payloadOf(parcel(text));

  for (const tail of [")", ".", ">", "),", "”"]) expect(await fault(payload + tail)).toBe("none");
  expect(await fault(`${payload}%20`)).toBe("garbled");
});

test("what is no link at all is refused", async () => {
  for (const payload of ["", "2.", "2.AAAA", "nothing at all", "2.%%%%%%%%", "..", "2.\u0000", "1.", "1.A"])
    expect(await fault(payload)).toMatch(/garbled|cut|version/);
});

test("a link of a later version says so", async () => {
  expect(await fault((await payloadOf(parcel(text))).replace(/^2/, "7"))).toBe("version");
});

test("a small link that unfolds to a flood is refused, with a checksum or without", async () => {
  const flood = "0".repeat(1_000_000);

  expect(await fault(await payloadOf(parcel(flood)), 10_000)).toBe("too-large");
  expect(await fault(oldPayload(flood), 10_000)).toBe("too-large");
  await expect(payloadOf(parcel(flood), 10_000)).rejects.toThrow(/larger/);
});

test("a notebook whose name is none for a folder goes by another", async () => {
  const made = { ...parcel("x = 1"), notebook: { name: "what: a/../day?.py", text: "x = 1" } };

  expect((await parcelIn(await payloadOf(made))).notebook).toEqual({ name: "notebook.py", text: "x = 1" });
});

test("names that lead out of the notebook's folder are refused", () => {
  const names = ["../x", "/x", "a/../../x", "C:\\x", "a\\b", "", ".", "a//b", "a\u0000b", "x".repeat(201)];

  expect(names.filter(isInside)).toEqual([]);
  for (const name of names) expect(() => unwrap(bytes(`${JSON.stringify(["0.1.0", name])}\nx = 1`))).toThrow(LinkError);
  expect(["a.py", "data/ä b.csv", ".hidden", "a..b"].filter(isInside)).toHaveLength(4);
});

test.each([
  "[]",
  "{}",
  "null",
  '["0.1.0"]',
  '["0.1.0","a",5]',
  '["0.1.0","a",-2,"b"]',
  '["0.1.0","a",-1,"a"]',
  '["0.1.0","../a",-1,"b"]',
  '["0.1.0","a",9e9,"b"]',
  '["0.1.0","a",0,"a"]',
  "[[",
])("a parcel that begins with %s is refused", (head) => {
  expect(() => unwrap(bytes(`${head}\nx`))).toThrow(LinkError);
});

test("links that were ever made open for ever", async () => {
  const goldens: { payload: string; cloche: string | null; files: Record<string, string>; absent?: string[] }[] =
    JSON.parse(readFileSync("tests/wire/links.json", "utf8"));

  expect(goldens.length).toBeGreaterThan(2);
  for (const { payload, cloche, files, absent = [] } of goldens) {
    const opened = await parcelIn(payload);
    const all = [
      opened.notebook,
      ...opened.files.map(({ name, bytes }) => ({ name, text: new TextDecoder().decode(bytes) })),
    ];
    expect(opened.cloche).toBe(cloche);
    expect(opened.absent).toEqual(absent);
    expect(Object.fromEntries(all.map(({ name, text }) => [name, text]))).toEqual(files);
  }
});

test("the vocabulary is the one that links were made with: it never changes", async () => {
  const words = await vocabulary();

  expect(words.length).toBeLessThan(32_768);
  expect(crc32(words)).toBe(0x1470daed);
});

test("links are at most 0.65 times as long as lz-string makes them, over the examples and the golden notebooks", async () => {
  const folders = ["playground/examples", "tests/format"];
  let ours = 0;
  let theirs = 0;
  for (const folder of folders)
    for (const name of readdirSync(folder).filter((each) => each.endsWith(".py"))) {
      const source = readFileSync(`${folder}/${name}`, "utf8");
      ours += (await payloadOf(parcel(source))).length;
      theirs += lz.compressToEncodedURIComponent(source).length;
    }

  expect(ours / theirs).toBeLessThan(0.65);
});
