import { effect } from "@preact/signals-core";
import { expect, test } from "vitest";
import type { CellId, ElementId, KernelEvent } from "../../../worker/src/wire/messages.js";
import { applyToCell, CONSOLE_LIMIT } from "./apply.js";
import { emptyNotebook, insertCell } from "./document.js";
import { NEVER_RAN } from "./state.js";
import { NotebookStore } from "./store.js";

const [one, two] = ["c1", "c2"] as CellId[] as [CellId, CellId];

/** A store with two cells that the kernel of generation 1 holds and has run. */
function ranStore(): NotebookStore {
  const { document } = insertCell(emptyNotebook(), 1, { code: "x" });
  const store = new NotebookStore(document);
  store.edit(one, "x = 1");
  store.beginGeneration(1, true);
  store.sent(store.texts());
  store.apply(1, [
    { type: "cell-status", cell: one, status: "idle" },
    { type: "cell-status", cell: two, status: "idle" },
  ]);
  return store;
}

/** How often a signal's readers are told, not counting the first time. */
function tells(read: () => unknown): () => number {
  let count = -1;
  effect(() => {
    read();
    count++;
  });
  return () => count;
}

test("an event redraws the cell it is about and no other", () => {
  const store = ranStore();
  const first = tells(() => store.view(one)?.run.value);
  const second = tells(() => store.view(two)?.run.value);

  store.apply(1, [{ type: "cell-output", cell: one, output: { "text/plain": "1" } }]);

  expect([first(), second()]).toEqual([1, 0]);
});

test("a cell that asks shows no error of the run before", () => {
  const error = { code: "exception" as const, problem: "", hint: "", exception: "E", traceback: [], ancestors: [] };
  const failed = { ...NEVER_RAN, error };
  const started = applyToCell(failed, { type: "cell-started", cell: one });

  const asking = applyToCell(started, { type: "input-requested", cell: one, request: 1, prompt: "", secret: false });

  expect([started.error, asking.error, asking.questions.length]).toEqual([error, null, 1]);
});

test("a cell that was passed over keeps no console", () => {
  const events: KernelEvent[] = [
    { type: "cell-started", cell: one },
    { type: "cell-printed", cell: one, stream: "stdout", text: "from the last run" },
    { type: "cell-output", cell: one, output: null },
  ];
  const error = {
    code: "ancestor-failed" as const,
    problem: "",
    hint: "",
    exception: "",
    traceback: [],
    ancestors: [two],
  };
  const printed = events.reduce(applyToCell, NEVER_RAN);

  const blocked = applyToCell(printed, { type: "cell-finished", cell: one, milliseconds: 0, error });
  const failed = applyToCell(printed, {
    type: "cell-finished",
    cell: one,
    milliseconds: 0,
    error: { ...error, code: "exception" },
  });

  expect([blocked.console.length, failed.console.length]).toEqual([0, 1]);
});

test("typing marks the cell stale and typing it back clears that", () => {
  const store = ranStore();

  store.edit(one, "x = 2");
  const edited = store.view(one)?.status.value;
  store.edit(one, "x = 1");

  expect([edited, store.view(one)?.status.value]).toEqual(["stale", "idle"]);
});

test("words of a kernel that was replaced are dropped", () => {
  const store = ranStore();

  store.beginGeneration(2, false);
  store.apply(1, [{ type: "cell-output", cell: one, output: { "text/plain": "late" } }]);

  expect(store.view(one)?.run.value.output).toBeNull();
});

test("the old output stays, marked as old, until the new one comes", () => {
  const events: KernelEvent[] = [
    { type: "cell-output", cell: one, output: { "text/plain": "old" } },
    { type: "cell-started", cell: one },
  ];

  const running = events.reduce(applyToCell, NEVER_RAN);
  const finished = applyToCell(running, { type: "cell-finished", cell: one, milliseconds: 3, error: null });

  expect(running).toMatchObject({ output: { "text/plain": "old" }, outputIsOld: true });
  expect(finished).toMatchObject({ output: null, outputIsOld: false });
});

test("an endless printer keeps only the end of what it printed", () => {
  let run = NEVER_RAN;
  for (let line = 0; line < 30; line++)
    run = applyToCell(run, { type: "cell-printed", cell: one, stream: "stdout", text: `${line}`.padEnd(10_000, ".") });

  const text = run.console.map((chunk) => chunk.text).join("");

  expect(text.length).toBe(CONSOLE_LIMIT);
  expect(text).toContain("29....");
});

test("chunks of one stream are joined and streams keep their order", () => {
  const print = (stream: "stdout" | "stderr", text: string): KernelEvent => ({
    type: "cell-printed",
    cell: one,
    stream,
    text,
  });

  const run = [print("stdout", "a"), print("stdout", "b"), print("stderr", "!"), print("stdout", "c")].reduce(
    applyToCell,
    NEVER_RAN,
  );

  expect(run.console.map((chunk) => chunk.text)).toEqual(["ab", "!", "c"]);
});

test("a deleted cell comes back to its place with its text and its id", () => {
  const store = ranStore();
  const before = store.document.value.cells;

  store.remove(one);
  const gone = store.order.value;
  const id = store.undoRemove();

  expect(gone).toEqual([two]);
  expect(id).toBe(one);
  expect(store.document.value.cells.map((cell) => cell.code)).toEqual(before.map((cell) => cell.code));
});

test("problems are told to the cells they name", () => {
  const store = ranStore();
  const problem = { code: "multiple-definitions", cells: [one, two], message: "x twice", hint: "", line: null };

  store.apply(1, [{ type: "problems-changed", problems: [problem] }]);

  expect(store.view(two)?.problems.value).toEqual([problem]);
  store.apply(1, [{ type: "problems-changed", problems: [] }]);
  expect(store.view(two)?.problems.value).toEqual([]);
});

test("two stores know nothing of each other", () => {
  const [first, second] = [ranStore(), ranStore()];

  first.answers.set("c1-0" as ElementId, 3);
  first.edit(one, "changed");

  expect(second.answers.all.size).toBe(0);
  expect(second.cell(one)?.code).toBe("x = 1");
});

test("when the kernel dies nothing is left running", () => {
  const store = ranStore();
  store.apply(1, [
    { type: "cell-status", cell: one, status: "running" },
    { type: "cell-status", cell: two, status: "queued" },
  ]);

  store.interruptAll();

  expect([one, two].map((id) => store.view(id)?.status.value)).toEqual(["stale", "stale"]);
});
