import { expect, test } from "./support/fixtures.ts";
import { longestTask } from "./support/main-thread.ts";
import type { NotebookPage } from "./support/notebook-page.ts";

/** As a person does, who goes on scrolling while the page finds out how high its cells are. */
async function scrollTo(notebook: NotebookPage, cell: number): Promise<void> {
  await expect(async () => {
    await notebook.cell(cell).scrollIntoViewIfNeeded();
    await expect(notebook.part(cell, "editor").locator(".cm-content")).toBeInViewport({ timeout: 2_000 });
  }).toPass();
}

test("typing in a notebook of 300 cells never blocks the page for 100 ms", async ({ notebook, page }) => {
  const cells = Array.from({ length: 300 }, (_, n) => `value_${n} = ${n}\nvalue_${n}`);
  await notebook.open(cells);
  await expect(notebook.cells).toHaveCount(300);
  await scrollTo(notebook, 150);
  await notebook.focus(150);

  const longest = await longestTask(page, async () => {
    await page.keyboard.press("ControlOrMeta+End");
    await page.keyboard.type("\nfirst = value_150 * 2  # some more typing here", { delay: 15 });
  });

  expect(await notebook.code(150)).toContain("first = value_150");
  expect(longest).toBeLessThan(100);
});

test("a run through 1,000 cells never blocks the page for 100 ms, and reaches the last", async ({ notebook, page }) => {
  const cells = ["v0 = 1", ...Array.from({ length: 999 }, (_, n) => `v${n + 1} = v${n} + 1\nv${n + 1}`)];
  await notebook.open(cells);
  await expect(notebook.cells).toHaveCount(1000);
  await expect(notebook.output(999)).toHaveText("1000");
  await notebook.edit(0, "v0 = 1001");

  const longest = await longestTask(page, async () => {
    await page.keyboard.press("ControlOrMeta+Enter");
    // Not by `expect`: its looks would be among the page's tasks, and some describe the whole page.
    await page.waitForFunction(
      () => document.querySelectorAll('[data-part="output"]')[999]?.textContent?.trim() === "2000",
    );
  });

  expect(longest).toBeLessThan(100);
});

test("hundreds of thousands of prints are cut with a notice and leave the page usable", async ({ notebook }) => {
  await notebook.open(["pass", "1 + 1"]);

  await notebook.editAndRun(0, "for n in range(300_000):\n    print('line', n)");
  await notebook.settled();

  await expect(notebook.part(0, "console")).toContainText(/truncated|cut|left out|not shown/i);
  await notebook.editAndRun(1, "2 + 2");
  await expect(notebook.output(1)).toHaveText("4", { timeout: 5_000 });
});
