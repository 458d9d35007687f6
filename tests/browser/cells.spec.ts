import { expect, test } from "./support/fixtures.ts";

test("a cell is added below, named, and its code hidden; a syntax error says where, and the rest runs", async ({
  notebook,
}) => {
  await notebook.open(["6 * 7", "fine = 1\nfine", "pass"]);
  await expect(notebook.output(0)).toHaveText("42");

  await notebook.rename(0, "answer");
  await expect(notebook.cell("answer")).toHaveCount(1);
  expect(await notebook.savedFile()).toContain("def answer():");
  await notebook.cellAction(0, /hide code/i);
  await expect(notebook.part(0, "editor").locator(".cm-content")).toBeHidden();
  await expect(notebook.output(0)).toBeVisible();
  await notebook.cellAction(0, /show code/i);
  await expect(notebook.part(0, "editor").locator(".cm-content")).toBeVisible();

  await notebook.editAndRun(2, "x = (1,\nprint('never')");
  await notebook.expectStatus(2, "error");
  await expect(notebook.wrong(2).first()).toContainText(/never closed|syntax/i);
  await notebook.editAndRun(1, "fine = 2\nfine");
  await expect(notebook.output(1)).toHaveText("2");

  await notebook.addCellBelow(0);
  await notebook.page.keyboard.insertText("2 + 2");
  await notebook.page.keyboard.press("ControlOrMeta+Enter");
  await expect(notebook.cells).toHaveCount(4);
  await expect(notebook.output(1)).toHaveText("4");
});

test("undo brings a deleted cell back in its place, with its code", async ({ notebook }) => {
  await notebook.open(["first = 1\nfirst", "second = 2\nsecond", "second + 1"]);

  await notebook.deleteCell(1);
  await expect(notebook.cells).toHaveCount(2);
  await notebook.undoDelete();

  await expect(notebook.cells).toHaveCount(3);
  expect(await notebook.code(1)).toBe("second = 2\nsecond");
  await expect(notebook.output(2)).toHaveText("3");

  const { keyboard } = notebook.page;
  await notebook.deleteCell(0);
  await notebook.deleteCell(0); // the keyboard is in an editor now, where nothing was typed yet
  await keyboard.press("ControlOrMeta+z");
  await expect(notebook.cells).toHaveCount(2);
  await keyboard.press("ControlOrMeta+z");
  await expect(notebook.cells).toHaveCount(3);
  await expect(notebook.output(2)).toHaveText("3");

  await notebook.deleteCell(2);
  await notebook.focus(0);
  await keyboard.insertText("#");
  await keyboard.press("ControlOrMeta+z"); // is the editor's
  await expect(notebook.cells).toHaveCount(2);
  expect(await notebook.code(0)).toBe("first = 1\nfirst");
  await keyboard.press("Escape");
  await keyboard.press("z");
  await expect(notebook.cells).toHaveCount(3);
});

test("a cell moves by its menu, or by its grip to where it is dropped, and Escape leaves it", async ({
  notebook,
  page,
}) => {
  await notebook.open(["'one'", "'two'", "'three'"]);
  await notebook.cellAction(2, /move up/i);
  expect(await notebook.code(1)).toBe("'three'");
  expect(await notebook.code(2)).toBe("'two'");
  await expect(notebook.output(1)).toContainText("three");
  const drag = async (to: number) => {
    await notebook.cell(2).hover();
    await notebook.button(/^drag/i, notebook.cell(2)).hover();
    await page.mouse.down();
    const box = await notebook.cell(to).boundingBox();
    await page.mouse.move((box?.x ?? 0) + 50, (box?.y ?? 0) + 8, { steps: 4 });
  };

  await drag(0);
  await page.keyboard.press("Escape");
  await page.mouse.up();
  await expect(notebook.output(2)).toContainText("two");
  await drag(1);
  await page.mouse.up();

  await expect(notebook.output(1)).toContainText("two");
  await expect(notebook.output(2)).toContainText("three");
});

test("what is typed right after Shift+Enter comes to the next cell", async ({ notebook, page }) => {
  const lines = ["a = 1", "b = a + 1", "a + b"];
  await notebook.open([""]);
  await notebook.focus(0);
  for (const line of lines) {
    await page.keyboard.type(line);
    await page.keyboard.press("Shift+Enter");
  }

  for (const [at, line] of lines.entries()) expect(await notebook.code(at)).toBe(line);
  await expect(notebook.output(2)).toHaveText("3");
});
