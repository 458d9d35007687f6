import { expect, test } from "./support/fixtures.ts";

test("the scratchpad reads the notebook and leaves nothing behind", async ({ notebook }) => {
  const { page } = notebook;
  await notebook.open(["x = 20", "x + 1"]);
  const pad = page.getByRole("complementary", { name: "Scratchpad" });
  const type = async (code: string) => {
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.insertText(code);
    await page.keyboard.press("ControlOrMeta+Enter");
  };

  await notebook.notebookAction(/scratchpad/i);
  await expect(pad.locator(".cm-content")).toBeFocused();
  await type("x = x * 2\nprint('hello from beside')\nx + 2");
  await expect(pad.locator('[data-part="output"]')).toHaveText("42");
  await expect(pad.locator('[data-part="console"]')).toContainText("hello from beside");
  await expect(notebook.output(1)).toHaveText("21");
  await expect(notebook.cells).toHaveCount(2);

  await type("x\nmissing");
  await expect(pad.locator('[data-part="error"]')).toContainText("missing");
  await expect(pad.locator('[data-part="output"]')).toBeHidden();
  await type("while True:\n    pass");
  await expect(pad).toHaveAttribute("data-status", "running");
  await pad.getByRole("button", { name: "Stop" }).click();
  await expect(pad).toHaveAttribute("data-status", "error");
  expect(await notebook.savedFile()).not.toContain("missing");

  await page.keyboard.press("ControlOrMeta+;");
  await expect(pad).toBeHidden();
  await page.keyboard.press("ControlOrMeta+;");
  await expect(pad.locator(".cm-content")).toContainText("while True");
});

test("the scratchpad fits a phone", async ({ notebook }) => {
  await notebook.page.setViewportSize({ width: 360, height: 640 });
  await notebook.open(["x = 1"]);

  await notebook.page.keyboard.press("ControlOrMeta+;");
  const box = await notebook.page.getByRole("complementary", { name: "Scratchpad" }).boundingBox();

  expect(box?.width).toBeLessThanOrEqual(360);
  expect(box?.height).toBeLessThanOrEqual(400);
});
