import { expect, test } from "vitest";
import { Door, type DoorPort, portsInOneRealm } from "./door.js";
import { type FromShell, type FromView, fromShell, fromView } from "./messages.js";

/** A port whose other end is this test. */
class TestPort implements DoorPort {
  onmessage: ((event: MessageEvent) => void) | null = null;
  readonly said: unknown[] = [];
  isClosed = false;
  postMessage(message: unknown): void {
    this.said.push(message);
  }
  close(): void {
    this.isClosed = true;
  }
  hear(data: unknown): void {
    this.onmessage?.({ data, ports: [] } as unknown as MessageEvent);
  }
}

function shellDoor() {
  const port = new TestPort();
  const heard: FromView[] = [];
  const door = new Door<typeof fromView, FromShell>(port, fromView, (message) => heard.push(message));
  return { port, heard, door };
}

const SOUND: readonly FromView[] = [
  { type: "site" },
  { type: "title", title: "Towns" },
  { type: "content", text: "x = 1", filename: "a.py", elements: {}, request: null },
  { type: "content", text: "", filename: "", elements: { "c1-0": [1, "two", null] }, request: 3 },
  { type: "query", query: { town: ["Oslo", "Turku"] } },
  { type: "theme", theme: "dark" },
  { type: "slide", slide: 2 },
  { type: "edit" },
  { type: "keep" },
  { type: "open-link", url: "https://example.org/" },
  { type: "save-file", name: "a.csv", content: new Blob(["1,2"]) },
  { type: "files", request: 4, files: [{ name: "data/a.csv", size: 3 }] },
  { type: "files", request: 5, files: null },
  { type: "file", request: 6, content: new Blob(["1,2"]) },
  { type: "file", request: 7, content: null },
];

test("what the frame may say is heard, in order", () => {
  const { port, heard } = shellDoor();

  for (const message of SOUND) port.hear(message);

  expect(heard).toEqual(SOUND);
});

test("what is not in the list, or of another shape, is dropped", () => {
  const { port, heard } = shellDoor();
  const others = [
    null,
    undefined,
    "cloche:hello",
    7,
    [],
    {},
    { type: "load", id: "notebook" },
    { type: "title" },
    { type: "title", title: 7 },
    { type: "title", title: "t".repeat(1001) },
    { type: "keep", id: "another" },
    { type: "content", text: "x", filename: "a.py", elements: {} },
    { type: "content", text: "x", filename: "a.py", elements: {}, request: "3" },
    { type: "content", text: "x", filename: "a.py", elements: { "c1-0": new Blob([]) }, request: 3 },
    { type: "query", query: { town: "Oslo" } },
    { type: "query", query: { town: [1] } },
    { type: "query", query: Object.fromEntries(Array.from({ length: 201 }, (_, n) => [`p${n}`, []])) },
    { type: "theme", theme: "blue" },
    { type: "save-file", name: "a", content: "text" },
    { type: "save-file", name: "a", bytes: new Uint8Array(1) },
    { type: "open", text: "x" },
    { type: "give", request: 1 },
    { type: "files", files: [] },
    { type: "files", request: 1.5, files: [] },
    { type: "files", request: 1, files: [{ name: "a", size: -1 }] },
    { type: "files", request: 1, files: [{ name: "a", size: Number.POSITIVE_INFINITY }] },
    { type: "files", request: 1, files: [{ name: "a".repeat(1001), size: 1 }] },
    { type: "files", request: 1, files: [{ name: "a", size: 1, bytes: new Uint8Array(1) }] },
    { type: "files", request: 1, files: Array.from({ length: 5001 }, (_, n) => ({ name: `f${n}`, size: 1 })) },
    { type: "file", request: 1, content: new Uint8Array(1) },
    { type: "file", request: null, content: null },
    { type: "list-files", request: 1 },
    { type: "read-file", request: 1, name: "a.csv" },
  ];

  for (const message of others) port.hear(message);

  expect(heard).toEqual([]);
});

test("two ends in one realm check what passes as two ends of a channel do, and hear it in the same turn", () => {
  const [near, far] = portsInOneRealm();
  const heard: FromView[] = [];
  const ports: number[] = [];
  const shell = new Door<typeof fromView, FromShell>(near, fromView, (message, given) => {
    heard.push(message);
    ports.push(given.length);
  });
  const view = new Door<typeof fromShell, FromView>(far, fromShell, () => {});
  const { port1, port2 } = new MessageChannel();

  for (const message of SOUND) view.say(message);
  view.say({ type: "title", title: "t".repeat(1001) });
  view.say({ type: "site" }, [port1]);
  shell.close();
  view.say({ type: "keep" });

  expect(heard).toEqual([...SOUND, { type: "site" }]);
  expect(ports.at(-1)).toBe(1);
  port2.close();
});

test("after it is closed nothing is heard and nothing said", () => {
  const { port, heard, door } = shellDoor();
  const late = port.onmessage;
  door.close();

  late?.({ data: { type: "keep" }, ports: [] } as unknown as MessageEvent);
  port.hear({ type: "keep" });
  door.say({ type: "give", request: 1 });

  expect(heard).toEqual([]);
  expect(port.said).toEqual([]);
  expect(port.isClosed).toBe(true);
});

test("the frame believes the page no more than the page believes it", () => {
  const port = new TestPort();
  const heard: FromShell[] = [];
  new Door<typeof fromShell, FromView>(port, fromShell, (message) => heard.push(message));

  port.hear({ type: "open", text: "x = 1" });
  port.hear({ type: "keep" });
  port.hear({ type: "read-file", request: 1, name: 7 });
  port.hear({ type: "give", request: 2 });
  port.hear({ type: "list-files", request: 3 });
  port.hear({ type: "read-file", request: 4, name: "a.csv" });

  expect(heard.map((message) => "request" in message && message.request)).toEqual([2, 3, 4]);
});
