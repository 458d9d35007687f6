import { expect, test } from "./support/fixtures.ts";

test("?trace tells how Python started here; the menu too, and a phone has room for it", async ({ notebook, page }) => {
  await notebook.open(["1 + 1"], { query: { trace: "" } });
  const dialog = page.getByRole("dialog", { name: "How Python runs here" });

  await expect(dialog).toContainText("from a memory snapshot");
  await expect(dialog).toContainText("worker python thawed");
  await expect(dialog).toContainText(/its memory\s*\d+\.\d MB/);
  await expect(dialog).toContainText("interrupts through shared memory");
  await dialog.getByRole("button", { name: "Close" }).click();

  await page.setViewportSize({ width: 360, height: 640 });
  await notebook.notebookAction(/how python runs/i);
  await expect(dialog.getByRole("button", { name: "Copy as text" })).toBeVisible();
  expect(await dialog.evaluate((node) => node.scrollWidth <= node.clientWidth)).toBe(true);
});

test("a Python that died is replaced by one that was awake already", async ({ notebook, page }) => {
  await notebook.open(["a = 20\na + 1"]);
  await notebook.notebookAction(/how python runs/i);
  const dialog = page.getByRole("dialog", { name: "How Python runs here" });
  const close = dialog.getByRole("button", { name: "Close" });
  await expect(async () => {
    await close.click();
    await notebook.notebookAction(/how python runs/i);
    await expect(dialog.getByText("ready", { exact: true })).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 40_000 });
  await close.click();
  const workers = page.workers().length;

  await notebook.restart();
  await notebook.settled();

  await expect(notebook.output(0)).toHaveText("21");
  await expect.poll(() => page.workers().length).toBeLessThan(workers);
  const steps = await page.evaluate(() => {
    const newest = (name: string) => performance.getEntriesByName(name).at(-1)?.startTime ?? 0;
    return { thawed: newest("cloche:worker-python-thawed"), called: newest("cloche:worker-called") };
  });
  expect(steps.thawed).toBeLessThan(steps.called);
});
