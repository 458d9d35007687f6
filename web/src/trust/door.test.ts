import { expect, test } from "vitest";
import { Door, type DoorPort } from "./door.js";
import { type FromGuest, type FromShell, fromGuest, fromShell } from "./messages.js";

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
  const heard: FromGuest[] = [];
  const door = new Door<typeof fromGuest, FromShell>(port, fromGuest, (message) => heard.push(message));
  return { port, heard, door };
}

const SOUND: readonly FromGuest[] = [
  { type: "site" },
  { type: "title", title: "Towns" },
  { type: "content", text: "x = 1", filename: "a.py", request: null },
  { type: "content", text: "", filename: "", request: 3 },
  { type: "query", query: { town: ["Oslo", "Turku"] } },
  { type: "theme", theme: "dark" },
  { type: "keep" },
  { type: "open-link", url: "https://example.org/" },
  { type: "save-file", name: "a.csv", bytes: new Uint8Array([1, 2]) },
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
    { type: "content", text: "x", filename: "a.py" },
    { type: "content", text: "x", filename: "a.py", request: "3" },
    { type: "query", query: { town: "Oslo" } },
    { type: "query", query: { town: [1] } },
    { type: "query", query: Object.fromEntries(Array.from({ length: 201 }, (_, n) => [`p${n}`, []])) },
    { type: "theme", theme: "blue" },
    { type: "save-file", name: "a", bytes: "text" },
    { type: "save-file", name: "a", bytes: [1, 2] },
    { type: "open", text: "x" },
    { type: "give", request: 1 },
  ];

  for (const message of others) port.hear(message);

  expect(heard).toEqual([]);
});

test("whatever is done to a sound message, what comes through is sound", () => {
  let seed = 20_261_121;
  const random = (below: number) => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
    return (seed >>> 8) % below;
  };
  const odd = [null, 0, -1, "", "x".repeat(2000), [], {}, { type: "keep" }, true, undefined];
  const { port, heard } = shellDoor();
  const types = new Set(SOUND.map(({ type }) => type));

  for (let n = 0; n < 3000; n++) {
    const message: Record<string, unknown> = { ...SOUND[random(SOUND.length)] };
    const names = Object.keys(message);
    const name = names[random(names.length)] ?? "type";
    if (random(3) === 0) delete message[name];
    else if (random(2) === 0) message[`${name}2`] = odd[random(odd.length)];
    else message[name] = odd[random(odd.length)];
    expect(() => port.hear(message)).not.toThrow();
  }

  for (const message of heard) {
    expect(types.has(message.type)).toBe(true);
    const fields = Object.keys(message).sort();
    expect(SOUND.some((sound) => JSON.stringify(Object.keys(sound).sort()) === JSON.stringify(fields))).toBe(true);
  }
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
  new Door<typeof fromShell, FromGuest>(port, fromShell, (message) => heard.push(message));

  port.hear({ type: "open", text: "x = 1" });
  port.hear({ type: "keep" });
  port.hear({ type: "give", request: 2 });

  expect(heard).toEqual([{ type: "give", request: 2 }]);
});
