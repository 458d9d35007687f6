import { expect, test } from "./support/fixtures.ts";

test("typing in a notebook of 300 cells never blocks the page for 100 ms", async ({ notebook }) => {
  const cells = Array.from({ length: 300 }, (_, n) => `value_${n} = ${n}\nvalue_${n}`);
  await notebook.open(cells);
  await expect(notebook.cells).toHaveCount(300);
  await notebook.cell(150).scrollIntoViewIfNeeded();
  await notebook.focus(150);
  await notebook.page.evaluate(() => {
    const tasks: number[] = [];
    Reflect.set(window, "longTasks", tasks);
    new PerformanceObserver((list) => tasks.push(...list.getEntries().map((entry) => entry.duration))).observe({
      entryTypes: ["longtask"],
    });
  });

  await notebook.page.keyboard.press("ControlOrMeta+End");
  await notebook.page.keyboard.type("\nresult = value_150 * 2  # some more typing here", { delay: 15 });
  await notebook.page.waitForTimeout(1_000);

  const longest = await notebook.page.evaluate(() => Math.max(0, ...(Reflect.get(window, "longTasks") as number[])));
  expect(longest).toBeLessThan(100);
});

test("a chain of 300 cells reruns to its end from one edit", async ({ notebook }) => {
  const cells = ["v0 = 1", ...Array.from({ length: 299 }, (_, n) => `v${n + 1} = v${n} + 1\nv${n + 1}`)];
  await notebook.open(cells);
  await expect(notebook.output(299)).toHaveText("300");

  await notebook.editAndRun(0, "v0 = 1001");

  await expect(notebook.output(299)).toHaveText("1300");
});

test("a million prints are cut with a notice and leave the page usable", async ({ notebook }) => {
  await notebook.open(["pass", "1 + 1"]);

  await notebook.editAndRun(0, "for n in range(1_000_000):\n    print('line', n)");
  await notebook.settled();

  await expect(notebook.part(0, "console")).toContainText(/truncated|cut|left out|not shown/i);
  await notebook.editAndRun(1, "2 + 2");
  await expect(notebook.output(1)).toHaveText("4", { timeout: 5_000 });
});
