import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "./support/fixtures.ts";
import { NotebookPage } from "./support/notebook-page.ts";
import { OLDER_PYODIDE } from "./support/older-pyodide.ts";

interface Example {
  readonly file: string;
  readonly title: string;
  readonly packages: readonly string[];
  readonly group?: string;
}

const ROOT = resolve(import.meta.dirname, "../..");
const EXAMPLES = JSON.parse(readFileSync(resolve(ROOT, "playground/examples/index.json"), "utf8")) as Example[];

/** Packages that only the older Pyodide has. */
const BUILT_FOR_PYODIDE = new Set(["numpy", "matplotlib"]);

// Those of the gallery have tests of their own, in gallery.spec.ts.
for (const { file, title, packages } of EXAMPLES.filter(({ group }) => group === undefined)) {
  test(`the example "${title}" runs without an error`, async ({ page, host }) => {
    const needsOlder = packages.some((name) => BUILT_FOR_PYODIDE.has(name));
    const notebook = new NotebookPage(page, await host(needsOlder ? OLDER_PYODIDE : {}));
    if (needsOlder) test.setTimeout(240_000); // 30 MB of packages, compiled nowhere

    await page.goto(`${notebook.origin}/?example=${file.replace(/\.py$/, "")}`);
    await notebook.cells.first().waitFor();
    await notebook.settled(needsOlder ? 180 : 60);

    await expect(page.locator('[data-part="output"] :first-child').first()).toBeVisible();
    await expect(page.locator('[data-status="error"]')).toHaveCount(0);
    if (needsOlder) await expect(page.locator('[data-part="output"] img').first()).toBeVisible();
  });
}

test("an example shows what it gave when the site was built, before Python is there", async ({ notebook, page }) => {
  let letPythonCome = () => {};
  const gate = new Promise<void>((resolve) => {
    letPythonCome = resolve;
  });
  await page.context().route(/\.wasm/, async (route) => {
    await gate;
    await route.continue();
  });

  await page.goto(`${notebook.origin}/`);
  const rose = page.locator('[data-part="output"] svg polyline').first();
  await expect(rose).toBeVisible();
  const before = await rose.getAttribute("points");
  await expect(page.locator("html")).toHaveAttribute("data-kernel", "booting");
  await expect(page.locator('[data-status="idle"]')).toHaveCount(0);
  await page.getByRole("slider").first().fill("9"); // what is moved now counts when Python is there
  letPythonCome();

  await notebook.settled();
  await expect(page.locator(".is-old")).toHaveCount(0);
  await expect(page.getByRole("slider").first()).toHaveValue("9");
  expect(await rose.getAttribute("points")).not.toBe(before);
});

test("the gallery opens an example", async ({ notebook, page }) => {
  const [first, second] = EXAMPLES;
  await notebook.open(["1"]);

  await notebook.notebookAction(/examples/i);
  await page
    .getByRole("dialog")
    .getByText(second?.title ?? "", { exact: true })
    .click();

  await expect(page).toHaveTitle(new RegExp(second?.title.slice(0, 5) ?? ""));
  await expect(page).toHaveURL(`${notebook.origin}/?example=${second?.file.replace(/\.py$/, "")}`);
  await notebook.settled();
  expect(first?.file).toBe("intro.py"); // which a first visit shows

  await page.goBack();
  await expect(notebook.output(0)).toHaveText("1");
  await page.goto(`${notebook.origin}/?example=nothing`);
  await expect(page.getByRole("alert")).toContainText("This site has no example called “nothing”.");
});

test("a first visit shows the introduction, running", async ({ notebook, page }) => {
  await page.goto(`${notebook.origin}/`);
  await notebook.cells.first().waitFor();
  await notebook.settled();

  await expect(page).toHaveTitle(new RegExp(EXAMPLES[0]?.title ?? ""));
  await expect(page.locator('[data-status="error"]')).toHaveCount(0);
});
