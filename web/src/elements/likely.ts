/**
 * Engines of charts that a notebook is likely to want, by what it imports: they come while Python fetches and imports
 * its packages, so that the first chart need not wait for them. A guess that is wrong costs a download, and no more.
 */

import { effect } from "@preact/signals-core";
import type { Cell } from "../notebook/document.js";
import { modulesIn } from "../notebook/imports.js";
import type { NotebookStore } from "../notebook/store.js";

/** Milliseconds after which Python's own files are here, and outputs that need no package too: those come first. */
const PAUSE = 400;

const charts = () => import("./late-charts.js");
const bokeh = () => Promise.all([charts(), import("./charts/bokeh-engine.js")]);
const panel = () => Promise.all([charts(), import("./charts/panel-engine.js")]);
const pyplot = () => import("./late-elements.js");

const ENGINE_BY_MODULE: Readonly<Record<string, () => Promise<unknown>>> = {
  altair: () => Promise.all([charts(), import("./charts/vega-engine.js")]),
  plotly: () => Promise.all([charts(), import("./charts/plotly-engine.js")]),
  bokeh,
  panel,
  hvplot: panel,
  holoviews: panel,
  matplotlib: pyplot,
  seaborn: pyplot,
};

/** Bring what the cells of `store` are likely to show, each time that Python has started or they were changed. */
export function bringLikely(store: NotebookStore): void {
  const seen = new WeakSet<Cell>();
  const brought = new Set<string>();
  let isWaiting = false;
  const look = () => {
    isWaiting = false;
    for (const cell of store.document.peek().cells) {
      if (seen.has(cell)) continue;
      seen.add(cell);
      for (const name of modulesIn(cell.code)) {
        const bring = Object.hasOwn(ENGINE_BY_MODULE, name) && !brought.has(name) && ENGINE_BY_MODULE[name];
        if (!bring) continue;
        brought.add(name);
        bring().catch(() => brought.delete(name)); // the chart itself says what is wrong
      }
    }
  };
  effect(() => {
    const { phase } = store.kernel.value;
    if (isWaiting || phase === "booting" || phase === "dead") return;
    isWaiting = true;
    setTimeout(() => ("requestIdleCallback" in globalThis ? requestIdleCallback(look) : look()), PAUSE);
  });
}
