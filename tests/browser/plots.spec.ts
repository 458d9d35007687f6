import { expect, type Locator, type Page, test } from "./support/fixtures.ts";
import { notebookFile } from "./support/notebook-file.ts";
import { NotebookPage } from "./support/notebook-page.ts";
import { OLDER_PYODIDE } from "./support/older-pyodide.ts";
import { withIndex } from "./support/package-index.ts";
import type { SiteOptions } from "./support/site-server.ts";

/** What Pyodide lacks comes from an index. */
const { config, folders, answers } = withIndex();
const HOST: SiteOptions = {
  config: { ...OLDER_PYODIDE.config, ...config },
  folders: { ...OLDER_PYODIDE.folders, ...folders },
  answers: answers ?? {},
};

/** Places of a box on the page, of which 0 and 1 are the edges. */
async function placesOf(box: Locator): Promise<(x: number, y: number) => [number, number]> {
  await box.scrollIntoViewIfNeeded();
  const area = await box.boundingBox();
  if (!area) throw new Error("there is nothing to point at");
  return (x, y) => [area.x + area.width * x, area.y + area.height * y];
}

async function drag(page: Page, first: [number, number], ...others: [number, number][]) {
  await page.mouse.move(...first);
  await page.mouse.down();
  for (const place of others) await page.mouse.move(...place, { steps: 4 });
  await page.mouse.up();
}

