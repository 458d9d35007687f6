import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Locator, type Page, test } from "./support/fixtures.ts";
import { link } from "./support/links.ts";
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

const CELLS = [
  "import numpy as np, cloche as cl\nfrom bokeh.layouts import column, row\nfrom bokeh.models import Button, ColumnDataSource, CustomJS, Div\nfrom bokeh.plotting import figure, show",
  "size = cl.ui.slider(1, 9, value=1)\nsize",
  "p = figure(title=f'Times {size.value}', x_axis_label='x', y_axis_label='y', width=420, height=300, x_range=(0, 10), y_range=(0, 10), tools='pan,wheel_zoom,hover,save,reset', tooltips=[('n', '@n')])\np.scatter('x', 'y', size=24, legend_label='dot', source=ColumnDataSource({'x': np.array([5.0]), 'y': np.array([5.0]), 'n': np.array([size.value])}))\np",
  "word = Div(text='<b>not yet</b>')\npress = Button(label='Press')\npress.js_on_click(CustomJS(args={'word': word}, code=\"word.text = '<i>pressed</i>'\"))\nshow(row(press, word))\n'below'",
];

/** Which number the tooltip at (x, y) of the plot's frame tells, of which 0 and 10 are the edges; none without a dot. */
async function told(page: Page, plot: Locator, x: number, y: number): Promise<string> {
  await plot.scrollIntoViewIfNeeded();
  const area = await plot.locator(".bk-CartesianFrame").boundingBox();
  if (!area) throw new Error("there is no plot");
  await page.mouse.move(area.x + 2, area.y + 2);
  await page.mouse.move(area.x + (area.width * x) / 10, area.y + area.height * (1 - y / 10), { steps: 3 });
  return plot.evaluate(({ ownerDocument }) => {
    const [tooltip] = ownerDocument.querySelectorAll<HTMLElement>("body > .bk-Tooltip");
    return tooltip?.checkVisibility()
      ? (tooltip.shadowRoot?.querySelector(".bk-tooltip-row-value")?.textContent?.trim() ?? "")
      : "";
  });
}

/** Drag the plot by so many of its tenths. */
async function pan(page: Page, plot: Locator, dx: number, dy: number): Promise<void> {
  const area = await plot.locator(".bk-CartesianFrame").boundingBox();
  if (!area) throw new Error("there is no plot");
  await page.mouse.move(area.x + area.width / 4, area.y + area.height / 4);
  await page.mouse.down();
  await page.mouse.move(area.x + area.width * (0.25 + dx / 10), area.y + area.height * (0.25 - dy / 10), { steps: 5 });
  await page.mouse.up();
}

test("a plot of Bokeh's is drawn, moved, and given other values by a slider", async ({ page, host }) => {
  test.setTimeout(300_000);
  const notebook = new NotebookPage(page, await host(HOST));
  await notebook.openText(notebookFile(CELLS));
  await notebook.settled(200);
  const plot = notebook.output(2).locator("cloche-bokeh-plot");
  await expect(plot.getByRole("group", { name: "Times 1" })).toBeVisible();
  await expect.poll(() => told(page, plot, 5, 5)).toBe("1");

  await pan(page, plot, 2, -3);
  await expect.poll(() => told(page, plot, 7, 2)).toBe("1");
  expect(await told(page, plot, 5, 5)).toBe("");

  const before = await plot.locator("canvas").first().elementHandle();
  await notebook.slide(3);
  await expect(plot.locator("[data-drawn]")).toHaveAttribute("data-drawn", "2");
  await expect.poll(() => told(page, plot, 7, 2), "it stays where it was moved to").toBe("3");
  expect(
    await plot
      .locator("canvas")
      .first()
      .evaluate((now, old) => now === old, before),
  ).toBe(true);

  const shown = notebook.output(3);
  await expect(shown).toContainText("not yet");
  await shown.getByRole("button", { name: "Press" }).click();
  await expect(shown.locator(".bk-Div i")).toHaveText("pressed");

  await page.emulateMedia({ colorScheme: "dark" });
  await expect(plot.locator("[data-drawn]")).toHaveAttribute("data-drawn", "3");
  await expect.poll(() => told(page, plot, 7, 2)).toBe("3");
  const { violations } = await new AxeBuilder({ page }).include('[data-part="output"]').analyze();
  expect(violations.map(({ id, nodes }) => [id, ...nodes.map(({ html }) => html)])).toEqual([]);
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/bokeh-dark.png`, fullPage: true });
  await page.setViewportSize({ width: 390, height: 800 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/bokeh-390.png`, fullPage: true });
});

