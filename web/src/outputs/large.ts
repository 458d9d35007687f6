/** Outputs that would freeze the page wait for a yes. */

import { build } from "./build.js";

/** Ask before showing `size` characters of `what`; `show` runs when the person says so. */
export function askBeforeShowing(host: HTMLElement, what: string, size: number, show: () => void): void {
  const megabytes = (size / 1e6).toFixed(1);
  const button = build("button", { type: "button", class: "cloche-button" }, "Show it anyway");
  button.addEventListener("click", show);
  host.replaceChildren(
    build(
      "div",
      { class: "cloche-notice" },
      build("p", {}, `This output is ${megabytes} MB of ${what}. Showing it may freeze the page for a while.`),
      button,
    ),
  );
}
