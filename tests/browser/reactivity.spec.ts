import { expect, test } from "./support/fixtures.ts";

test("deleting a cell takes its names away, and readers say so", async ({ notebook }) => {
  await notebook.open(["width = 4", "width * 2"]);
  await expect(notebook.output(1)).toHaveText("8");

  await notebook.deleteCell(0);

  await expect(notebook.cells).toHaveCount(1);
  await expect(notebook.part(0, "error")).toContainText("NameError");
  await expect(notebook.part(0, "error")).toContainText("width");
});

test("two cells that define one name both say so, and heal when one gives way", async ({ notebook }) => {
  await notebook.open(["x = 1", "y = 2", "x + y"]);
  await expect(notebook.output(2)).toHaveText("3");

  await notebook.editAndRun(1, "x = 10\ny = 2");

  await expect(notebook.wrong(0)).toContainText("x");
  await expect(notebook.wrong(1)).toContainText("x");
  await notebook.expectStatus(1, "error");

  await notebook.editAndRun(1, "y = 20");

  await expect(notebook.wrong(0)).toHaveCount(0);
  await expect(notebook.output(2)).toHaveText("21");
});

test("cells in a circle say so, and heal when it is cut", async ({ notebook }) => {
  await notebook.open(["a = 1", "b = a + 1\nb"]);
  await expect(notebook.output(1)).toHaveText("2");

  await notebook.editAndRun(0, "a = b");

  for (const cell of [0, 1]) {
    await notebook.expectStatus(cell, "error");
    await expect(notebook.wrong(cell).first()).toBeVisible();
  }

  await notebook.editAndRun(0, "a = 41");

  await expect(notebook.output(1)).toHaveText("42");
  await expect(notebook.wrong(0)).toHaveCount(0);
});

test("names that begin with an underscore stay in their cell", async ({ notebook }) => {
  await notebook.open(["_x = 1\n_x", "_x = 2\n_x"]);

  await expect(notebook.output(0)).toHaveText("1");
  await expect(notebook.output(1)).toHaveText("2");
});

test("a disabled cell and what reads it do not run until it is enabled again", async ({ notebook }) => {
  await notebook.open(["n = 1", "m = n + 1\nm", "m * 10"]);
  await expect(notebook.output(2)).toHaveText("20");

  await notebook.cellAction(1, /disable/i);
  await notebook.expectStatus(1, "disabled");
  await notebook.editAndRun(0, "n = 5");
  await notebook.settled();
  await expect(notebook.output(2)).not.toHaveText("60");

  await notebook.cellAction(1, /enable/i);

  await expect(notebook.output(2)).toHaveText("60");
});

test("stop() ends a cell with its output, and cells after it wait", async ({ notebook }) => {
  await notebook.open(["import cloche as cl", "cl.stop(True, 'not yet')\nlate = 1", "late"]);

  await expect(notebook.output(1)).toHaveText("not yet");
  await expect(notebook.part(1, "error")).toBeHidden();
  await notebook.expectStatus(2, "stale");
});

test("state set in one cell reruns the cells that read it", async ({ notebook }) => {
  await notebook.open([
    "import cloche as cl",
    "count, set_count = cl.state(0)",
    'cl.ui.button(label="more", on_click=lambda _: set_count(lambda n: n + 1))',
    "count()",
  ]);
  await expect(notebook.output(3)).toHaveText("0");

  await notebook.page.getByRole("button", { name: "more", exact: true }).click();
  await expect(notebook.output(3)).toHaveText("1");
  await notebook.page.getByRole("button", { name: "more", exact: true }).click();

  await expect(notebook.output(3)).toHaveText("2");
});
