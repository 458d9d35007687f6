import { expect, test } from "./support/fixtures.ts";
import { link, oldLink } from "./support/links.ts";
import { notebookFile } from "./support/notebook-file.ts";

test("a damaged link says so and leaves an empty notebook that works", async ({ notebook, page }) => {
  const damage: Readonly<Record<string, { readonly bend: (link: string) => string; readonly says: RegExp }>> = {
    "cut in the middle": { bend: (link) => link.slice(0, -30), says: /not complete|end is missing/i },
    "with letters that no link has": { bend: (link) => link.replace("#code/2.", "#code/2.%%%"), says: /damaged/i },
    "of a newer version": { bend: (link) => link.replace("#code/2.", "#code/99."), says: /newer version/i },
    "with nothing in it": { bend: (link) => link.replace(/#code\/.*/, "#code/"), says: /damaged|not complete/i },
  };
  const whole = link(notebook.origin, { "nb.py": notebookFile(["1 + 1", "2 + 2", "# some length to cut"]) });

  for (const [how, { bend, says }] of Object.entries(damage)) {
    await page.goto("about:blank"); // a visit of its own for each
    await page.goto(bend(whole));

    await expect(page.getByText(says).first(), how).toBeVisible();
    await expect(notebook.cells, how).toHaveCount(1);
    await notebook.editAndRun(0, "40 + 2");
    await expect(notebook.output(0), how).toHaveText("42");
  }
});

test("a link that unfolds to far too much is refused", async ({ notebook }) => {
  await notebook.page.goto(oldLink(notebook.origin, `x = 1${" ".repeat(20_000_000)}`));

  await expect(notebook.page.getByText(/larger than/i).first()).toBeVisible();
});

const OPENED_AS_TEXT: Readonly<Record<string, string>> = {
  "an ordinary script": "import os\n\nprint('plain script')\n",
  prose: "Dear all,\nthis is not Python.\n",
  "nothing at all": "",
  "NUL bytes": "import cloche\napp = cloche.App()\n\n@app.cell\ndef _():\n    x = '\u0000'\n    return\n",
  "an unclosed string":
    'import cloche\n\napp = cloche.App()\n\n\n@app.cell\ndef _():\n    x = """never closed\n    return\n',
  "Windows line ends": notebookFile(["a = 1\na"]).replaceAll("\n", "\r\n"),
};

test("a file with whatever in it opens without an exception, and the notebook works", async ({ notebook, page }) => {
  for (const [what, text] of Object.entries(OPENED_AS_TEXT)) {
    await notebook.openText(text);
    await notebook.ready();

    await notebook.addCellBelow(0);
    await page.keyboard.insertText("40 + 2");
    await page.keyboard.press("ControlOrMeta+Enter");

    await expect(notebook.output(1), what).toHaveText("42");
  }
});

test("output that is markup from a variable is shown as text, and scripts in markdown do not run", async ({
  notebook,
}) => {
  await notebook.open([
    "import cloche as cl",
    "'<img src=x onerror=\"window.canary = 1\">'",
    "{'<b>key</b>': '<script>window.canary = 2</script>'}",
    "raise ValueError('<img src=x onerror=\"window.canary = 3\">')",
  ]);

  await expect(notebook.output(1)).toContainText("<img src=x");
  await expect(notebook.part(3, "error")).toContainText("<img src=x");
  expect(await notebook.page.evaluate(() => Reflect.get(window, "canary"))).toBeUndefined();
});
