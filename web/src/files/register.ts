import { ClocheRowMenu } from "../library/row-menu.js";
import { ClocheFiles } from "./panel.js";
import { ClocheFilePreview } from "./preview.js";
import { ClocheFileQuestion } from "./question.js";
import { ClocheFileTree } from "./tree-view.js";

const CLASS_BY_TAG: Readonly<Record<string, CustomElementConstructor>> = {
  "cloche-row-menu": ClocheRowMenu,
  "cloche-file-tree": ClocheFileTree,
  "cloche-file-question": ClocheFileQuestion,
  "cloche-file-preview": ClocheFilePreview,
  "cloche-files": ClocheFiles,
};

/** Teach the browser the panel of files. Again does nothing. */
export function registerFiles(): void {
  for (const [tag, elementClass] of Object.entries(CLASS_BY_TAG))
    if (!customElements.get(tag)) customElements.define(tag, elementClass);
}
