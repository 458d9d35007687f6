/** BokehJS, in the page's colours. */

import Bokeh from "@bokeh/bokehjs/build/js/bokeh.esm.min.js";

/** The page's colours for what BokehJS draws beside the canvas; last of its own rules, so what the author says goes before it. */
const LOOK = `:host {
  --base-font: var(--font-ui); --mono-font: var(--font-code);
  --color: var(--ink); --background-color: var(--surface-raised); --hover-color: var(--surface-hover);
  --disabled-color: var(--ink-soft); --border-color: var(--line); --divider-color: var(--line);
  --icon-color: var(--ink-soft); --icon-color-disabled: var(--line); --placeholder-color: var(--ink-soft);
  --surface-background-color: var(--surface-sunk); --disabled-background-color: var(--surface-sunk);
  --highlight-color: var(--focus); --active-border: var(--accent); --tooltip-arrow-color: var(--line);
  --button-color: var(--line); --default: var(--surface-raised); --default-border: var(--line-strong);
  --default-hover: var(--surface-hover); --default-hover-border: var(--line-strong);
  --default-active: var(--surface-hover); --default-active-border: var(--accent);
  --default-disabled: var(--surface-sunk); --default-disabled-border: var(--line);
  --light: var(--surface-raised); --light-border: var(--line); --light-hover: var(--surface-hover);
  --file: var(--surface-raised); --file-border: var(--line-strong); --file-hover: var(--surface-hover);
  --inactive-bg: var(--surface-sunk); --inactive-fg: var(--ink-soft);
}
:host(.bk-inner) { background-color: var(--surface); }
.bk-tooltip-row-label { color: var(--ink-soft); }`;

Bokeh.logger.set_level("error");
dressComponents();

export { Bokeh };

function dressComponents(): void {
  const { prototype } = Bokeh.require("core/dom_view").DOMComponentView;
  const own = prototype.static_stylesheets;
  prototype.static_stylesheets = function (this: unknown) {
    return [...own.call(this as typeof prototype), LOOK];
  };
}
