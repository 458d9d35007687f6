import type { Frame, Page } from "@playwright/test";

/** From an action in the page until its effect was painted, in milliseconds. */
export interface Reaction {
  /** The output's text had changed. */
  readonly changed: number;
  /** And the browser had made the picture with it: the next one that the screen shows. */
  readonly painted: number;
}

/** Put into every page before its own scripts: watches an output's text from inside, so no test traffic is measured. */
export function installClock(): void {
  // Callbacks of a frame come before its layout and painting, the task that one of them begins right after. What changes in
  // such a callback is in the picture of that very frame, what changes at another time in that of the next one.
  let frame: Promise<void> | null = null;
  const request = window.requestAnimationFrame.bind(window);
  window.requestAnimationFrame = (callback) =>
    request((time) => {
      frame ??= new Promise<void>((done) => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => {
          port1.close();
          frame = null;
          done();
        };
        port2.postMessage(null);
      });
      callback(time);
    });
  const picture = () => frame ?? new Promise<void>((done) => requestAnimationFrame(() => void frame?.then(done)));
  const appears = (wanted: string, nth: number): Promise<Reaction> =>
    new Promise((resolve) => {
      let output: Element | undefined;
      const look = () => {
        // Looked for once, unless it is counted from the end: in a long notebook that takes as long as a cell.
        if (nth < 0 || !output?.isConnected) {
          const outputs = document.querySelectorAll('[data-part="output"]');
          output = nth < 0 ? outputs[outputs.length + nth] : outputs[nth];
        }
        if (output?.textContent?.trim() !== wanted) return;
        observer.disconnect();
        const changed = performance.now();
        void picture().then(() => resolve({ changed, painted: performance.now() }));
      };
      const observer = new MutationObserver(look);
      observer.observe(document, { childList: true, subtree: true, characterData: true });
      look();
    });
  Object.assign(window, {
    benchFirst: appears("2", 0),
    benchReaction: async (wanted: string, nth: number, began: Promise<number>) => {
      const { changed, painted } = await appears(wanted, nth);
      const start = await began;
      return { changed: changed - start, painted: painted - start };
    },
  });
}

/** Since navigation began: the page's, or the frame's. */
export function firstOutput(page: Page | Frame): Promise<Reaction> {
  return page.evaluate(() => Reflect.get(window, "benchFirst") as Promise<Reaction>);
}

/** Do `act`, which fires an event of type `event` in the page, and wait until output `nth` says `wanted`. */
export async function reaction(
  page: Page,
  event: "keydown" | "input" | "click",
  wanted: string,
  nth: number,
  act: () => Promise<void>,
): Promise<Reaction> {
  await page.evaluate(
    ([type, text, place]) => {
      const began = new Promise<number>((heard) => {
        const listen = (fired: Event) => {
          if (fired instanceof KeyboardEvent && fired.key !== "Enter") return;
          removeEventListener(type, listen, true);
          heard(performance.now());
        };
        addEventListener(type, listen, true);
      });
      const measure = Reflect.get(window, "benchReaction") as (...args: unknown[]) => Promise<Reaction>;
      Reflect.set(window, "benchPending", measure(text, place, began));
    },
    [event, wanted, nth] as const,
  );
  await act();
  return page.evaluate(() => Reflect.get(window, "benchPending") as Promise<Reaction>);
}
