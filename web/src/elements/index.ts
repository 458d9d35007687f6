/**
 * The page's mirror of the kernel's `ui`: one custom element for each kind, and values shown by id.
 *
 * Not here: where elements stand (`outputs/`), and what becomes of their values (`kernel/`).
 */

import type { ElementId } from "../../../worker/src/wire/messages.js";
import { comeLate } from "../outputs/late.js";
import { ClocheTex } from "../outputs/tex.js";
import { ClocheButton, ClocheRunButton } from "./button.js";
import { ClocheCombobox } from "./combobox.js";
import { ClocheDate, ClocheDateRange, ClocheDatetime } from "./dates.js";
import { ClocheDropdown } from "./dropdown.js";
import { ClocheElement } from "./element.js";
import { ClocheFile } from "./file.js";
import { ClocheForm } from "./form.js";
import { ClocheArray, ClocheBatch, ClocheDictionary } from "./group.js";
import { ClocheMultiselect } from "./multiselect.js";
import { ClocheNumber } from "./number.js";
import { ClocheRadio } from "./radio.js";
import { ClocheRangeSlider } from "./range-slider.js";
import { ClocheRefresh } from "./refresh.js";
import { ClocheSlider } from "./slider.js";
import { ClocheTabs } from "./tabs.js";
import { ClocheText, ClocheTextArea } from "./text.js";
import { ClocheCheckbox, ClocheSwitch } from "./toggle.js";

export type { ElementInput, ElementWord } from "./element.js";

const CLASS_BY_TAG: Readonly<Record<string, CustomElementConstructor>> = {
  // Holders before what they hold: a form takes in elements that have not drawn yet, a dropdown draws a combobox.
  "cloche-form": ClocheForm,
  "cloche-array": ClocheArray,
  "cloche-dictionary": ClocheDictionary,
  "cloche-batch": ClocheBatch,
  "cloche-tabs": ClocheTabs,
  "cloche-combobox": ClocheCombobox,
  "cloche-slider": ClocheSlider,
  "cloche-number": ClocheNumber,
  "cloche-text": ClocheText,
  "cloche-text-area": ClocheTextArea,
  "cloche-checkbox": ClocheCheckbox,
  "cloche-switch": ClocheSwitch,
  "cloche-dropdown": ClocheDropdown,
  "cloche-radio": ClocheRadio,
  "cloche-button": ClocheButton,
  "cloche-run-button": ClocheRunButton,
  "cloche-multiselect": ClocheMultiselect,
  "cloche-range-slider": ClocheRangeSlider,
  "cloche-date": ClocheDate,
  "cloche-date-range": ClocheDateRange,
  "cloche-datetime": ClocheDatetime,
  "cloche-file": ClocheFile,
  "cloche-refresh": ClocheRefresh,
  "cloche-tex": ClocheTex,
};

/** Few notebooks have these: their code comes with the first of them. */
const LATE_TAGS: readonly string[] = [
  "cloche-anywidget",
  "cloche-chat",
  "cloche-code-editor",
  "cloche-figure",
  "cloche-file-browser",
  "cloche-matplotlib",
  "cloche-matrix",
  "cloche-microphone",
];

/** Parts of outputs that few notebooks have, in another chunk. */
const LATE_OUTPUT_TAGS: readonly string[] = [
  "cloche-carousel",
  "cloche-download",
  "cloche-icon",
  "cloche-image-compare",
  "cloche-lazy",
  "cloche-mermaid",
  "cloche-outline",
  "cloche-routes",
  "cloche-sidebar",
  "cloche-tex-macros",
];

const LATE_CHART_TAGS: readonly string[] = [
  "cloche-bokeh-plot",
  "cloche-panel",
  "cloche-vega",
  "cloche-altair-chart",
  "cloche-plotly-figure",
  "cloche-plotly",
];

/** Teach the page Cloche's elements. Call it once, before the first output; again does nothing. */
export function registerElements(): void {
  for (const [tag, elementClass] of Object.entries(CLASS_BY_TAG)) {
    if (!customElements.get(tag)) customElements.define(tag, elementClass);
  }
  comeLate(LATE_TAGS, async () => (await import("./late-elements.js")).registerLate());
  comeLate(LATE_OUTPUT_TAGS, async () => (await import("./late-outputs.js")).registerLateOutputs());
  comeLate(LATE_CHART_TAGS, async () => (await import("./late-charts.js")).registerLateCharts());
}

/** Hand on what Python's part of an element says, to every copy of it inside `root`. */
export function tellElement(root: ParentNode, element: ElementId, message: unknown): void {
  for (const copy of root.querySelectorAll(`[element-id="${CSS.escape(element)}"]`)) {
    if (copy instanceof ClocheElement) copy.hear(message);
  }
}

/** Show a value that Python gave an element, on every copy of it inside `root`; nobody is told. */
export function updateElement(root: ParentNode, element: ElementId, value: unknown): void {
  for (const copy of root.querySelectorAll(`[element-id="${CSS.escape(element)}"]`)) {
    if (copy instanceof ClocheElement) copy.show(value);
  }
}
