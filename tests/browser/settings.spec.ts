import { expect, test } from "./support/fixtures.ts";
import { notebookFile } from "./support/notebook-file.ts";
import type { NotebookPage } from "./support/notebook-page.ts";

async function flip(notebook: NotebookPage, name: RegExp): Promise<void> {
  await notebook.button("Menu").click();
  await notebook.page.getByRole("menuitemcheckbox", { name }).click();
  await notebook.page.keyboard.press("Escape");
}

test("with rerunning switched off what depends on a change waits, also in the next visit", async ({
  notebook,
  page,
}) => {
  await notebook.open(["x = 1\nx", "y = x + 1\ny"]);

  await flip(notebook, /depends on a change/i);
  await notebook.editAndRun(0, "x = 5\nx");

  await expect(notebook.output(0)).toHaveText("5");
  await notebook.expectStatus(1, "stale");
  await notebook.button(/run stale/i).click();
  await expect(notebook.output(1)).toHaveText("6");

  await page.reload();
  await notebook.settled();
  await notebook.editAndRun(0, "x = 7\nx");
  await expect(notebook.output(0)).toHaveText("7");
  await notebook.expectStatus(1, "stale");
});

test("a notebook that is not to run when opened waits to be run", async ({ notebook, page }) => {
  await notebook.open(["6 * 7"]);
  await flip(notebook, /when opened/i);
  expect(await notebook.savedFile()).toContain("# auto_instantiate = false");

  await page.reload();
  await notebook.settled();

  await notebook.expectStatus(0, "stale");
  await expect(notebook.output(0)).toBeHidden();
  await notebook.runAll();
  await expect(notebook.output(0)).toHaveText("42");
});

test("the address can ask for the app view with its code", async ({ notebook }) => {
  await notebook.openText(notebookFile(["6 * 7"]), { query: { mode: "run" } });
  await expect(notebook.part(0, "editor")).toBeHidden();

  await notebook.open(["6 * 7"], { query: { mode: "run", "show-code": "1" } });

  await expect(notebook.part(0, "editor")).toContainText("6 * 7");
});

const JUPYTER = JSON.stringify({
  cells: [
    { cell_type: "markdown", metadata: {}, source: ["# Frogs\n"] },
    { cell_type: "code", metadata: {}, source: ["legs = 4\n"], outputs: [], execution_count: 1 },
    { cell_type: "code", metadata: {}, source: ["legs * 10"], outputs: [], execution_count: 2 },
  ],
  metadata: { kernelspec: { name: "python3", display_name: "Python 3" } },
  nbformat: 4,
  nbformat_minor: 5,
});

test("a Jupyter notebook opens from its address, a Markdown file when it is picked, and a broken file changes nothing", async ({
  notebook,
  page,
}) => {
  await notebook.openText(JUPYTER, { name: "frogs.ipynb" });
  await expect(page.locator("h1", { hasText: "Frogs" })).toBeVisible({ timeout: 60_000 });
  await expect(notebook.output(-1)).toHaveText("40");

  const content = Buffer.from("# Newts\n\n```{python}\n3 * 4\n```\n");
  await page.locator("#file-picker").setInputFiles({ name: "newts.md", mimeType: "text/markdown", buffer: content });

  await expect(page.locator("h1", { hasText: "Newts" })).toBeVisible();
  await notebook.settled();
  await expect(notebook.output(-1)).toHaveText("12");

  await page
    .locator("#file-picker")
    .setInputFiles({ name: "broken.ipynb", mimeType: "application/json", buffer: Buffer.from("{") });
  await expect(page.getByRole("alert")).toContainText("broken.ipynb was not opened");
  await expect(notebook.output(-1)).toHaveText("12");
});
