import { expect, test } from "vitest";
import { wantsReactiveTests } from "./header.js";

test("cells of tests run them unless the header says otherwise", () => {
  const said = (table: string) =>
    wantsReactiveTests(`# /// script\n# dependencies = []\n# ${table}\n# reactive_tests = false\n# ///\n`);

  expect([
    wantsReactiveTests(""),
    said("[tool.cloche.runtime]"),
    said("[tool.marimo.runtime]"),
    said("[tool.other]"),
  ]).toEqual([true, false, false, true]);
});
