import type { Page } from "@playwright/test";
import { NotebookPage } from "../browser/support/notebook-page.ts";
import type { Site } from "../browser/support/site-server.ts";

/** Many elements on one page, and one element that is dragged for long. */

const CONTROL = "input:not([type=hidden]), select";

/** How one element answered: milliseconds from the person's event. */
export interface Answer {
  /** The browser had made the picture with the element's own new value. */
  readonly drawn: number;
  /** The output that reads it had changed; null where nothing reads it. */
  readonly output: number | null;
}

/** A notebook of so many elements of five kinds in one array, and a cell that reads all. */
export async function openElements(page: Page, site: Site, elements: number): Promise<void> {
  await new NotebookPage(page, site).open([
    "import cloche as cl",
    `def element(n):
    label = f"element {n}"
    return [
        lambda: cl.ui.slider(0, 100, value=50, show_value=True, label=label),
        lambda: cl.ui.checkbox(label=label),
        lambda: cl.ui.number(0, 100, value=50, label=label),
        lambda: cl.ui.switch(label=label),
        lambda: cl.ui.dropdown(["a", "b", "c"], value="a", label=label),
    ][n % 5]()
changes = {"count": 0}
def changed(_):
    changes["count"] += 1
things = cl.ui.array([element(n) for n in range(${elements})], on_change=changed)
things`,
    "things.value\nf\"change {changes['count']}\"",
  ]);
}

/** The browser's own controls of those kinds, and no script: what a picture takes here at the least. */
export async function openBareElements(page: Page, site: Site, elements: number): Promise<void> {
  await page.goto(`${site.origin}/bare/elements?${elements}`);
  await page.locator("select").first().waitFor();
}

/** Moves each of the elements once, two fifths of them by pointer, and waits until it has answered. */
export async function answers(page: Page, elements: number, isRead: boolean): Promise<Answer[]> {
  const controls = page.locator('[data-element="array"] [data-element]').locator(CONTROL);
  const found: Answer[] = [];
  for (let n = 0; n < elements; n += 1) {
    const control = controls.nth(n);
    await control.scrollIntoViewIfNeeded();
    const isClicked = n % 5 === 1 || n % 5 === 3;
    if (!isClicked) await control.focus();
    const wanted = isRead ? `change ${n + 1}` : null;
    await page.evaluate(watch, [isClicked ? "click" : "keydown", wanted] as const);
    if (isClicked) await control.click();
    else await page.keyboard.press(n % 5 === 0 ? "ArrowRight" : n % 5 === 2 ? "ArrowUp" : "ArrowDown");
    found.push(await page.evaluate(() => Reflect.get(window, "benchAnswer") as Promise<Answer>));
  }
  return found;
}

/** Watches for the next event of a type: when the picture after it is made, and when the last output says `wanted`, if anything. */
function watch([type, wanted]: readonly [string, string | null]): void {
  const answer = new Promise<unknown>((done) => {
    const begin = () => {
      removeEventListener(type, begin, true);
      const began = performance.now();
      const drawn = new Promise<number>((painted) => {
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => painted(performance.now() - began);
          port2.postMessage(null);
        });
      });
      const output = new Promise<number | null>((changed) => {
        if (wanted === null) return changed(null);
        const look = () => {
          const last = [...document.querySelectorAll('[data-part="output"]')].at(-1);
          if (!last?.textContent?.includes(wanted)) return;
          observer.disconnect();
          changed(performance.now() - began);
        };
        const observer = new MutationObserver(look);
        observer.observe(document, { childList: true, subtree: true, characterData: true });
        look();
      });
      void Promise.all([drawn, output]).then(([first, second]) => done({ drawn: first, output: second }));
    };
    addEventListener(type, begin, true);
  });
  Reflect.set(window, "benchAnswer", answer);
}

/** What the page and Python hold: MB, MB, and a number. */
export interface Held {
  readonly heap: number;
  readonly python: number;
  readonly nodes: number;
}

/** Drag a slider for so many seconds, `rate` events in each of them; what is held before and after. */
export async function dragged(page: Page, site: Site, seconds: number, rate: number): Promise<readonly [Held, Held]> {
  const notebook = new NotebookPage(page, site);
  await notebook.open([
    "import cloche as cl\nfrom pyodide_js import _module as program",
    "size = cl.ui.slider(0, 1000)\nsize",
    'cl.md(f"**{size.value}** and {[size.value] * 20} in {program.HEAPU8.length} bytes")',
  ]);
  await page.evaluate(drag, [5, rate] as const); // what is made once has been made
  const before = await held(page);
  await page.evaluate(drag, [seconds, rate] as const);
  return [before, await held(page)];
}

async function held(page: Page): Promise<Held> {
  const session = await page.context().newCDPSession(page);
  await session.send("HeapProfiler.collectGarbage");
  await session.send("HeapProfiler.collectGarbage");
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  const { nodes } = await session.send("Memory.getDOMCounters");
  await session.detach();
  const told = (await page.locator('[data-part="output"]').last().textContent()) ?? "";
  const python = Number(/in (\d+) bytes/.exec(told)?.[1] ?? NaN);
  return { heap: usedSize / 1e6, python: python / 1e6, nodes };
}

function drag([seconds, rate]: readonly [number, number]): Promise<void> {
  const range = document.querySelector<HTMLInputElement>('input[type="range"]');
  const events = seconds * rate;
  const began = performance.now();
  return new Promise((done) => {
    let sent = 0;
    const timer = setInterval(() => {
      const due = Math.min(events, Math.floor(((performance.now() - began) * rate) / 1000));
      for (; range && sent < due; sent += 1) {
        range.value = String(1 + (sent % 999));
        range.dispatchEvent(new Event("input", { bubbles: true }));
      }
      if (sent < events) return;
      clearInterval(timer);
      setTimeout(done, 1000); // the last of them is answered
    }, 1000 / rate);
  });
}
