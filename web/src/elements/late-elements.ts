/** The elements whose code comes with the first of them, in one chunk. */

import "../styles/elements/late.css";
import "../styles/elements/plots.css";
import { ClocheAnywidget } from "./anywidget.js";
import { ClocheChat } from "./chat.js";
import { ClocheCodeEditor } from "./code-editor.js";
import { ClocheFigure } from "./figure.js";
import { ClocheFileBrowser } from "./file-browser.js";
import { ClocheMatplotlib } from "./matplotlib.js";
import { ClocheMatrix } from "./matrix.js";
import { ClocheMicrophone } from "./microphone.js";

const CLASS_BY_TAG: Readonly<Record<string, CustomElementConstructor>> = {
  "cloche-anywidget": ClocheAnywidget,
  "cloche-chat": ClocheChat,
  "cloche-code-editor": ClocheCodeEditor,
  "cloche-figure": ClocheFigure,
  "cloche-file-browser": ClocheFileBrowser,
  "cloche-matplotlib": ClocheMatplotlib,
  "cloche-matrix": ClocheMatrix,
  "cloche-microphone": ClocheMicrophone,
};

/** Define them; again does nothing. */
export function registerLate(): void {
  for (const [tag, elementClass] of Object.entries(CLASS_BY_TAG)) {
    if (!customElements.get(tag)) customElements.define(tag, elementClass);
  }
}
