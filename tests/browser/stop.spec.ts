import type { Page } from "@playwright/test";
import { expect, test } from "./support/fixtures.ts";
import { NotebookPage } from "./support/notebook-page.ts";

const ENDLESS = {
  "a busy loop": "while True:\n    pass",
  "a sleep of hours": "import time\ntime.sleep(10_000)",
  "a loop that swallows exceptions": "while True:\n    try:\n        int('x')\n    except Exception:\n        pass",
  "an await that never ends": "import asyncio\nawait asyncio.sleep(10_000)",
};

for (const [what, code] of Object.entries(ENDLESS)) {
  test(`Stop ends ${what} within a second, and the notebook works on`, async ({ notebook }) => {
    await notebook.open(["kept = 20", "pass", "kept + 1"]);
    await notebook.editAndRun(1, code);
    await notebook.expectStatus(1, "running");
    await notebook.page.waitForTimeout(300);

    const milliseconds = await timeFromClickToEnd(notebook.page, () => notebook.stop());

    expect(milliseconds).toBeLessThan(1_000);
    await expect(notebook.part(1, "error")).toBeVisible();
    // The name defined before is still there: Python was interrupted, not replaced.
    await notebook.editAndRun(2, "kept + 2");
    await expect(notebook.output(2)).toHaveText("22");
  });
}

test("Stop also drops the cells that wait behind the running one", async ({ notebook }) => {
  await notebook.open(["n = 0", "pass"]);
  await notebook.editAndRun(1, "import time\nn\ntime.sleep(1_000)\nm = n");
  await notebook.addCellBelow(1);
  await notebook.page.keyboard.insertText("m");
  await notebook.page.keyboard.press("ControlOrMeta+Enter");

  await notebook.stop();

  await notebook.settled();
  await expect(notebook.page.locator('[data-status="running"], [data-status="queued"]')).toHaveCount(0);
});

test("without cross-origin isolation Stop replaces Python and says so", async ({ page, host }) => {
  const site = await host({ isolated: false });
  const notebook = new NotebookPage(page, site);
  await notebook.open(["import cloche as cl", "size = cl.ui.slider(0, 10, value=3)\nsize", "size.value", "pass"]);
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(false);
  await notebook.slide(8);
  await expect(notebook.output(2)).toHaveText("8");
  await notebook.editAndRun(3, "while True:\n    pass");
  await notebook.expectStatus(3, "running");

  await notebook.stop();

  await expect(notebook.cell(3)).not.toHaveAttribute("data-status", "running", { timeout: 5_000 });
  await notebook.settled();
  expect(await notebook.code(3)).toBe("while True:\n    pass");
  await notebook.edit(3, "pass");
  await notebook.runAll();
  await expect(notebook.output(2)).toHaveText("8");
});

test("Restart keeps code and what was entered", async ({ notebook }) => {
  await notebook.open([
    "import cloche as cl",
    "size = cl.ui.slider(0, 10, value=3)\nsize",
    "size.value * 2",
    "seen = []",
  ]);
  await notebook.slide(9);
  await expect(notebook.output(2)).toHaveText("18");
  await notebook.edit(3, "seen = [1, 2, 3]  # not run yet");

  await notebook.restart();

  await notebook.settled();
  expect(await notebook.code(3)).toBe("seen = [1, 2, 3]  # not run yet");
  await expect(notebook.control("slider")).toHaveValue("9");
  await expect(notebook.output(2)).toHaveText("18");
});

/** Milliseconds from the click to the moment when no cell runs any more, by the page's own clock: a test's is coarser. */
async function timeFromClickToEnd(page: Page, click: () => Promise<void>): Promise<number> {
  await page.evaluate(() => {
    const ended = new Promise<number>((resolve) => {
      addEventListener(
        "click",
        () => {
          const began = performance.now();
          const look = () => {
            if (document.querySelector('[data-status="running"]')) return;
            observer.disconnect();
            resolve(performance.now() - began);
          };
          const observer = new MutationObserver(look);
          observer.observe(document.body, { subtree: true, attributes: true, attributeFilter: ["data-status"] });
        },
        { capture: true, once: true },
      );
    });
    Reflect.set(window, "stopEnded", ended);
  });
  await click();
  return page.evaluate(() => Reflect.get(window, "stopEnded") as Promise<number>);
}
