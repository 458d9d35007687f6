import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { AnswerBox } from "../../../worker/src/wire/answer-box.js";
import type { CellId, ElementId, Frame, KernelEvent } from "../../../worker/src/wire/messages.js";
import { Shared } from "../../../worker/src/wire/shared.js";
import { emptyNotebook } from "../notebook/document.js";
import { NotebookStore } from "../notebook/store.js";
import { Kernel } from "./kernel.js";
import type { KernelWorker, KernelWorld } from "./needs.js";

type Call = Extract<Frame, { kind: "call" }>;

/** A worker that is only a list: read what was asked, answer by hand. */
class HandWorker implements KernelWorker {
  readonly calls: Call[] = [];
  isAlive = true;
  #listeners = new Map<string, Set<(event: { data?: unknown; message?: string }) => void>>();

  postMessage(frame: Frame): void {
    if (frame.kind === "call") this.calls.push(frame);
  }
  addEventListener(type: string, listener: (event: { data?: unknown }) => void): void {
    const listeners = this.#listeners.get(type) ?? new Set();
    this.#listeners.set(type, listeners.add(listener));
  }
  removeEventListener(type: string, listener: (event: { data?: unknown }) => void): void {
    this.#listeners.get(type)?.delete(listener);
  }
  terminate(): void {
    this.isAlive = false;
  }

  async answer(name: string, value: unknown = null): Promise<void> {
    const call = this.calls.findLast((asked) => asked.name === name);
    if (call) this.#tell("message", { data: { kind: "answer", id: call.id, value } });
    await settle();
  }
  events(generation: number, ...events: KernelEvent[]): void {
    this.#tell("message", { data: { kind: "events", generation, events } });
  }
  crash(message: string): void {
    this.#tell("error", { message });
  }
  sent(): string[] {
    return this.calls.filter((call) => call.name === "send").map((call) => (call.args[0] as { type: string }).type);
  }
  #tell(type: string, event: { data?: unknown; message?: string }): void {
    for (const listener of this.#listeners.get(type) ?? []) listener(event);
  }
}

const settle = () => vi.advanceTimersByTimeAsync(0);
const cell = "c1" as CellId;
const slider = "c1-0" as ElementId;

function bench(memory: SharedArrayBuffer | null = null) {
  const workers: HandWorker[] = [];
  const hurried: string[] = [];
  const store = new NotebookStore(emptyNotebook());
  store.edit(cell, "x = 1");
  const world: KernelWorld = {
    spawn: () => {
      const worker = new HandWorker();
      workers.push(worker);
      return worker;
    },
    bootOptions: async () => ({
      indexURL: "/p/",
      packageBaseUrl: "",
      indexUrls: [],
      wheelsURL: "/w/",
      folder: null,
      files: [],
      absent: [],
    }),
    sharedMemory: () => memory,
    pictures: { now: () => performance.now(), beforeNext: (act) => void setTimeout(act, 16) },
    waits: () => null,
    mark: () => {},
    note: () => {},
    sessions: { find: async () => null, keep: async () => false, remove: async () => {} },
    build: "1",
    resumed: () => {},
    spare: {
      state: "",
      rest: () => {},
      busy: () => {},
      drop: () => {},
      hurry: ({ wheelsURL }) => hurried.push(wheelsURL),
    },
    showElement: () => {},
    tellElement: () => {},
    showToast: () => {},
    query: () => ({}),
    showQuery: () => {},
    theme: () => "light",
    mode: () => "edit",
  };
  const kernel = new Kernel(store, world);
  const worker = (at = -1) => workers.at(at) as HandWorker;
  return { kernel, store, workers, hurried, worker, phase: () => store.kernel.value.phase };
}

