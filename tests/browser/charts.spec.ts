import { expect, type Locator, type Page, SITE_FOLDER, test } from "./support/fixtures.ts";
import { link } from "./support/links.ts";
import { notebookFile } from "./support/notebook-file.ts";
import { NotebookPage } from "./support/notebook-page.ts";
import { olderInSandbox } from "./support/older-pyodide.ts";
import { withIndexFirst } from "./support/package-index.ts";

/** Packages come from an index, and are compiled nowhere. */
const LONG = 150;

/** Press at one place of a box, of which 0 and 1 are the edges, and let go at another. */
async function drag(page: Page, box: Locator, from: readonly [number, number], to: readonly [number, number]) {
  await box.scrollIntoViewIfNeeded();
  const area = await box.boundingBox();
  if (!area) throw new Error("there is nothing to drag on");
  const at = ([x, y]: readonly [number, number]) => [area.x + x * area.width, area.y + y * area.height] as const;
  await page.mouse.move(...at(from));
  await page.mouse.down();
  await page.mouse.move(...at([(from[0] + to[0]) / 2, (from[1] + to[1]) / 2]), { steps: 4 });
  await page.mouse.move(...at(to), { steps: 4 });
  await page.mouse.up();
}

test("a chart of Altair's is drawn, answers to dragging and its legend, and is redrawn by a slider", async ({
  page,
  host,
}) => {
  test.setTimeout(240_000);
  const notebook = new NotebookPage(page, await host(withIndexFirst(SITE_FOLDER)));
  await notebook.openText(
    notebookFile([
      "import altair as alt, cloche as cl",
      "size = cl.ui.slider(1, 9, value=1)\nsize",
      "rows = [{'x': n, 'y': n * n % 7 * size.value, 'kind': 'ab'[n % 2]} for n in range(10)]",
      "chart = cl.ui.altair_chart(alt.Chart(alt.Data(values=rows)).mark_circle(size=120, tooltip=True).encode(x='x:Q', y='y:Q', color='kind:N'), label='Pick')\nchart",
      "f\"{[row['x'] for row in chart.value]} {sorted(chart.selections)} {sum(row['y'] for row in rows)}\"",
      "cl.hstack([alt.Chart(alt.Data(values=rows)).mark_bar().encode(x='kind:N', y='count()').properties(width=120), 'beside'])",
    ]),
  );
  await notebook.settled(LONG);
  const chart = notebook.output(3).locator("cloche-altair-chart");
  const canvas = chart.locator("canvas");
  await expect(canvas).toBeVisible();
  await expect(notebook.output(5).locator("canvas")).toBeVisible();
  await expect(notebook.output(4)).toHaveText("[] [] 19");

  await drag(page, canvas, [0.3, 0.1], [0.62, 0.85]);
  await expect(notebook.output(4)).toHaveText("[3, 4] ['select_interval'] 19");

  const before = await canvas.elementHandle();
  await notebook.slide(3);
  await expect(notebook.output(4)).toContainText("57");
  await expect(chart.locator("[data-drawn]")).toHaveAttribute("data-drawn", "2");
  expect(await canvas.evaluate((now, old) => now === old, before), "the same picture has other rows").toBe(true);
  await expect(notebook.output(4)).toContainText("select_interval"); // what was selected still is

  const { width, height } = (await canvas.boundingBox()) ?? { width: 0, height: 0 };
  await canvas.dblclick({ position: { x: width * 0.2, y: height * 0.3 } });
  await expect(notebook.output(4)).toHaveText("[] [] 57");
  await canvas.click({ position: { x: width - 22, y: 29 } }); // the first entry of the legend
  await expect(notebook.output(4)).toHaveText("[0, 2, 4, 6, 8] ['legend_selection_kind'] 57");

  await page.emulateMedia({ colorScheme: "dark" });
  await expect(chart.locator("[data-drawn]")).toHaveAttribute("data-drawn", "3");
  await expect(notebook.output(4)).toContainText("legend_selection_kind");
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/altair-dark.png`, fullPage: true });
  await page.emulateMedia({ colorScheme: "dark", contrast: "more" });
  await expect(chart.locator("[data-drawn]")).toHaveAttribute("data-drawn", "4");
  const save = chart.getByRole("button", { name: "Save as PNG" });
  await save.focus();
  const [download] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Enter")]);
  expect(download.suggestedFilename()).toBe("chart.png");
});

test("a figure of Plotly's is drawn, answers to dragging and clicks, and is redrawn by a slider", async ({
  page,
  host,
}) => {
  test.setTimeout(240_000);
  const notebook = new NotebookPage(page, await host(withIndexFirst(SITE_FOLDER)));
  await notebook.openText(
    notebookFile([
      "import plotly.graph_objects as go, cloche as cl",
      "size = cl.ui.slider(1, 9, value=1)\nsize",
      "dots = cl.ui.plotly(go.Figure(go.Scatter(x=[1, 2, 3], y=[size.value, 2, 3], mode='markers')).update_layout(height=300), label='Dots')\ndots",
      "f'{[p[\"x\"] for p in dots.value]} {sorted(dots.ranges)} {dots.indices} {size.value}'",
      "bars = cl.ui.plotly(go.Figure(go.Bar(x=['a', 'b'], y=[1, 2])).update_layout(height=300))\nbars",
      "str([(p['x'], p['y']) for p in bars.value])",
      "go.Figure(go.Pie(labels=['a', 'b'], values=[1, 2]))",
    ]),
  );
  await notebook.settled(LONG);
  const dots = notebook.output(2).locator("cloche-plotly");
  await expect(dots.locator(".scatterlayer .point")).toHaveCount(3);
  await expect(notebook.output(6).locator(".pielayer .slice")).toHaveCount(2);
  await expect(notebook.output(3)).toHaveText("[] [] [] 1");

  await drag(page, dots.locator(".plot-container .nsewdrag"), [0.3, 0.02], [0.7, 0.98]);
  await expect(notebook.output(3)).toHaveText("[2] ['x', 'y'] [1] 1");

  await notebook.slide(3);
  await expect(dots.locator("[data-drawn]")).toHaveAttribute("data-drawn", "2");
  await expect(notebook.output(3)).toHaveText("[] [] [] 3"); // another figure: nothing of it is selected

  const area = notebook.output(4).locator(".nsewdrag");
  await area.scrollIntoViewIfNeeded();
  const { width, height } = (await area.boundingBox()) ?? { width: 0, height: 0 };
  await area.click({ position: { x: width * 0.75, y: height * 0.8 } });
  await expect(notebook.output(5)).toHaveText("[('b', 2)]");
  await page.emulateMedia({ colorScheme: "dark" });
  await expect(dots.locator("[data-drawn]")).toHaveAttribute("data-drawn", "3");
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/plotly-dark.png`, fullPage: true });
});

