import { expect, test } from "vitest";
import { runtimeOf, withRuntime } from "./header.js";

const block = (...lines: string[]) => ["# /// script", '# dependencies = ["numpy"]', ...lines, "# ///"].join("\n");

test("cells of tests run them unless the header says otherwise", () => {
  const said = (table: string) => runtimeOf(block(`# ${table}`, "# reactive_tests = false")).reactiveTests;

  expect([
    runtimeOf("").reactiveTests,
    said("[tool.cloche.runtime]"),
    said("[tool.marimo.runtime]"),
    said("[tool.other]"),
  ]).toEqual([true, false, false, true]);
});

test("strict execution is asked for where marimo asks for it, or among what says how to run", () => {
  const said = (table: string) => runtimeOf(block(`# ${table}`, '# execution_type = "strict"')).strict;

  expect([
    runtimeOf("").strict,
    said("[tool.cloche.runtime]"),
    said("[tool.marimo.experimental]"),
    said("[tool.other]"),
  ]).toEqual([false, true, true, false]);
});

test("a notebook runs when it is opened and reacts to changes unless its header says otherwise", () => {
  const wishes = block("#", "# [tool.marimo.runtime]", '# on_cell_change = "lazy"', "# auto_instantiate = false");

  expect(runtimeOf("")).toMatchObject({ lazy: false, autorun: true });
  expect(runtimeOf(wishes)).toMatchObject({ lazy: true, autorun: false });
});

test.each([
  ["no header", ""],
  ["dependencies", block()],
  ["a docstring", '"""About frogs."""'],
  ["a line for the shell", "#!/usr/bin/env python\n# frogs"],
  ["a table with more in it", block("#", "# [tool.cloche.runtime]", "# reactive_tests = false")],
  ["tables after it", block("# [tool.cloche.runtime]", "# a = 1", "#", "# [tool.other]", '# on_cell_change = "x"')],
])("what is wished is read again, and taken back it leaves the header as it was: %s", (_, header) => {
  const wished = withRuntime(withRuntime(header, { lazy: true }), { autorun: false });

  expect(runtimeOf(wished)).toEqual({ ...runtimeOf(header), lazy: true, autorun: false });
  expect(wished).toContain(header.split("\n").at(-1));
  expect(withRuntime(wished, { lazy: false, autorun: true })).toBe(header);
});

test("a new table has the name of the module that the notebook is written for", () => {
  expect(withRuntime("", { lazy: true }, "marimo")).toContain("[tool.marimo.runtime]");
});
