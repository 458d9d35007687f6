import type { Page } from "@playwright/test";

/** Milliseconds: from the click until no cell runs, and from there until Python is ready. */
export interface TimesOfStop {
  readonly end: number;
  readonly ready: number;
}

/** By the page's clock: a test's is coarser. */
export async function timesOfStop(page: Page, click: () => Promise<void>): Promise<TimesOfStop> {
  await page.evaluate(() => {
    const ended = new Promise<TimesOfStop>((resolve) => {
      const begin = () => {
        const began = performance.now();
        let end = 0;
        const look = () => {
          if (!end && !document.querySelector('[data-status="running"]')) end = performance.now();
          if (!end || document.documentElement.dataset.kernel !== "ready") return;
          observer.disconnect();
          resolve({ end: end - began, ready: performance.now() - end });
        };
        const observer = new MutationObserver(look);
        const attributeFilter = ["data-status", "data-kernel"];
        observer.observe(document, { subtree: true, attributes: true, attributeFilter });
      };
      addEventListener("click", begin, { capture: true, once: true });
    });
    Reflect.set(window, "stopEnded", ended);
  });
  await click();
  return page.evaluate(() => Reflect.get(window, "stopEnded") as Promise<TimesOfStop>);
}
