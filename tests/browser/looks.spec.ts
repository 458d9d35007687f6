import type { Page } from "@playwright/test";
import { expect, test } from "./support/fixtures.ts";
import { notebookFile } from "./support/notebook-file.ts";

test.describe("on a phone", () => {
  test.use({ viewport: { width: 360, height: 740 } });

  test("nothing is wider than the screen, with long code, wide output and a long error", async ({ notebook }) => {
    await notebook.open([
      `long = '${"x".repeat(300)}'`,
      "print('y' * 500)\nlong",
      "import cloche as cl\ncl.ui.slider(0, 10, label='a slider with quite a long label to it')",
      "cl.hstack([cl.ui.text(label='one'), cl.ui.text(label='two'), cl.ui.text(label='three')])",
      "raise ValueError('z' * 400)",
      "[list(range(100)) for _ in range(3)]",
    ]);

    const width = await notebook.page.evaluate(() => document.documentElement.scrollWidth);

    expect(width).toBeLessThanOrEqual(360);
  });
});

test("the app view shows outputs and elements, and no code", async ({ notebook }) => {
  const cells = ["import cloche as cl", "n = cl.ui.slider(0, 10, value=3, label='n')\nn", "n.value ** 2"];
  await notebook.open(cells, { query: { mode: "run" } });
  await expect(notebook.output(2)).toHaveText("9");

  await notebook.slide(4);

  await expect(notebook.output(2)).toHaveText("16");
  await expect(notebook.page.locator(".cm-content:visible")).toHaveCount(0);
});

test("the page is as light or dark as the system, or as ?theme= says", async ({ notebook, page }) => {
  const brightness = (colour: string) =>
    (colour.match(/[\d.]+/g) ?? []).slice(0, 3).reduce((sum, n) => sum + Number(n), 0);
  for (const scheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    await notebook.openText(notebookFile(["1"]));

    const [background, text] = await page.evaluate(() => {
      const { backgroundColor, color } = getComputedStyle(document.body);
      return [backgroundColor, color];
    });

    expect(brightness(background ?? "") > brightness(text ?? ""), scheme).toBe(scheme === "light");
  }

  await page.emulateMedia({ colorScheme: "light" });
  await notebook.openText(notebookFile(["1"]), { query: { theme: "dark" } });
  await expect(notebook.kernel).toHaveCSS("color-scheme", "dark");
});

test("one journey with the keyboard only: to the cell, edit, run, to the slider, move it", async ({ notebook }) => {
  const { page } = notebook;
  await notebook.open([
    "import cloche as cl",
    "n = cl.ui.slider(0, 10, value=3, label='n')\nn",
    "n.value * base",
    "base = 1",
  ]);

  await tabTo(page, () => document.activeElement === document.querySelectorAll(".cm-content")[3]);
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type("base = 100");
  await page.keyboard.press("ControlOrMeta+Enter");
  await expect(notebook.output(2)).toHaveText("300");

  // A list of completions that is still open takes the first Escape.
  const inEditor = () => document.activeElement?.matches(".cm-content") ?? false;
  for (let presses = 0; presses < 3 && (await page.evaluate(inEditor)); presses += 1)
    await page.keyboard.press("Escape");
  await tabTo(page, () => (document.activeElement as HTMLInputElement | null)?.type === "range", true);
  await page.keyboard.press("ArrowRight");

  await expect(notebook.output(2)).toHaveText("400");
});

/** Press Tab until the page's focus is where `there` says; a person would give up after 60. */
async function tabTo(page: Page, there: () => boolean, backwards = false): Promise<void> {
  for (let presses = 0; presses < 60; presses += 1) {
    await page.keyboard.press(backwards ? "Shift+Tab" : "Tab");
    if (await page.evaluate(there)) return;
  }
  throw new Error("the focus never got there");
}
