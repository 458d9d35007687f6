import { expect, test } from "./support/fixtures.ts";

const SLIDER = ["import cloche as cl", 'size = cl.ui.slider(0, 10, value=3, label="size")\nsize', "size.value * 100"];

test("a notebook opens and shows its outputs without any click", async ({ notebook }) => {
  await notebook.open(["print('hello')\n1 + 1"]);

  await expect(notebook.output(0)).toHaveText("2");
  await expect(notebook.part(0, "console")).toContainText("hello");
});

test("moving a slider reruns the cells that read it, and not the cell that made it", async ({ notebook }) => {
  await notebook.open([...SLIDER, "print('once')"]);
  await expect(notebook.output(2)).toHaveText("300");

  await notebook.slide(7);

  await expect(notebook.output(2)).toHaveText("700");
  await expect(notebook.control("slider")).toHaveValue("7");
  await expect(notebook.part(3, "console")).toHaveText("once");
});

test("dragging a slider ends at its last value", async ({ notebook }) => {
  await notebook.open(SLIDER);

  for (const value of [4, 5, 6, 7, 8, 9, 10, 2]) await notebook.slide(value);

  await expect(notebook.output(2)).toHaveText("200");
});

test("running an edited cell reruns what reads its names, in any place on the page", async ({ notebook }) => {
  await notebook.open(["total = price * count\ntotal", "price = 5", "count = 3"]);
  await expect(notebook.output(0)).toHaveText("15");

  await notebook.editAndRun(1, "price = 7");

  await expect(notebook.output(0)).toHaveText("21");
});

test("an exception names its line, and cells that read its names wait without stale results", async ({ notebook }) => {
  await notebook.open(["top = 10", "ratio = top / 2", "ratio + 1"]);
  await expect(notebook.output(2)).toHaveText("6.0");

  await notebook.editAndRun(1, "print('dividing')\nratio = top / 0");

  await expect(notebook.part(1, "error")).toContainText("ZeroDivisionError");
  await expect(notebook.part(1, "error")).toContainText("line 2");
  await notebook.expectStatus(1, "error");
  await notebook.expectStatus(2, "error");
  await expect(notebook.output(2)).not.toContainText("6.0");

  await notebook.editAndRun(1, "ratio = top / 5");

  await expect(notebook.output(2)).toHaveText("3.0");
  await notebook.expectStatus(2, "idle");
});

test("prints appear while the cell is still running", async ({ notebook }) => {
  await notebook.open(["pass"]);

  await notebook.editAndRun(0, "import time\nprint('first', flush=True)\ntime.sleep(1_000)\nprint('second')");

  await expect(notebook.part(0, "console")).toContainText("first");
  await notebook.expectStatus(0, "running");
  await notebook.stop();
});
