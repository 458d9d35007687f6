import { canShare } from "../../../worker/src/wire/shared.js";
import type { Told, Word } from "../../../worker/src/wire/waits.js";
import { siteScript } from "../sinks/sinks.js";

/** The way to one worker's waits, by the site's service worker. */
export interface Waits {
  readonly key: string;
  tell(word: Word): void;
}

/** Where Python can wait by shared memory or by being suspended, nothing more is needed. */
export function needsServiceWorker(): boolean {
  return !canShare() && !("Suspending" in WebAssembly) && "serviceWorker" in navigator;
}

/**
 * Have the service worker ready, for workers that start from now on: one that was there before is not heard, so a page's
 * first visit goes without. Null where the browser lets no service worker be (a private window, a frame of no origin).
 */
export function waitsByServiceWorker(): (() => Waits) | null {
  let active: ServiceWorker | null = null;
  try {
    const { serviceWorker } = navigator;
    serviceWorker.register(siteScript(new URL("service-worker.js", document.baseURI))).catch(() => {});
    void serviceWorker.ready.then((registration) => {
      active = registration.active;
    });
  } catch {
    return null;
  }
  return () => {
    const key = crypto.randomUUID();
    return {
      key,
      tell: (word) => active?.postMessage({ key, word } satisfies Told),
    };
  };
}
