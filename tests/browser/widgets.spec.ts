import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { unzipSync } from "fflate";
import { expect, test } from "./support/fixtures.ts";
import { WHEELS } from "./support/package-index.ts";
import { WIDGET_PYTHON } from "./support/widget-python.ts";

/** Widgets as published: the scripts are those of the wheels on PyPI, the states those that their classes begin with. */
const PUBLISHED = [
  {
    wheel: "wigglystuff-0.5.36",
    script: "wigglystuff/static/2dslider.js",
    state: "x=0.0, y=0.0, x_bounds=[-1, 1], y_bounds=[-1, 1], width=400, height=400",
  },
  {
    wheel: "bitjet-1.0.0",
    script: "bitjet/static/bitjet.js",
    state: "data=bytes([5, 3]), datawidth=64, block_size=4, mode='bit'",
  },
  {
    wheel: "drawdata-0.5.2",
    script: "drawdata/static/bar_widget.js",
    state: "collection_names=['one', 'two'], data=[], width=800, height=550, n_bins=24, y_min=0.0, y_max=1.0",
  },
  {
    wheel: "json_view_anywidget-0.1.1",
    script: "rjv_anywidget/static/widget.js",
    state: "json_data={'town': ['Oslo', 'Rome']}, theme='rjv-default'",
  },
  {
    wheel: "searchselect-0.1.0",
    script: "searchselect/static/main.js",
    state:
      "items=['Oslo', 'Rome'], selected=[], query='', query_error='', regex=False, case_sensitive=True, theme='auto', _matches=['Oslo', 'Rome']",
  },
];

const BASE = `from cloche import ui
from pyodide.http import pyfetch
${WIDGET_PYTHON}
async def published(address, **state):
    return ui.anywidget(Widget(await (await pyfetch(address)).string(), **state))`;

test("widgets of five packages, with their scripts as published, show what Python has and tell what a hand does", async ({
  notebook,
}) => {
  const addresses = PUBLISHED.map(({ wheel, script }) => {
    const files = unzipSync(readFileSync(resolve(WHEELS, `${wheel}-py3-none-any.whl`)));
    return notebook.site.put(new TextDecoder().decode(files[script]), "widget.js");
  });
  const make = PUBLISHED.map(
    ({ state }, at) => `w${at} = await published("${new URL(addresses[at] ?? "", notebook.origin)}", ${state})\nw${at}`,
  );
  await notebook.open([
    BASE,
    ...make,
    "(w0.value['x'], w0.value['y'])",
    "w4.value['selected']",
    "len(w2.value['data'])",
  ]);

  const plane = notebook.output(1).locator("canvas");
  await plane.click({ position: { x: 300, y: 100 } });
  await expect(notebook.output(6)).toContainText(/^\(0\.\d+, 0\.\d+\)$/);
  await expect(notebook.output(2).locator("canvas, svg").first()).toBeVisible();
  await expect(notebook.output(3).locator("canvas, svg").first()).toBeVisible();
  await expect(notebook.output(4)).toContainText("Oslo");
  await notebook.output(5).getByRole("row", { name: "Rome" }).getByRole("checkbox").click();
  await expect(notebook.output(7)).toContainText("Rome");
});