async function shoot(page: Page, name: string) {
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/${name}.png`, fullPage: true });
}

test("plots are crisp pictures, a hand and the keyboard mark points, pan and zoom; frames and bars are the page's", async ({
  page,
  host,
}) => {
  test.setTimeout(420_000); // 20 MB of packages, compiled nowhere
  const notebook = new NotebookPage(page, await host(HOST));
  await page.emulateMedia({ colorScheme: "dark" });
  await page.setViewportSize({ width: 1280, height: 1800 }); // nothing scrolls under the mouse
  await notebook.openText(
    notebookFile([
      "import cloche as cl, numpy as np, matplotlib.pyplot as plt",
      "plt.plot([1, 2, 4])\nplt.title('Growth')\nplt.gca()",
      "x = np.arange(10)\nplt.scatter(x, x ** 2)\nplot = cl.ui.matplotlib(plt.gca())\nplot",
      "cl.mpl.interactive(plt.plot([0, 10], [0, 10]))",
      "int(plot.value.get_mask(x, x ** 2).sum()), type(plot.value).__name__",
      "[{'town': 'Rome', 'people': n} for n in range(80)]",
      "from tqdm.auto import tqdm\nfor n in tqdm(range(4), desc='Steps', mininterval=0):\n    if n == 2:\n        input('go on?')",
    ]),
  );
  const bar = notebook.output(6).getByRole("progressbar");
  await expect(bar).toHaveAttribute("value", "2", { timeout: 280_000 });
  await notebook.part(6, "prompt").getByRole("textbox").press("Enter");
  await notebook.settled();
  await shoot(page, "plots-dark");

  const picture = notebook.output(1).getByRole("img", { name: "Plot. Growth" });
  const [shown = 0, pixels = 0] = await picture.evaluate((img: HTMLImageElement) => [
    img.clientWidth,
    img.naturalWidth,
  ]);
  expect(shown).toBeGreaterThan(500);
  expect(Math.abs(2 * shown - pixels)).toBeLessThan(2);

  const marked = notebook.output(4);
  const frame = notebook.output(2).getByRole("application", { name: /mark points/i });
  const at = await placesOf(frame);
  await expect(marked).toHaveText("(0, 'EmptySelection')");
  await drag(page, at(0.01, 0.99), at(0.5, 0.01));
  await expect(marked).toHaveText("(5, 'BoxSelection')");
  await expect(notebook.output(2).locator("output")).toHaveText(/^Box: x -?0\.\d+ to 4\.\d+, y/);
  await page.keyboard.down("Shift");
  await drag(page, at(0.6, 0.01), at(0.99, 0.01), at(0.99, 0.6), at(0.7, 0.6));
  await page.keyboard.up("Shift");
  await expect(marked).toHaveText("(3, 'LassoSelection')");
  await shoot(page, "plots-lasso");
  await page.mouse.click(...at(0.1, 0.1));
  await expect(marked).toHaveText("(0, 'EmptySelection')");

  await frame.press("Enter"); // the middle half
  await expect(marked).toHaveText("(2, 'BoxSelection')");
  for (let press = 0; press < 14; press++) await page.keyboard.press("Shift+ArrowDown");
  await expect(marked).toHaveText("(4, 'BoxSelection')");
  await page.keyboard.press("Escape");
  await expect(marked).toHaveText("(0, 'EmptySelection')");

  const figure = notebook.output(3).getByRole("application", { name: /^Figure/ });
  const numbers = notebook.output(3).locator("output");
  const back = notebook.output(3).getByRole("button", { name: "Back" });
  await expect(figure.locator("canvas")).toHaveAttribute("width", "640");
  await expect(back).toBeDisabled();
  const on = await placesOf(figure);
  const still = notebook.output(3).locator("img");
  expect(await figure.boundingBox(), "the canvas stands where the picture is").toEqual(await still.boundingBox());
  await page.mouse.move(...on(0.5, 0.5));
  await expect(numbers).toHaveText(/\b[45]\.\d+\D+[45]\.\d+/);
  await drag(page, on(0.5, 0.5), on(0.75, 0.5));
  await expect(back).toBeEnabled();
  await page.mouse.move(...on(0.5, 0.5));
  await expect(numbers).toHaveText(/\b[12]\.\d+\D+[45]\.\d+/);
  await shoot(page, "plots-panned");
  await figure.press("Home");
  await expect(back).toBeDisabled();
  await figure.press("+");
  await expect(back).toBeEnabled();
  await notebook.output(3).getByRole("button", { name: "Home" }).click();
  await expect(back).toBeDisabled();
  await notebook.output(3).getByRole("button", { name: "Zoom" }).click();
  await drag(page, on(0.5, 0.5), on(0.7, 0.7)); // from the middle to the right and down: the middle becomes a corner
  await expect(back).toBeEnabled();
  await page.mouse.move(...on(0.5, 0.5));
  await expect(numbers).toHaveText(/\b[67]\.\d+\D+[23]\.\d+/);

  const table = notebook.output(5).getByRole("table");
  await expect(table.getByRole("row")).toHaveCount(51);
  await expect(notebook.output(5)).toContainText("First 50 of 80 rows");
  await expect(table.getByRole("cell", { name: "7", exact: true })).toHaveCSS("display", "table-cell");
  const head = table.getByRole("columnheader", { name: "people" });
  const before = await head.boundingBox();
  await notebook
    .output(5)
    .getByRole("group", { name: "Table" })
    .evaluate((box) => box.scrollTo(0, 300));
  expect((await head.boundingBox())?.y, "the head stays where it is").toBe(before?.y);

  await page.emulateMedia({ colorScheme: "light" });
  await notebook.editAndRun(1, "plt.plot([1, 2, 4])\nplt.title(cl.app_meta().theme)\nplt.gca()");
  const light = notebook.output(1).getByRole("img", { name: "Plot. light" });
  await expect(light).toBeVisible();
  expect(await light.evaluate(cornerOf), "paper").toEqual([255, 255, 255]);
  await page.setViewportSize({ width: 390, height: 1800 });
  await shoot(page, "plots-light-390");
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
});

/** The colour of a picture's upper left corner. */
function cornerOf(picture: SVGElement | HTMLElement): number[] {
  const context = document.createElement("canvas").getContext("2d");
  context?.drawImage(picture as HTMLImageElement, 0, 0);
  return [...(context?.getImageData(0, 0, 1, 1).data ?? [])].slice(0, 3);
}
