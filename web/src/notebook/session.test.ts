import { expect, test } from "vitest";
import { bareNotebook, type Cell, insertCell, type NotebookDocument } from "./document.js";
import { readSession, runsBefore, type ShownCell } from "./session.js";
import { NotebookStore } from "./store.js";

function shown(code: string, text: string): ShownCell {
  return { code, output: { "text/plain": text }, console: [], error: null, milliseconds: 3 };
}

function notebookOf(...codes: string[]): NotebookDocument {
  return codes.reduce((document, code, at) => insertCell(document, at, { code }).document, bareNotebook("notebook.py"));
}

const ids = (document: NotebookDocument) => document.cells.map((cell: Cell) => cell.id);

test("a cell shows what its code gave, and one that was edited since shows nothing", () => {
  const document = notebookOf("x", "y + 1", "x");

  const runs = runsBefore(document, [shown("x", "first"), shown("y", "other"), shown("x", "second")]);

  const [first, edited, second] = ids(document).map((id) => runs.get(id)?.output?.["text/plain"]);
  expect([first, edited, second]).toEqual(["first", undefined, "second"]);
});

test("it is old and stale until the kernel has something newer", () => {
  const document = notebookOf("x");
  const [id] = ids(document);
  if (!id) throw new Error("A notebook without cells.");
  const store = new NotebookStore(bareNotebook("notebook.py"));

  store.open(document, {}, [shown("x", "before")]);
  const atFirst = store.view(id)?.run.value;
  store.beginGeneration(1, true);
  store.sent(store.texts());
  const waiting = store.view(id)?.run.value;
  store.apply(1, [{ type: "cell-output", cell: id, output: { "text/plain": "now" } }]);

  expect([atFirst?.status, atFirst?.outputIsOld]).toEqual(["stale", true]);
  expect([waiting?.status, waiting?.outputIsOld, waiting?.output?.["text/plain"]]).toEqual(["queued", true, "before"]);
  expect(store.view(id)?.run.value).toMatchObject({ output: { "text/plain": "now" }, outputIsOld: false });
});

test.each([null, {}, { version: 2, cells: [shown("x", "1")] }, { version: 1, cells: "x" }])(
  "a file that is no session of this version shows nothing: %j",
  (file) => expect(readSession(file)).toEqual([]),
);
