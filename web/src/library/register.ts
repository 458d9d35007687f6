import { ClocheHistory } from "./history-dialog.js";
import { ClocheHome } from "./home.js";
import { ClocheRoom } from "./room-line.js";
import { ClocheRowMenu } from "./row-menu.js";

const CLASS_BY_TAG: Readonly<Record<string, CustomElementConstructor>> = {
  "cloche-home": ClocheHome,
  "cloche-history": ClocheHistory,
  "cloche-room": ClocheRoom,
  "cloche-row-menu": ClocheRowMenu,
};

/** Teach the browser the library's elements. Once; again does nothing. */
export function registerLibrary(): void {
  for (const [tag, elementClass] of Object.entries(CLASS_BY_TAG))
    if (!customElements.get(tag)) customElements.define(tag, elementClass);
}
