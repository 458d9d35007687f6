import { expect, test } from "vitest";
import type { CellError } from "../../../worker/src/wire/messages.js";
import { emptyNotebook } from "../notebook/document.js";
import { BOOTING } from "../notebook/state.js";
import { NotebookStore } from "../notebook/store.js";
import { kernelWords, statusWords } from "./words.js";

test("while a long notebook is read, the page says how far that is, and no longer", () => {
  const store = new NotebookStore(emptyNotebook());
  store.beginGeneration(1, true);
  const words = () => kernelWords({ ...BOOTING, phase: "busy" }, store.run.value);

  store.apply(1, [{ type: "cells-read", done: 1200, total: 5000 }]);
  expect(words()).toBe("Reading 1,200 of 5,000 cells");

  store.apply(1, [{ type: "cells-analysed", cells: [] }]);
  expect(words()).toBe("Running");
});

test("a cell that was stopped did not fail, and one whose ancestor failed did not run", () => {
  const store = new NotebookStore(emptyNotebook());
  const [id] = store.order.value;
  const run = id && store.view(id)?.run.value;
  const words = (code: CellError["code"]) => run && statusWords("error", { ...run, error: errorOf(code) }, false);

  expect([words("exception"), words("interrupted"), words("ancestor-failed")]).toEqual([
    "Failed",
    "Stopped",
    "Not run",
  ]);
});

function errorOf(code: CellError["code"]): CellError {
  return { code, problem: "", hint: "", exception: "", traceback: [], ancestors: [] };
}
