import type { Page } from "@playwright/test";
import { expect, test } from "./support/fixtures.ts";

test("typing in a notebook of 300 cells never blocks the page for 100 ms", async ({ notebook }) => {
  const cells = Array.from({ length: 300 }, (_, n) => `value_${n} = ${n}\nvalue_${n}`);
  await notebook.open(cells);
  await expect(notebook.cells).toHaveCount(300);
  await notebook.cell(150).scrollIntoViewIfNeeded();
  await notebook.focus(150);

  // Another process on the machine can hold the page up as well, so the best of three rounds counts.
  const rounds: number[] = [];
  for (const word of ["first", "second", "third"]) rounds.push(await longestTaskWhileTyping(notebook.page, word));

  expect(Math.min(...rounds)).toBeLessThan(100);
});

/** The longest time in milliseconds in which the page did not answer while someone typed. */
async function longestTaskWhileTyping(page: Page, word: string): Promise<number> {
  await page.evaluate(() => {
    const tasks: number[] = [];
    Reflect.set(window, "longTasks", tasks);
    new PerformanceObserver((list) => tasks.push(...list.getEntries().map((entry) => entry.duration))).observe({
      entryTypes: ["longtask"],
    });
  });
  await page.keyboard.press("ControlOrMeta+End");
  await page.keyboard.type(`\n${word} = value_150 * 2  # some more typing here`, { delay: 15 });
  await page.waitForTimeout(1_000);
  return page.evaluate(() => Math.max(0, ...(Reflect.get(window, "longTasks") as number[])));
}

test("a chain of 300 cells reruns to its end from one edit", async ({ notebook }) => {
  const cells = ["v0 = 1", ...Array.from({ length: 299 }, (_, n) => `v${n + 1} = v${n} + 1\nv${n + 1}`)];
  await notebook.open(cells);
  await expect(notebook.output(299)).toHaveText("300");

  await notebook.editAndRun(0, "v0 = 1001");

  await expect(notebook.output(299)).toHaveText("1300");
});

test("hundreds of thousands of prints are cut with a notice and leave the page usable", async ({ notebook }) => {
  await notebook.open(["pass", "1 + 1"]);

  await notebook.editAndRun(0, "for n in range(300_000):\n    print('line', n)");
  await notebook.settled();

  await expect(notebook.part(0, "console")).toContainText(/truncated|cut|left out|not shown/i);
  await notebook.editAndRun(1, "2 + 2");
  await expect(notebook.output(1)).toHaveText("4", { timeout: 5_000 });
});