test("a stranger's plots of four libraries are drawn and answer in their sandbox, with files of the site's alone", async ({
  page,
  host,
}) => {
  test.setTimeout(420_000); // 40 MB of packages, compiled nowhere
  const site = await host(olderInSandbox());
  const { sandboxed } = new NotebookPage(page, site);
  const cells = [
    "import altair as alt, cloche as cl, matplotlib.pyplot as plt, plotly.graph_objects as go\nfrom bokeh.plotting import figure",
    "rows = [{'x': n, 'y': n, 'kind': 'ab'[n % 2]} for n in range(10)]\nchart = cl.ui.altair_chart(alt.Chart(alt.Data(values=rows)).mark_circle(size=120).encode(x='x:Q', y='y:Q'))\nchart",
    "dots = cl.ui.plotly(go.Figure(go.Scatter(x=[1, 2, 3], y=[1, 2, 3], mode='markers')).update_layout(height=300))\ndots",
    'f\'{[row["x"] for row in chart.value]} {[p["x"] for p in dots.value]}\'',
    "plt.plot([1, 2, 4])\nplt.title('Growth')",
    "spots = figure(title='Spots', width=300, height=200)\nspots.scatter([1, 2], [3, 4], size=20)\nspots",
  ];
  await page.goto(link(site.origin, { "charts.py": notebookFile(cells) }));
  await sandboxed.settled(280);
  await expect(sandboxed.output(3)).toHaveText("[] []");
  await drag(page, sandboxed.output(1).locator("canvas"), [0.26, 0.05], [0.6, 0.9]);
  await expect(sandboxed.output(3)).toHaveText("[2, 3, 4, 5] []");
  const dots = sandboxed.output(2).locator("cloche-plotly");
  await expect(dots.locator(".scatterlayer .point")).toHaveCount(3);
  await drag(page, dots.locator(".plot-container .nsewdrag"), [0.3, 0.02], [0.7, 0.98]);
  await expect(sandboxed.output(3)).toHaveText(/^\[2, 3, 4, 5\] \[2\]$/);
  const picture = sandboxed.output(4).getByRole("img", { name: "Plot. Growth" });
  await expect.poll(() => picture.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBeGreaterThan(500);
  const spots = sandboxed.output(5).locator("cloche-bokeh-plot");
  await expect(spots.getByRole("group", { name: "Spots" })).toBeVisible();
  await expect(spots.locator("[data-drawn]")).toHaveAttribute("data-drawn", "1");
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/sandbox-plots.png`, fullPage: true });
});

test("a notebook that imports a charts' library has its engine before there is a chart, in a sandbox too", async ({
  page,
  host,
}) => {
  const site = await host({});
  const has = (engine: string) => () => site.requests.some((path) => path.includes(engine));
  const notebook = new NotebookPage(page, site);
  const text = notebookFile(["1 + 1", '"""\nimport altair\n"""']); // no package is fetched for a text
  await notebook.openText(text);
  await expect(notebook.output(0)).toHaveText("2");
  await expect.poll(has("/vega-engine-")).toBe(true);
  expect(has("/plotly-engine-")()).toBe(false);

  await page.goto(link(site.origin, { "charts.py": text }));
  await expect(notebook.sandboxed.output(0)).toHaveText("2");
  await expect.poll(has("/guest-vega-")).toBe(true);
});
