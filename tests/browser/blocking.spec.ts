import type { Page } from "@playwright/test";
import { expect, test } from "./support/fixtures.ts";
import { NotebookPage } from "./support/notebook-page.ts";
import type { Answer } from "./support/site-server.ts";
import { ANSWERS, ASKING, WAITS } from "./support/waits.ts";

/** The two ways in which a browser lets Python wait: memory that the page shares, and suspending. */
const TIERS = ["isolated", "plain"] as const;

const field = (notebook: NotebookPage, cell: number) => notebook.part(cell, "prompt").locator("input");

for (const tier of TIERS) {
  test(`cells ask, one question after the other: ${tier}`, async ({ page, host }) => {
    const notebook = new NotebookPage(page, await host({ isolated: tier === "isolated" }));
    await notebook.open(["1 / 0", "1 + 1"]);
    await expect(notebook.part(0, "error")).toContainText("division by zero");

    await notebook.editAndRun(0, ASKING);

    await expect(page.getByRole("textbox", { name: "Name:" })).toBeFocused();
    await expect(notebook.part(0, "error")).toBeHidden(); // that of the run before
    await expect(notebook.part(0, "console")).toHaveText("Welcome.");
    await expect(notebook.kernel).toHaveAttribute("data-kernel", "busy");
    await page.keyboard.type("Ada Löve 🦀");
    await page.keyboard.press("Enter");
    await expect(page.getByLabel("Password:")).toBeFocused();
    await expect(field(notebook, 0)).toHaveAttribute("type", "password");
    await page.keyboard.type("geheim");
    await notebook.button("Send").click();
    await expect(page.getByRole("textbox", { name: "More?" })).toBeVisible();
    await field(notebook, 0).press("Control+d");

    await expect(notebook.output(0)).toHaveText("Ada Löve 🦀, geheim, nothing");
    await expect(notebook.part(0, "prompt")).toBeHidden();
    expect(await linesOf(page, 0)).toEqual(["Welcome.", "Name: Ada Löve 🦀", "Password: ", "More? "]);
    // The keyboard is where it was.
    await expect(notebook.part(0, "editor").locator(".cm-content")).toBeFocused();
  });

  test(`plain code waits for promises, requests and locks: ${tier}`, async ({ page, host }) => {
    const site = await host({ isolated: tier === "isolated", answers: ANSWERS });
    const notebook = new NotebookPage(page, site);
    await notebook.open(Object.values(WAITS).map(([code]) => code));

    for (const [place, [what, [, expected]]] of Object.entries(WAITS).entries())
      await expect.soft(notebook.output(place), what).toHaveText(expected);
  });
}

test("Stop ends a question, and its field goes", async ({ notebook }) => {
  await notebook.open(["pass", "after = 1"]);
  await notebook.editAndRun(0, "answers = []\nwhile True:\n    answers.append(input('Again: '))");
  await expect(field(notebook, 0)).toBeFocused();
  await field(notebook, 0).fill("half");

  await notebook.stop();

  await expect(notebook.part(0, "error")).toContainText(/stopped/i);
  await expect(notebook.part(0, "prompt")).toBeHidden();
  await notebook.editAndRun(1, "input('Other: ')");
  await expect(field(notebook, 1)).toHaveValue("");
  await field(notebook, 1).fill("fresh");
  await field(notebook, 1).press("Enter");
  await expect(notebook.output(1)).toHaveText("fresh");
});

test("a question is asked in an app on a phone, and does not take the keyboard from who writes", async ({
  page,
  host,
}) => {
  let go = () => {};
  const wait: Answer = (_request, response) => {
    go = () => void response.end();
  };
  const notebook = new NotebookPage(page, await host({ answers: { "/wait": wait } }));
  await page.setViewportSize({ width: 360, height: 640 });
  await notebook.openText(
    `import cloche\n\napp = cloche.App()\n\n\n@app.cell\ndef _():\n    name = input("What is your name, please? ")\n    name\n    return\n`,
    { query: { mode: "run" } },
  );
  await expect(field(notebook, 0)).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  await field(notebook, 0).fill("Ada");
  await field(notebook, 0).press("Enter");
  await expect(notebook.output(0)).toHaveText("Ada");

  await page.setViewportSize({ width: 1280, height: 800 });
  await notebook.open(["pass", "text = 'x'"]);
  await notebook.editAndRun(0, "from pyodide.http import pyfetch\nawait pyfetch('/wait')\ninput('Later: ')");
  await notebook.focus(1);
  await page.keyboard.type("# typing");
  await expect.poll(() => notebook.site.requests).toContain("/wait");
  go();
  // Who has stopped writing a while ago is not held to be writing: go on until it is there.
  while (!(await field(notebook, 0).isVisible())) await page.keyboard.type(".");
  await expect(notebook.part(1, "editor").locator(".cm-content")).toBeFocused();
  await notebook.part(0, "prompt").getByRole("button", { name: "End of input" }).click();
  await expect(notebook.part(0, "error")).toContainText("EOFError");
});

test.describe("Python that dies", () => {
  test.use({ expectedMessages: [/fatal error|cause of|call stack|Stack \(most recent|File "|abort/i] });
  const FATAL = {
    "a structure nested too deep": ["x = []\nfor _ in range(100_000):\n    x = [x]\nlen(repr(x))", /too deep|stack/i],
    "a call that exits": ["import os\nos._exit(1)", /ended Python/i],
    "a call that aborts": ["import os\nos.abort()", /broke down/i],
    "a worker that closes itself": ["from js import self as _worker\n_worker.close()", /ended Python/i],
  } as const;

  test("is explained in words and replaced", async ({ notebook }) => {
    await notebook.open(["kept = 1", "pass"]);
    for (const [what, [code, words]] of Object.entries(FATAL)) {
      await notebook.editAndRun(1, code);

      await expect(notebook.part(1, "error"), what).toContainText(words);
      await notebook.settled();
      await notebook.editAndRun(1, "kept + 1");
      await expect(notebook.output(1), what).toHaveText("2");
    }
  });

  test("lives on when it is only short of memory or stack, or a callback of JavaScript fails", async ({ notebook }) => {
    await notebook.open(["pass", "pass"]);

    await notebook.editAndRun(0, "kept = 1\ndef deeper(n): return deeper(n + 1)\ndeeper(0)");
    await expect(notebook.part(0, "error")).toContainText("RecursionError");
    await notebook.editAndRun(1, "[0] * (1 << 30)");
    await expect(notebook.part(1, "error")).toContainText("MemoryError");
    const fails = "import js\njs.setTimeout(js.eval('() => { throw new Error(\"late\") }'), 0)";
    await notebook.editAndRun(1, fails);
    await notebook.settled();
    await notebook.editAndRun(1, "import asyncio\nawait asyncio.sleep(0.05)\nglobals().get('kept', 'stale')");
    await expect(notebook.output(1)).toHaveText("1");
  });
});

async function linesOf(page: Page, cell: number): Promise<string[]> {
  const lines = page.locator("[data-cell-id]").nth(cell).locator(".cloche-line");
  return (await lines.allTextContents()).map((line) => line.replace(/\n$/, ""));
}
