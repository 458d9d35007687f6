import { expect, test } from "vitest";
import { importedModules } from "./imports.js";

const cell = (code: string, disabled = false) => ({ code, config: { disabled, hideCode: false, column: null } });

test("modules are found by their top-level names, in every way of importing", () => {
  const code =
    "import numpy as np, os.path\nfrom sklearn.svm import SVC\n  import segno\nx = 'import no'\nfrom . import y";

  expect(importedModules([cell(code), cell("import numpy")])).toEqual(["numpy", "os", "sklearn", "segno"]);
});

test("a disabled cell imports nothing", () => {
  expect(importedModules([cell("import numpy", true)])).toEqual([]);
});
