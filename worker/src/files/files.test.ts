import { expect, test } from "vitest";
import type { FileSystem } from "../python.js";
import type { WireEvent } from "../wire/messages.js";
import { fileAnswers, NotebookFiles } from "./answers.js";

const ROOT = "/home/pyodide/nb";

/** A file system of Emscripten's shape, as far as the worker uses it. Its clock counts. */
class Memory {
  readonly nodes = new Map<string, { bytes: Uint8Array | null; time: number }>([[ROOT, { bytes: null, time: 0 }]]);
  time = 0;

  readdir(at: string): string[] {
    const names = [...this.nodes.keys()].filter((path) => path.startsWith(`${at}/`)).map((p) => p.slice(at.length + 1));
    return [".", "..", ...names.filter((name) => !name.includes("/"))];
  }
  lstat(at: string) {
    const node = this.nodes.get(at);
    if (!node) throw { errno: 44 };
    return { mode: node.bytes ? 1 : 2, size: node.bytes?.length ?? 4096, mtime: new Date(node.time) };
  }
  isDir = (mode: number) => mode === 2;
  cwd = () => ROOT;
  mkdirTree(at: string): void {
    const parts = at
      .slice(ROOT.length + 1)
      .split("/")
      .filter(Boolean);
    for (let n = 1; n <= parts.length; n++) {
      const path = `${ROOT}/${parts.slice(0, n).join("/")}`;
      if (!this.nodes.has(path)) this.nodes.set(path, { bytes: null, time: ++this.time });
    }
  }
  writeFile(at: string, bytes: Uint8Array): void {
    this.nodes.set(at, { bytes, time: ++this.time });
  }
  unlink = (at: string) => void this.nodes.delete(at);
  rmdir = (at: string) => void this.nodes.delete(at);
  rename(from: string, to: string): void {
    for (const [path, node] of [...this.nodes])
      if (path === from || path.startsWith(`${from}/`)) {
        this.nodes.delete(path);
        this.nodes.set(to + path.slice(from.length), node);
      }
  }
  open = (at: string) => this.nodes.get(at)?.bytes;
  close = () => {};
  read(from: Uint8Array, into: Uint8Array, offset: number, length: number, start: number): void {
    into.set(from.subarray(start, start + length), offset);
  }
}

function folder(...paths: string[]) {
  const memory = new Memory();
  const told: WireEvent[] = [];
  for (const path of paths) {
    memory.mkdirTree(`${ROOT}/${path}`.slice(0, `${ROOT}/${path}`.lastIndexOf("/")));
    memory.writeFile(`${ROOT}/${path}`, bytes(path));
  }
  const place = { path: ROOT, isLasting: true, touched: () => {}, put: () => {}, save: async () => {} };
  const files = new NotebookFiles(memory as unknown as FileSystem, place, (event) => void told.push(event));
  const calls = fileAnswers(async () => files);
  const names = async () => (await calls.listFiles()).entries.map(({ path }) => path);
  return { memory, files, calls, names, told };
}

const bytes = (text: string) => new TextEncoder().encode(text);
const text = (content: Uint8Array) => new TextDecoder().decode(content);

test("a listing has folders before what lies in them, and nothing that Cloche or Python keep for themselves", async () => {
  const { names } = folder("b.csv", "a/c.csv", "__cloche__/cache/1", "a/__pycache__/x.pyc");

  expect(await names()).toEqual(["a", "a/c.csv", "b.csv"]);
});

test("a file is read in pieces, and ends where it ends", async () => {
  const { calls } = folder("abcdef");

  expect(text(await calls.readFile("abcdef", 2, 3))).toBe("cde");
  expect(text(await calls.readFile("abcdef", 4, 100))).toBe("ef");
  expect((await calls.readFile("abcdef", 9, 100)).length).toBe(0);
});

