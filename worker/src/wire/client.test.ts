import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { AnswerBox } from "./answer-box.js";
import { Client, type ClientOptions, type Port, type PortEvent } from "./client.js";
import { BootStalledError, type MalformedFrameError, RemoteError, WorkerGoneError } from "./errors.js";
import type { BootOptions, CellId, Frame, WireEvent } from "./messages.js";

/** A worker that is only a list: read what was asked, reply by hand. */
function silentWorker() {
  const asked: Frame[] = [];
  const listeners = new Map<string, Set<(event: PortEvent) => void>>();
  const port: Port = {
    postMessage: (frame) => void asked.push(frame),
    addEventListener: (type, listener) => void listeners.set(type, (listeners.get(type) ?? new Set()).add(listener)),
    removeEventListener: (type, listener) => void listeners.get(type)?.delete(listener),
  };
  const fire = (type: string, event: PortEvent) => {
    for (const listener of listeners.get(type) ?? []) listener(event);
  };
  const reply = (frame: Frame) => fire("message", { data: frame });
  const listening = () => [...listeners.values()].reduce((sum, set) => sum + set.size, 0);
  return { asked, port, reply, fire, listening };
}

function connect(options: Partial<ClientOptions> = {}) {
  const worker = silentWorker();
  const events: WireEvent[] = [];
  const refused: MalformedFrameError[] = [];
  const client = new Client(worker.port, {
    generation: 1,
    onEvents: (batch) => void events.push(...batch),
    onMalformed: (error) => void refused.push(error),
    ...options,
  });
  return { ...worker, client, events, refused };
}

const bootOptions: BootOptions = {
  indexURL: "/pyodide/",
  packageBaseUrl: "/packages/",
  indexUrls: [],
  wheelsURL: "/wheels/",
  folder: null,
  files: [],
  absent: [],
  interrupt: null,
  waits: null,
  generation: 1,
  kept: null,
  mayWake: true,
  session: null,
  modules: [],
};
const started: WireEvent = { type: "cell-started", cell: "a" as CellId };

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("a call resolves with the worker's answer to that call, in whatever order they come", async () => {
  const { client, reply } = connect();

  const first = client.call("complete", "df.", 3);
  const second = client.call("send", { type: "run-all" });
  reply({ kind: "answer", id: 2, value: null });
  reply({ kind: "answer", id: 1, value: [{ label: "head", kind: "function", detail: "" }] });

  expect(await first).toEqual([{ label: "head", kind: "function", detail: "" }]);
  expect(await second).toBeNull();
});

test("a failure keeps its code, so the page can choose how to show it", async () => {
  const { client, reply } = connect();

  const running = client.call("send", { type: "run-all" });
  reply({ kind: "failure", id: 1, error: { code: "no-notebook", problem: "Nothing is open.", hint: "" } });

  await expect(running).rejects.toSatisfy((error) => error instanceof RemoteError && error.code === "no-notebook");
});

test("closing fails every unanswered call, names them, and listens no more", async () => {
  const { client, listening } = connect();

  const running = client.call("send", { type: "run-all" });
  const completing = client.call("complete", "x", 1);
  client.close("stopped by you");

  await expect(running).rejects.toThrow("stopped before answering send, complete: stopped by you.");
  await expect(completing).rejects.toBeInstanceOf(WorkerGoneError);
  await expect(client.call("cancel")).rejects.toBe(client.gone);
  expect(listening()).toBe(0);
});

test("closing twice keeps the first cause, and a death asked for is not reported", () => {
  const onGone = vi.fn();
  const { client } = connect({ onGone });

  client.close("first");
  client.close("second");

  expect(client.gone?.message).toContain("first");
  expect(onGone).not.toHaveBeenCalled();
});

test("a worker that dies by itself fails its calls and is reported once", async () => {
  const onGone = vi.fn();
  const { client, reply, fire } = connect({ onGone });

  const running = client.call("send", { type: "run-all" });
  reply({ kind: "gone", error: { code: "unexpected", problem: "memory access out of bounds", hint: "" } });
  fire("error", { message: "again" });

  await expect(running).rejects.toThrow("memory access out of bounds.");
  expect(onGone).toHaveBeenCalledTimes(1);
});

test("a worker script that cannot be loaded is a death with a reason", async () => {
  const { client, fire } = connect();

  const booting = client.call("boot", bootOptions);
  fire("error", {});

  await expect(booting).rejects.toThrow("before answering boot: its script could not be loaded");
});

test("events of the client's own generation arrive in order, those of a dead kernel are dropped", () => {
  const { events, reply } = connect({ generation: 2 });

  reply({ kind: "events", generation: 1, events: [{ type: "run-finished" }] });
  reply({ kind: "events", generation: 2, events: [started, { type: "run-finished" }] });

  expect(events).toEqual([started, { type: "run-finished" }]);
});

test("events told as one JSON text arrive as those told one by one", () => {
  const { events, reply } = connect({ generation: 2 });

  reply({ kind: "events", generation: 2, events: JSON.stringify([started, { type: "run-finished" }]) });

  expect(events).toEqual([started, { type: "run-finished" }]);
});

