import { resolve } from "node:path";
import type { Page } from "@playwright/test";
import { notebookFile } from "../browser/support/notebook-file.ts";
import { NotebookPage } from "../browser/support/notebook-page.ts";
import { withIndex } from "../browser/support/package-index.ts";
import { serveSite } from "../browser/support/site-server.ts";
import type { Reaction } from "./clock.ts";
import type { Profile } from "./visits.ts";

/**
 * A chart of Altair's that a slider draws anew. In the older Pyodide of the tests, which has pandas: the registry that tests
 * reach has none for the one that is shipped (docs/decisions/0004).
 */

const ROOT = resolve(import.meta.dirname, "../..");
const OLDER = "pyodide-0.27.7/";

const cells = (points: number) => [
  "import altair as alt, numpy as np, pandas as pd, cloche as cl",
  "turn = cl.ui.slider(0, 100, value=0)\nturn",
  `frame = pd.DataFrame({'x': np.arange(${points}) / ${points}, 'kind': np.resize(['a', 'b', 'c'], ${points})})`,
  "alt.Chart(frame.assign(y=np.sin(frame.x * (turn.value + 1)))).mark_circle().encode(x='x:Q', y='y:Q', color='kind:N')",
];

export async function chartRedraws(profile: Profile, points: number, times: number): Promise<Reaction[]> {
  const folder = process.env.SITE ?? resolve(ROOT, "dist/site");
  const index = withIndex();
  const site = await serveSite(folder, {
    ...index,
    config: { ...index.config, indexURL: OLDER, packageBaseUrl: OLDER },
    folders: { ...index.folders, [`/${OLDER}`]: resolve(ROOT, ".cache/pyodide-0.27.7") },
  });
  const page = await profile.context.newPage();
  try {
    const notebook = new NotebookPage(page, site);
    await notebook.openText(notebookFile(cells(points)));
    await notebook.settled(240);
    await page.locator("cloche-vega canvas").waitFor();
    const found: Reaction[] = [];
    for (let n = 1; n <= times; n += 1) found.push(await redraw(page, n));
    return found;
  } finally {
    await page.close();
    await site.close();
  }
}

function redraw(page: Page, value: number): Promise<Reaction> {
  return page.evaluate(async (wanted) => {
    const slider = document.querySelector<HTMLInputElement>('[data-element="slider"] input[type="range"]');
    const chart = document.querySelector("cloche-vega .cloche-chart-place");
    if (!slider || !chart) throw new Error("the notebook has no slider or no chart");
    const drawn = new Promise<void>((done) => {
      const observer = new MutationObserver(() => {
        observer.disconnect();
        done();
      });
      observer.observe(chart, { attributeFilter: ["data-drawn"] });
    });
    const began = performance.now();
    slider.value = String(wanted);
    slider.dispatchEvent(new Event("input", { bubbles: true }));
    await drawn;
    const changed = performance.now() - began;
    await new Promise<void>((done) => requestAnimationFrame(() => setTimeout(done)));
    return { changed, painted: performance.now() - began };
  }, value);
}
