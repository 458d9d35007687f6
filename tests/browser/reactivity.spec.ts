import { expect, test } from "./support/fixtures.ts";

test("names that are defined twice, in a circle, privately or no more say so, and heal", async ({ notebook }) => {
  await notebook.open([
    "x = 1",
    "y = 2",
    "x + y",
    "a = 1",
    "b = a + 1\nb",
    "_x = 1\n_x",
    "_x = 2\n_x",
    "width = 4",
    "width * 2",
  ]);
  await expect(notebook.output(2)).toHaveText("3");
  await expect(notebook.output(4)).toHaveText("2");
  await expect(notebook.output(5)).toHaveText("1");
  await expect(notebook.output(6)).toHaveText("2");
  await expect(notebook.output(8)).toHaveText("8");

  await notebook.editAndRun(1, "x = 10\ny = 2");
  await expect(notebook.wrong(0)).toContainText("x");
  await expect(notebook.wrong(1)).toContainText("x");
  await notebook.expectStatus(1, "error");
  await notebook.editAndRun(1, "y = 20");
  await expect(notebook.wrong(0)).toHaveCount(0);
  await expect(notebook.output(2)).toHaveText("21");

  await notebook.editAndRun(3, "a = b");
  for (const cell of [3, 4]) {
    await notebook.expectStatus(cell, "error");
    await expect(notebook.wrong(cell).first()).toBeVisible();
  }
  await notebook.editAndRun(3, "a = 41");
  await expect(notebook.output(4)).toHaveText("42");
  await expect(notebook.wrong(3)).toHaveCount(0);

  await notebook.deleteCell(7);
  await expect(notebook.part(7, "error")).toContainText("NameError");
  await expect(notebook.part(7, "error")).toContainText("width");
});

test("a disabled cell, a stopped one and a state decide what runs", async ({ notebook }) => {
  await notebook.open([
    "import cloche as cl",
    "cl.stop(True, 'not yet')\nlate = 1",
    "late",
    "count, set_count = cl.state(0)",
    'cl.ui.button(label="more", on_click=lambda _: set_count(lambda n: n + 1))',
    "count()",
    "n = 1",
    "m = n + 1\nm",
    "m * 10",
  ]);
  await expect(notebook.output(1)).toHaveText("not yet");
  await expect(notebook.part(1, "error")).toBeHidden();
  await notebook.expectStatus(2, "stale");

  await expect(notebook.output(5)).toHaveText("0");
  const more = notebook.page.getByRole("button", { name: "more", exact: true });
  await more.click();
  await expect(notebook.output(5)).toHaveText("1");
  await more.click();
  await expect(notebook.output(5)).toHaveText("2");

  await expect(notebook.output(8)).toHaveText("20");
  await notebook.cellAction(7, /disable/i);
  await notebook.expectStatus(7, "disabled");
  await notebook.editAndRun(6, "n = 5");
  await notebook.settled();
  await expect(notebook.output(8)).not.toHaveText("60");
  await notebook.cellAction(7, /enable/i);
  await expect(notebook.output(8)).toHaveText("60");
});