test.each([
  ["not an object", "hello", "is not a map"],
  ["of no known kind", { kind: "shout" }, '.kind is "shout"'],
  ["with an unknown event", { kind: "events", generation: 1, events: [{ type: "eval" }] }, '[0].type is "eval"'],
  [
    "with a field of the wrong type",
    { kind: "events", generation: 1, events: [{ ...started, cell: 3 }] },
    ".cell is not",
  ],
  ["whose JSON is cut", { kind: "events", generation: 1, events: '[{"type"' }, "is not JSON"],
  ["whose JSON is no event", { kind: "events", generation: 1, events: '[{"type":"eval"}]' }, '[0].type is "eval"'],
  ["with a field missing", { kind: "failure", id: 1 }, ".error is not a map"],
])("a frame %s is refused whole and says why", (_, frame, fault) => {
  const { events, refused, fire } = connect();

  fire("message", { data: frame });

  expect(events).toEqual([]);
  expect(refused.map((error) => error.message)).toEqual([expect.stringContaining(fault)]);
});

test("a boot in which nothing is heard fails and says what it was doing", async () => {
  const { client, reply } = connect({ patience: { start: 100, python: 500 } });

  const booting = client.call("boot", bootOptions);
  const failure = expect(booting).rejects.toThrow("while the interpreter was starting");
  vi.advanceTimersByTime(90);
  reply({
    kind: "events",
    generation: 1,
    events: [{ type: "boot-progress", phase: "python", loaded: 0, total: null }],
  });
  vi.advanceTimersByTime(501);

  await failure;
  await expect(booting).rejects.toBeInstanceOf(BootStalledError);
});

test("a sign of life starts the patience anew, and an answer ends it", async () => {
  const { client, reply } = connect({ patience: { start: 100, download: 100 } });
  const progress = (loaded: number): Frame => ({
    kind: "events",
    generation: 1,
    events: [{ type: "boot-progress", phase: "download", loaded, total: 10 }],
  });

  const booting = client.call("boot", bootOptions);
  for (let loaded = 0; loaded < 10; loaded++) {
    vi.advanceTimersByTime(90);
    reply(progress(loaded));
  }
  reply({ kind: "answer", id: 1, value: { python: "3.14.2", pyodide: "314.0.7", milliseconds: 900 } });
  vi.advanceTimersByTime(1_000);

  expect(await booting).toMatchObject({ python: "3.14.2" });
  expect(vi.getTimerCount()).toBe(0);
});

test("a call whose arguments cannot be cloned fails and leaves nothing waiting", async () => {
  const { port } = silentWorker();
  port.postMessage = () => {
    throw new DOMException("a function could not be cloned", "DataCloneError");
  };
  const client = new Client(port, { generation: 1, onEvents: () => {} });

  await expect(client.call("cancel")).rejects.toThrow("could not be cloned");

  client.close();
  expect(client.gone?.unanswered).toEqual([]);
});

/** A box and a client that has heard frame 1 of its worker. */
function lookingClient() {
  const memory = new SharedArrayBuffer(AnswerBox.BYTES);
  const [box, worker] = [new AnswerBox(memory), new AnswerBox(memory)];
  const told = (number: number): Frame => ({
    kind: "events",
    generation: 1,
    events: JSON.stringify([{ ...started, cell: `cell ${number}` }]),
    number,
  });
  const copy = (frame: Frame) => worker.put({ number: frame.number ?? 0, text: JSON.stringify(frame) });
  const connected = connect();
  const cells = () => connected.events.map((event) => ("cell" in event ? event.cell : ""));
  connected.reply(told(1));
  box.open();
  return { ...connected, box, copy, told, cells };
}

test("what was read early from the box is not heard again by its message", () => {
  const { client, box, copy, told, reply, cells } = lookingClient();

  copy(told(2));
  copy(told(3));
  client.look(box);
  for (const number of [2, 3, 4]) reply(told(number));

  expect(cells()).toEqual(["cell 1", "cell 2", "cell 3", "cell 4"]);
});

test("a copy waits for its message while something older is on its way", () => {
  const { client, box, copy, told, reply, cells } = lookingClient();

  copy(told(3));
  client.look(box);
  expect(cells()).toEqual(["cell 1"]);
  reply(told(2));
  reply(told(3));

  expect(cells()).toEqual(["cell 1", "cell 2", "cell 3"]);
});

test("a copy that is looked at after its message is passed over, and what follows it is heard", () => {
  const { client, box, copy, told, reply, cells } = lookingClient();

  copy(told(2));
  copy(told(3));
  reply(told(2));
  client.look(box);

  expect(cells()).toEqual(["cell 1", "cell 2", "cell 3"]);
});

test("an answer from the box settles its call at once", async () => {
  const { client, box, copy } = lookingClient();
  const call = client.call("cancel");
  const id = client.lastCall;

  expect(client.awaits(id)).toBe(true);
  copy({ kind: "answer", id, value: null, number: 2 });
  client.look(box);

  expect(client.awaits(id)).toBe(false);
  expect(await call).toBeNull();
});

test("who has never heard a worker, or no more, reads nothing early", () => {
  const { box, copy, told, client, cells } = lookingClient();
  const fresh = connect();

  copy(told(2));
  fresh.client.look(box);
  box.open();
  copy(told(2));
  client.close();
  client.look(box);

  expect(fresh.events).toEqual([]);
  expect(cells()).toEqual(["cell 1"]);
});
