import { expect, test } from "vitest";
import { type Fetch, FetchError, fetchSource } from "./fetch-source.js";
import { readSource } from "./source-address.js";

const PAGE = "https://notebooks.example/play/";
const NOTEBOOK = "import cloche\n\napp = cloche.App()\n";

/** A web that holds these texts, and nothing else. */
const web =
  (texts: Readonly<Record<string, string>>, elsewhere = new Response("", { status: 404 })): Fetch =>
  async (url) => {
    const text = texts[url.href];
    return text === undefined ? elsewhere.clone() : new Response(text);
  };

const plain = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

async function problem(address: string, fetch: Fetch): Promise<string> {
  try {
    await fetchSource(address, PAGE, fetch);
    return "none";
  } catch (error) {
    return error instanceof FetchError ? `${error.problem} ${error.hint}` : `not a FetchError: ${error}`;
  }
}

test.each([
  ["https://github.com/o/r/blob/main/docs/nb%20one.py", "https://raw.githubusercontent.com/o/r/main/docs/nb%20one.py"],
  ["https://github.com/o/r/raw/v1/nb.py", "https://raw.githubusercontent.com/o/r/v1/nb.py"],
  ["https://github.com/o/r", "https://api.github.com/repos/o/r/contents/"],
  ["https://github.com/o/r.git", "https://api.github.com/repos/o/r/contents/"],
  ["https://github.com/o/r/tree/main/docs/nb", "https://api.github.com/repos/o/r/contents/docs/nb?ref=main"],
  ["https://gist.github.com/ada/0123456789abcdef0123", "https://api.github.com/gists/0123456789abcdef0123"],
  ["https://gist.github.com/0123456789abcdef0123#file-nb-py", "https://api.github.com/gists/0123456789abcdef0123"],
  [
    "https://gist.github.com/ada/0123456789abcdef0123/raw/nb.py",
    "https://gist.githubusercontent.com/ada/0123456789abcdef0123/raw/nb.py",
  ],
  ["https://github.com/o/r/issues/5", "https://github.com/o/r/issues/5"],
  ["https://example.org/a/nb.py?x=1", "https://example.org/a/nb.py?x=1"],
  ["examples/nb.py", "https://notebooks.example/play/examples/nb.py"],
])("%s is fetched from where its bytes are", (address, fetched) => {
  expect(readSource(address, PAGE)?.url.href).toBe(fetched);
});

test("what it names for its look comes along; what cannot be had is told", async () => {
  const text = 'import cloche\n\napp = cloche.App(\n    css_file="look/a.css", html_head_file="gone.html"\n)\n';
  const fetch = web({ "https://example.org/d/nb.py": text, "https://example.org/d/look/a.css": "a {}" });

  const { files, absent } = await fetchSource("https://example.org/d/nb.py", PAGE, fetch);

  expect(files.map(({ name, bytes }) => [name, plain(bytes)])).toEqual([["look/a.css", "a {}"]]);
  expect(absent).toEqual(["gone.html"]);
});

test("what is no address of the web is refused", async () => {
  for (const address of ["javascript:alert(1)", "data:text/plain,x", "file:///etc/passwd", "http://"])
    expect(await problem(address, web({}))).toContain("is not the address of a notebook");
});

test("a folder opens its notebook, with the files beside it", async () => {
  const raw = "https://raw.githubusercontent.com/o/r/main/d";
  const entry = (name: string) => ({ name, type: "file", size: 10, download_url: `${raw}/${name}` });
  const listing = [
    entry("waves.py"),
    entry("helper.py"),
    entry("data.csv"),
    { name: "sub", type: "dir", size: 0, download_url: null },
  ];
  const fetch = web({
    "https://api.github.com/repos/o/r/contents/d?ref=main": JSON.stringify(listing),
    [`${raw}/waves.py`]: NOTEBOOK,
    [`${raw}/helper.py`]: "x = 1\n",
    [`${raw}/data.csv`]: "a,b\n",
  });

  const { text, filename, files } = await fetchSource("https://github.com/o/r/tree/main/d", PAGE, fetch);

  expect([filename, text]).toEqual(["waves.py", NOTEBOOK]);
  expect(files.map(({ name, bytes }) => [name, plain(bytes)])).toEqual([
    ["helper.py", "x = 1\n"],
    ["data.csv", "a,b\n"],
  ]);
});

const GIST = "https://gist.github.com/ada/0123456789abcdef0123";

/** A gist with these files. */
function gist(texts: Readonly<Record<string, string>>): Fetch {
  const at = (name: string) => `https://gist.githubusercontent.com/raw/${name}`;
  const files = Object.fromEntries(
    Object.entries(texts).map(([name, text]) => [name, { filename: name, size: text.length, raw_url: at(name) }]),
  );
  return web({
    "https://api.github.com/gists/0123456789abcdef0123": JSON.stringify({ files }),
    ...Object.fromEntries(Object.entries(texts).map(([name, text]) => [at(name), text])),
  });
}

test("of several notebooks in a gist the one that its address marks is opened, or one called notebook, or none", async () => {
  const one = gist({ "my_notes.py": NOTEBOOK, "other.py": NOTEBOOK });
  const two = gist({ "notebook.py": NOTEBOOK, "other.py": NOTEBOOK });

  expect((await fetchSource(`${GIST}#file-my_notes-py`, PAGE, one)).filename).toBe("my_notes.py");
  expect((await fetchSource(GIST, PAGE, two)).filename).toBe("notebook.py");
  expect(await problem(GIST, one)).toContain("several notebooks in the gist: my_notes.py, other.py");
  expect(await problem(GIST, gist({ "readme.md": "x" }))).toContain("no notebook in the gist");
});

test("a host that is asked too often, one that says no, and one that talks of something else are told apart", async () => {
  const often = new Response("", { status: 403, headers: { "x-ratelimit-remaining": "0" } });

  expect(await problem(GIST, web({}, often))).toContain("asked too often");
  expect(await problem("https://example.org/nb.py", web({}))).toContain("answered 404");
  expect(await problem(GIST, web({ "https://api.github.com/gists/0123456789abcdef0123": "<html>" }))).toContain(
    "no list of files",
  );
  expect(await problem("https://example.org/nb.py", () => Promise.reject(new TypeError("Failed to fetch")))).toContain(
    "do not let other pages read",
  );
});

test("a file without an end is given up at the limit", async () => {
  const endless = () => new Response(new ReadableStream({ pull: (to) => to.enqueue(new Uint8Array(1_000_000)) }));

  expect(await problem("https://example.org/nb.py", async () => endless())).toContain("larger than 5 MB");
});
