import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "./support/fixtures.ts";

interface Example {
  readonly file: string;
  readonly title: string;
  readonly group?: string;
}

const ROOT = resolve(import.meta.dirname, "../..");
const EXAMPLES = JSON.parse(readFileSync(resolve(ROOT, "playground/examples/index.json"), "utf8")) as Example[];

/**
 * Those of the gallery have tests of their own, in gallery.spec.ts. The introduction runs below, all elements in
 * elements.spec.ts, the network in outputs.spec.ts; the attractors, whose packages gallery.spec.ts has too, on CPython.
 */
const ELSEWHERE = new Set(["intro.py", "elements.py", "neural_network.py", "attractors.py"]);

for (const { file, title } of EXAMPLES.filter((each) => each.group === undefined && !ELSEWHERE.has(each.file))) {
  test(`the example "${title}" runs without an error`, async ({ notebook, page }) => {
    await page.goto(`${notebook.origin}/?example=${file.replace(/\.py$/, "")}`);
    await notebook.cells.first().waitFor();
    await notebook.settled();

    await expect(page.locator('[data-part="output"] :first-child').first()).toBeVisible();
    await expect(page.locator('[data-status="error"]')).toHaveCount(0);
  });
}

test("a first visit shows the introduction as it was when the site was built, and then running", async ({
  notebook,
  page,
}) => {
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
  await expect(page).toHaveTitle(new RegExp(EXAMPLES[0]?.title ?? ""));
  await expect(page.locator('[data-status="error"]')).toHaveCount(0);
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
