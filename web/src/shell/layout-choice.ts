/** How a person chooses the app view's layout, and is told why there is none. */

import { html, nothing, type TemplateResult } from "lit";
import type { LayoutType } from "../notebook/app-layout.js";
import { type IconName, icon } from "./icons.js";
import { prose } from "./prose.js";
import type { Workbench } from "./workbench.js";

const LAYOUTS: readonly (readonly [LayoutType, IconName, string])[] = [
  ["vertical", "rows", "Vertical"],
  ["grid", "grid", "Grid"],
  ["slides", "slides", "Slides"],
];

/** Entries of a menu. `ask` sends an event for what needs a dialog. */
export function layoutEntries(bench: Workbench, choose: () => void, arrange: () => void): TemplateResult {
  const { layout } = bench.store.layouts.now.value;
  const now = layout?.type ?? "vertical";
  const isReadOnly = bench.desk.isElsewhere.value;
  return html`<div class="menu-choice" role="group" aria-label="Layout of the app">
      <span class="menu-label" aria-hidden="true">App layout</span>
      ${LAYOUTS.map(
        ([type, name, label]) => html`<button
          role="menuitemradio"
          aria-checked=${now === type ? "true" : "false"}
          ?disabled=${isReadOnly}
          @click=${() => {
            choose();
            bench.chooseLayout(type);
          }}
        >
          ${icon(name)}<span>${label}</span>
        </button>`,
      )}
    </div>
    ${
      layout && !isReadOnly
        ? html`<button
            role="menuitem"
            @click=${() => {
              choose();
              arrange();
            }}
          >
            ${icon("pen")}<span>${layout.type === "grid" ? "Arrange the grid" : "Arrange the slides…"}</span>
          </button>`
        : nothing
    }
    ${
      bench.store.layouts.canUndo && !isReadOnly
        ? html`<button
            role="menuitem"
            @click=${() => {
              choose();
              bench.undoLayout();
            }}
          >
            ${icon("restart")}<span>Undo layout change</span>
          </button>`
        : nothing
    }`;
}

/** Why the app view is not laid out as the notebook asks. */
export function layoutNotice({ store, desk }: Workbench): TemplateResult | typeof nothing {
  const { problem } = store.layouts.now.value;
  if (!problem || !desk.appView.value) return nothing;
  return html`<div class="notice" role="status">
    ${icon("warning")}
    <div>
      <p>${prose(problem)}</p>
      <p class="notice-hint">Cells are shown below each other. Nothing is changed in the notebook unless you choose a layout in the menu.</p>
    </div>
  </div>`;
}
