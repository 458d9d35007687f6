import { expect, test } from "./support/fixtures.ts";
import { NotebookPage } from "./support/notebook-page.ts";

test("a link shows the same notebook, running, in a browser that keeps nothing yet", async ({ notebook, browser }) => {
  await notebook.open([{ name: "greeting", code: "word = 'hello'\nword" }, "word.upper()"]);
  await notebook.editAndRun(0, "word = 'ahoy ✓'\nword");
  const link = await notebook.shareLink();
  expect(new URL(link).hash).toMatch(/^#code\//);

  const elsewhere = await browser.newContext();
  const other = new NotebookPage(await elsewhere.newPage(), notebook.site);
  await other.page.goto(link);
  await other.sandboxed.settled();

  await expect(other.sandboxed.output(1)).toContainText("AHOY ✓");
  expect(await other.sandboxed.code("greeting")).toBe("word = 'ahoy ✓'\nword");
  await elsewhere.close();
});

test("somebody else's notebook waits for a yes where no sandbox comes up", async ({ notebook, browser }) => {
  await notebook.open(["6 * 7"]);
  const link = await notebook.shareLink();
  const elsewhere = await browser.newContext();
  const other = new NotebookPage(await elsewhere.newPage(), notebook.site);
  await elsewhere.route("**/assets/guest-*.html", (route) => route.fulfill({ contentType: "text/html", body: "" }));

  await other.page.goto(link);
  await expect(other.button("Run notebook")).toBeVisible();
  expect(await other.code(0)).toBe("6 * 7");
  await expect(other.output(0)).toBeHidden();

  await other.trustAndRun();
  await expect(other.output(0)).toHaveText("42");
  await elsewhere.close();
});

test("an edit is there after a reload: one called saved that never ran, and one made as the page was left", async ({
  notebook,
  page,
}) => {
  await notebook.openSaved(["before = 1"]);
  await notebook.edit(0, "before = 1\nafter = 2  # typed and never run");
  await notebook.saved();
  await page.reload();
  await notebook.cells.first().waitFor();
  expect(await notebook.code(0)).toBe("before = 1\nafter = 2  # typed and never run");

  await notebook.edit(0, "after = 2");
  await page.reload();
  await notebook.cells.first().waitFor();
  expect(await notebook.code(0)).toBe("after = 2");
});

test("an edit made while Python is busy is in the file that is saved then, and survives a reload", async ({
  notebook,
}) => {
  await notebook.openSaved(["pass", "second = 1", { name: "shown", code: "second + 1" }]);
  await notebook.editAndRun(0, "while True:\n    pass");
  await notebook.expectStatus(0, "running");

  await notebook.edit(1, "second = 'typed while busy'");
  await notebook.saved();
  const file = await notebook.savedFile();
  expect(file).toContain("import cloche");
  expect(file).toContain("    while True:\n        pass\n");
  expect(file).toContain("second = 'typed while busy'\n");
  expect(file).toContain("def shown():\n    second + 1\n"); // nobody edited it: it stays as it was written

  await notebook.page.reload();
  await notebook.cells.first().waitFor();
  expect(await notebook.code(0)).toBe("while True:\n    pass");
  expect(await notebook.code(1)).toBe("second = 'typed while busy'");
});

test("files that Python wrote are there after a reload", async ({ notebook }) => {
  await notebook.openSaved(["from pathlib import Path", "Path('kept.txt').write_text('still here')"]);
  await expect(notebook.output(1)).toHaveText("10");
  await notebook.fileStored(/kept\.txt$/m);

  await notebook.edit(1, "Path('kept.txt').read_text() if Path('kept.txt').exists() else 'lost'");
  await notebook.saved();
  await notebook.page.reload();
  await notebook.settled();
  await notebook.runAll();

  await expect(notebook.output(1)).toContainText("still here");
});

test("notebooks are listed and open again from the library", async ({ notebook }) => {
  await notebook.openSaved(["'in the library'"], "kept.py");

  await notebook.page.goto(`${notebook.origin}/`);
  await notebook.page.getByRole("link", { name: /kept/ }).first().click();

  await notebook.settled();
  await expect(notebook.output(0)).toContainText("in the library");
});