/** Python's Bokeh cannot be had for the Pyodide that sandboxes take: this is what it made of such a plot elsewhere. */
const MADE = readFileSync(resolve(import.meta.dirname, "support/bokeh-plot.html"), "utf8");

const PNG = `import struct, zlib, random, cloche as cl
def png(seed):
    rows = b"".join(b"\\0" + random.Random(seed + n).randbytes(300) for n in range(100))
    parts = [(b"IHDR", struct.pack(">IIBBBBB", 100, 100, 8, 2, 0, 0, 0)), (b"IDAT", zlib.compress(rows)), (b"IEND", b"")]
    framed = [struct.pack(">I", len(b)) + a + b + struct.pack(">I", zlib.crc32(a + b)) for a, b in parts]
    return b"\\x89PNG\\r\\n\\x1a\\n" + b"".join(framed)`;

test("a stranger's plot of Bokeh's answers in its sandbox, and large bytes come as object URLs that are given back", async ({
  page,
  host,
}) => {
  test.setTimeout(200_000);
  const site = await host({});
  await page.addInitScript(() => {
    const revoke = URL.revokeObjectURL;
    URL.revokeObjectURL = (url) => {
      document.documentElement.dataset.revoked = `${document.documentElement.dataset.revoked ?? ""} ${url}`;
      revoke.call(URL, url);
    };
  });
  const cells = [
    PNG,
    "size = cl.ui.slider(1, 9, value=1)\nsize",
    "cl.hstack([cl.image(png(size.value), alt='noise'), cl.audio(b'RIFF' + bytes(50_000)), cl.download(png(0), 'a.png')])",
    `cl.Html(${JSON.stringify(MADE)})`,
  ];
  await page.goto(link(site.origin, { "plots.py": notebookFile(cells) }));
  const { sandboxed } = new NotebookPage(page, site);
  await sandboxed.settled(120);
  await bytesComeAsUrls(sandboxed);
  const plot = sandboxed.output(3).locator("cloche-bokeh-plot");
  await expect.poll(() => told(page, plot, 5, 5)).toBe("1");
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/bokeh-sandbox.png` });

  const own = new NotebookPage(page, site);
  await own.openText(notebookFile(cells.slice(0, 3)));
  await own.settled(120);
  await bytesComeAsUrls(own);
});

async function bytesComeAsUrls(notebook: NotebookPage): Promise<void> {
  const shown = notebook.output(2);
  const image = shown.getByRole("img", { name: "noise" });
  await expect.poll(() => image.evaluate((node: HTMLImageElement) => node.naturalWidth)).toBe(100);
  const first = (await image.getAttribute("src")) ?? "";
  const sound = (await shown.locator("audio").getAttribute("src")) ?? "";
  expect([first, sound, await shown.locator("a").getAttribute("href")].map((url) => url?.slice(0, 5))).toEqual(
    Array(3).fill("blob:"),
  );

  await notebook.slide(2);

  await expect(image).not.toHaveAttribute("src", first);
  await expect.poll(() => image.evaluate((node: HTMLImageElement) => node.naturalWidth)).toBe(100);
  await expect(shown.locator("audio"), "the same sound keeps its URL").toHaveAttribute("src", sound);
  await expect(notebook.kernel).toHaveAttribute("data-revoked", new RegExp(first));
}