/** A bench whose kernel is up and quiet. */
async function readyBench(memory: SharedArrayBuffer | null = null) {
  const made = bench(memory);
  void made.kernel.start(true);
  await settle();
  await made.worker().answer("boot", { python: "3.14", pyodide: "314", milliseconds: 1 });
  await made.worker().answer("send");
  return made;
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("a kernel boots, is handed the notebook, is busy with it and then ready", async () => {
  const { kernel, worker, phase } = bench();

  void kernel.start(true);
  await settle();
  const booting = phase();
  await worker().answer("boot", { python: "3.14", pyodide: "314", milliseconds: 1 });
  const busy = phase();
  await worker().answer("send");

  expect([booting, busy, phase()]).toEqual(["booting", "busy", "ready"]);
  expect(worker().sent()).toEqual(["start-notebook"]);
});

test("a slider moved many times while Python is busy sends its newest value once", async () => {
  const { kernel, worker } = await readyBench();

  for (let value = 1; value <= 50; value++) kernel.setElement(slider, value);
  await worker().answer("send");
  await worker().answer("send");

  const sent = worker().calls.filter((call) => (call.args[0] as { type?: string })?.type === "set-elements");
  expect(sent.map((call) => (call.args[0] as { values: unknown }).values)).toEqual([{ "c1-0": 1 }, { "c1-0": 50 }]);
});

test("Stop rings the bell until Python is quiet and then leaves it at zero", async () => {
  const memory = new SharedArrayBuffer(Shared.BYTES + AnswerBox.BYTES);
  const { kernel, worker, phase, workers, hurried } = await readyBench(memory);
  void kernel.run([cell]);

  kernel.stop();
  const rung = new Uint8Array(memory)[0];
  new Uint8Array(memory)[0] = 0;
  await vi.advanceTimersByTimeAsync(25);
  const again = new Uint8Array(memory)[0];
  await worker().answer("send");
  await vi.advanceTimersByTimeAsync(3000);

  expect([rung, again, new Uint8Array(memory)[0]]).toEqual([2, 2, 0]);
  expect([phase(), workers.length, hurried]).toEqual(["ready", 1, []]);
});

test("Python that does not stop within a second is replaced, inputs kept, nothing run", async () => {
  const { kernel, store, worker, workers, hurried } = await readyBench(
    new SharedArrayBuffer(Shared.BYTES + AnswerBox.BYTES),
  );
  kernel.setElement(slider, 7);
  void kernel.run([cell]);
  worker().events(1, { type: "cell-status", cell, status: "running" });

  kernel.stop();
  await vi.advanceTimersByTimeAsync(700);
  const before = workers.length;
  const readied = [...hurried];
  await vi.advanceTimersByTimeAsync(200);
  void kernel.run([cell]); // what never ends, while the next one starts
  await worker().answer("boot", { python: "3.14", pyodide: "314", milliseconds: 1 });

  expect([before, readied]).toEqual([1, ["/w/"]]);
  expect(workers.map((each) => each.isAlive)).toEqual([false, true]);
  expect(store.view(cell)?.run.value.error?.code).toBe("kernel-stopped");
  expect(store.view(cell)?.status.value).toBe("stale");
  expect(worker().calls.at(-1)?.args[0]).toMatchObject({ autorun: false, values: { "c1-0": 7 } });
  expect(store.kernel.value.notice).toMatch(/replaced/);

  expect(hurried, "the next one is begun at once").toHaveLength(2);
  await worker().answer("send");
  expect(worker().sent()).toEqual(["start-notebook", "run-cells"]);
});

test("without shared memory a busy Python, which hears nothing, is replaced sooner than one that listens", async () => {
  const busy = await readyBench();
  const listening = await readyBench();
  for (const { kernel } of [busy, listening]) void kernel.run([cell]);

  for (const { kernel } of [busy, listening]) kernel.stop();
  await vi.advanceTimersByTimeAsync(25);
  await listening.worker().answer("cancel");
  await vi.advanceTimersByTimeAsync(400);
  const soon = [busy.workers.length, listening.workers.length];
  await vi.advanceTimersByTimeAsync(500);

  expect(soon).toEqual([2, 1]);
  expect(listening.workers.length).toBe(2);
});

test("an answer goes into shared memory, or where there is none as a call", async () => {
  const memory = new SharedArrayBuffer(Shared.BYTES + AnswerBox.BYTES);
  const isolated = await readyBench(memory);
  const plain = await readyBench();
  for (const { worker } of [isolated, plain])
    worker().events(1, { type: "input-requested", cell, request: 3, prompt: "Name: ", secret: false });
  const asked = isolated.store.view(cell)?.run.value.questions;

  for (const { kernel } of [isolated, plain]) kernel.answer(cell, 3, "Ada");

  expect(asked).toEqual([{ request: 3, prompt: "Name: ", secret: false }]);
  expect(isolated.store.view(cell)?.run.value.questions).toEqual([]);
  expect(new Shared(memory).takeAnswer(3)).toEqual({ line: "Ada" });
  expect(plain.worker().calls.at(-1)).toMatchObject({ name: "answer", args: [3, "Ada"] });
});

test("a worker that dies is replaced, and the cell that ran says why it has no result", async () => {
  const { kernel, store, worker, workers, phase } = await readyBench();
  void kernel.run([cell]);
  worker().events(1, { type: "cell-status", cell, status: "running" });

  worker().crash("out of memory");
  await settle();

  expect(store.kernel.value.notice).toMatch(/out of memory/);
  expect(store.view(cell)?.status.value).toBe("stale");
  expect(store.view(cell)?.run.value.error).toMatchObject({
    code: "kernel-stopped",
    problem: expect.stringMatching(/memory/),
  });
  expect([workers.length, phase()]).toEqual([2, "booting"]);
});

test("a worker that dies before it was of use is not replaced again and again", async () => {
  const { kernel, store, worker, workers, phase } = bench();
  void kernel.start(true);
  await settle();

  worker().crash("no");
  await settle();

  expect([workers.length, phase()]).toEqual([1, "dead"]);
  expect(store.kernel.value.notice).toMatch(/no/);
});

test("late words of the old worker are not believed", async () => {
  const { kernel, store, worker } = await readyBench();

  void kernel.restart();
  await settle();
  worker(0).events(1, { type: "cell-output", cell, output: { "text/plain": "ghost" } });

  expect(store.view(cell)?.run.value.output).toBeNull();
});

test("a cell that is run while Python boots runs when it is up", async () => {
  const { kernel, worker } = bench();
  void kernel.start(false);
  await settle();

  void kernel.run([cell]);
  await worker().answer("boot", { python: "3.14", pyodide: "314", milliseconds: 1 });
  await worker().answer("send");

  expect(worker().sent()).toEqual(["start-notebook", "run-cells"]);
});

test("a Python that wakes from memory and is not heard of again gives way to one from files, once", async () => {
  const { kernel, workers, worker, phase } = bench();
  const asked = (at: number) => worker(at).calls.find(({ name }) => name === "boot")?.args[0];

  void kernel.start(true);
  await settle();
  expect(asked(0)).toMatchObject({ mayWake: true });
  await vi.advanceTimersByTimeAsync(60_001);

  expect(workers).toHaveLength(2);
  expect(worker(0).isAlive).toBe(false);
  expect(asked(1)).toMatchObject({ mayWake: false, session: null });
  await worker().answer("boot", { python: "3.14", pyodide: "314", milliseconds: 1 });
  await worker().answer("send");
  expect(phase()).toBe("ready");

  void kernel.restart();
  await settle();
  expect(asked(2)).toMatchObject({ mayWake: false });
  await vi.advanceTimersByTimeAsync(60_001);
  expect(phase()).toBe("dead");
});

test("a cell that comes back is run after the values of its elements, and of no other's, are told", async () => {
  const { kernel, worker, store } = await readyBench();
  for (const [element, value] of [
    ["c1-0", 7],
    ["c1.0.2-1", "a"],
    ["c11-0", 3],
  ] as const)
    store.answers.set(element as ElementId, value);

  void kernel.bringBack(cell);

  expect(worker().sent().slice(-2)).toEqual(["set-elements", "run-cells"]);
  expect(worker().calls.at(-2)?.args).toEqual([{ type: "set-elements", values: { "c1-0": 7, "c1.0.2-1": "a" } }]);
});

test("a changed theme is told to a notebook that has started, and to no other", async () => {
  const fresh = bench();
  await fresh.kernel.setTheme("dark");
  expect(fresh.workers).toEqual([]);

  const { kernel, worker } = await readyBench();
  void kernel.setTheme("dark");
  expect(worker().sent().at(-1)).toBe("set-theme");
});
