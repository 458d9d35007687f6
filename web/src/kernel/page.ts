/** What every kernel's world shares: how the page looks, its clock's marks, and the site's configuration made absolute. */

import { AnswerBox } from "../../../worker/src/wire/answer-box.js";
import type { BootOptions, SiteConfig } from "../../../worker/src/wire/messages.js";
import { canShare, Shared } from "../../../worker/src/wire/shared.js";
import type { KernelWorld } from "./needs.js";

export const pageMarks: Pick<KernelWorld, "mark" | "note"> = {
  mark: (name, since) => {
    // The browser keeps every entry until it is told not to; a day of moving sliders makes many.
    if (since === undefined) {
      performance.clearMarks(name);
      performance.mark(name);
    } else if (performance.getEntriesByName(since).length > 0) {
      performance.clearMeasures(name);
      performance.measure(name, since);
    }
  },
  note: ({ tier, timeline }) => {
    performance.mark(`cloche:booted-${tier}`);
    for (const { step, at } of timeline)
      performance.mark(`cloche:worker-${step}`, { startTime: Math.max(0, at - performance.timeOrigin) });
  },
};

export const pictures: KernelWorld["pictures"] = {
  now: () => performance.now(),
  beforeNext: (act) => void requestAnimationFrame(act),
};

/** What the page's theme comes to: as chosen, else as the system says. */
export function shownTheme(): "light" | "dark" {
  const chosen = document.documentElement.dataset.theme;
  if (chosen === "light" || chosen === "dark") return chosen;
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

/** Say how the page looks whenever that changes. */
export function watchTheme(hear: (theme: "light" | "dark") => void): void {
  let last = shownTheme();
  const look = () => {
    const theme = shownTheme();
    if (theme === last) return;
    last = theme;
    hear(theme);
  };
  new MutationObserver(look).observe(document.documentElement, { attributeFilter: ["data-theme"] });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", look);
}

/** The configuration with its URLs as the worker needs them: not relative to the page at `base`. */
export function absolute(
  config: SiteConfig,
  base: string,
): Omit<
  BootOptions,
  "interrupt" | "waits" | "generation" | "folder" | "files" | "absent" | "kept" | "mayWake" | "session" | "modules"
> {
  const from = (url: string) => new URL(url, base).href;
  return {
    indexURL: from(config.indexURL),
    packageBaseUrl: from(config.packageBaseUrl),
    indexUrls: config.indexUrls.map(from),
    wheelsURL: from(config.wheelsURL),
  };
}

/** Memory that the page and its worker share, where the browser lets them. */
export function sharedMemory(): SharedArrayBuffer | null {
  return canShare() ? new SharedArrayBuffer(Shared.BYTES + AnswerBox.BYTES) : null;
}
