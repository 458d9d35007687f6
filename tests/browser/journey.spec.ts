import { expect, test } from "./support/fixtures.ts";

test("a notebook shows its outputs without any click, and follows its sliders", async ({ notebook }) => {
  await notebook.open([
    "print('hello')\n1 + 1",
    "import cloche as cl",
    'size = cl.ui.slider(0, 10, value=3, label="size")\nsize',
    "size.value * 100",
    "print('once')",
  ]);
  await expect(notebook.output(0)).toHaveText("2");
  await expect(notebook.part(0, "console")).toContainText("hello");
  await expect(notebook.output(3)).toHaveText("300");

  await notebook.slide(7);
  await expect(notebook.output(3)).toHaveText("700");
  await expect(notebook.control("slider")).toHaveValue("7"); // the cell that made it did not run again
  await expect(notebook.part(4, "console")).toHaveText("once");

  for (const value of [4, 5, 6, 7, 8, 9, 10, 2]) await notebook.slide(value);
  await expect(notebook.output(3)).toHaveText("200");
});

test("an edit reruns what reads its names in any place, an error leaves nothing stale, prints come at once", async ({
  notebook,
}) => {
  await notebook.open([
    "total = price * count\ntotal",
    "price = 5",
    "count = 3",
    "top = 10",
    "ratio = top / 2",
    "ratio + 1",
    "pass",
  ]);
  await expect(notebook.output(0)).toHaveText("15");
  await notebook.editAndRun(1, "price = 7");
  await expect(notebook.output(0)).toHaveText("21");

  await expect(notebook.output(5)).toHaveText("6.0");
  await notebook.editAndRun(4, "print('dividing')\nratio = top / 0");
  await expect(notebook.part(4, "error")).toContainText("ZeroDivisionError");
  await expect(notebook.part(4, "error")).toContainText("line 2");
  await notebook.expectStatus(4, "error");
  await notebook.expectStatus(5, "error");
  await expect(notebook.output(5)).not.toContainText("6.0");
  await notebook.editAndRun(4, "ratio = top / 5");
  await expect(notebook.output(5)).toHaveText("3.0");
  await notebook.expectStatus(5, "idle");

  await notebook.editAndRun(6, "import time\nprint('first', flush=True)\ntime.sleep(1_000)\nprint('second')");
  await expect(notebook.part(6, "console")).toContainText("first");
  await notebook.expectStatus(6, "running");
  await notebook.stop();
});