test("an upload is there when it is finished and not before", async () => {
  const { calls, names, told } = folder();

  const upload = await calls.beginUpload("data/towns.csv", 6, false);
  await calls.appendUpload(upload, bytes("Os"));
  expect(await names()).toEqual([]);
  await calls.appendUpload(upload, bytes("lo\n!"));
  const entry = await calls.finishUpload(upload);

  expect(entry).toMatchObject({ path: "data/towns.csv", size: 6 });
  expect(text(await calls.readFile("data/towns.csv", 0, 100))).toBe("Oslo\n!");
  expect(told).toEqual([{ type: "files-changed", paths: ["data", "data/towns.csv"], by: "page" }]);
});

test("an upload that is given up leaves nothing, and takes no more", async () => {
  const { calls, names, told } = folder();
  const upload = await calls.beginUpload("big.bin", 4, false);

  await calls.abortUpload(upload);

  await expect(calls.appendUpload(upload, bytes("abcd"))).rejects.toMatchObject({ code: "file-missing" });
  expect([await names(), told]).toEqual([[], []]);
});

test("a file that shrank while it was read is as long as what came; one that grew is refused", async () => {
  const { calls } = folder();
  const short = await calls.beginUpload("short", 4, false);
  await calls.appendUpload(short, bytes("ab"));

  expect((await calls.finishUpload(short)).size).toBe(2);

  const long = await calls.beginUpload("long", 1, false);
  await expect(calls.appendUpload(long, bytes("ab"))).rejects.toMatchObject({ code: "file-large" });
});

test("nothing is replaced unless it is meant", async () => {
  const { calls } = folder("a", "b", "dir/c");

  await expect(calls.beginUpload("a", 1, false)).rejects.toMatchObject({ code: "file-exists" });
  await expect(calls.beginUpload("dir", 1, true)).rejects.toMatchObject({ code: "file-exists" });
  await expect(calls.moveFile("a", "b")).rejects.toMatchObject({ code: "file-exists" });
  await expect(calls.makeFolder("a")).rejects.toMatchObject({ code: "file-exists" });
  await expect(calls.makeFolder("a/b")).rejects.toMatchObject({ code: "file-exists" });

  await calls.finishUpload(await calls.beginUpload("a", 0, true));
  expect((await calls.readFile("a", 0, 9)).length).toBe(0);
});

test("more than memory holds is refused in words", async () => {
  const { calls } = folder();

  await expect(calls.beginUpload("big", 5e12, false)).rejects.toThrow(/5,000,000 MB do not fit/);
});

test("files and folders move, and go with all that is in them", async () => {
  const { calls, names } = folder("a/b/c.csv", "a/__pycache__/x.pyc", "d.csv");

  await calls.moveFile("d.csv", "a/b/e.csv");
  await calls.moveFile("a", "z");
  expect(await names()).toEqual(["z", "z/b", "z/b/c.csv", "z/b/e.csv"]);
  await expect(calls.moveFile("z", "z/b/z")).rejects.toMatchObject({ code: "file-name" });

  await calls.removeFile("z");
  expect(await names()).toEqual([]);
  await expect(calls.removeFile("z")).rejects.toMatchObject({ code: "file-missing" });
});

test.each(["../a", "a/../b", "/etc/passwd", "a//b", "", ".", "a\u0000b", "a\nb"])(
  "%j is no path in the folder",
  async (path) => {
    const { calls } = folder("a");

    await expect(calls.beginUpload(path, 1, true)).rejects.toMatchObject({ code: "file-name" });
    await expect(calls.makeFolder(path)).rejects.toThrow();
    await expect(calls.moveFile("a", path)).rejects.toThrow();
    await expect(calls.removeFile(path)).rejects.toThrow();
  },
);

test("what Python wrote is told as Python's, also just before the page changes something", async () => {
  const { calls, files, memory, told } = folder("a");
  memory.writeFile(`${ROOT}/helper.py`, bytes("x = 1"));

  await calls.removeFile("a");
  files.look("python");

  expect(told).toEqual([
    { type: "files-changed", paths: ["helper.py"], by: "python" },
    { type: "files-changed", paths: ["a"], by: "page" },
  ]);
});
