import type { Page } from "@playwright/test";
import { link } from "../browser/support/links.ts";
import { notebookFile } from "../browser/support/notebook-file.ts";
import { NotebookPage } from "../browser/support/notebook-page.ts";
import type { Site } from "../browser/support/site-server.ts";
import { firstOutput } from "./clock.ts";
import type { Figures, Pairs } from "./parts.ts";
import type { Profile } from "./visits.ts";

/** What is measured beside something else in the same page or profile, rather than beside a bare page. */

const NOTEBOOK = notebookFile(["1 + 1", "import cloche as cl", "size = cl.ui.slider(0, 1000, value=0)\nsize"]);

/** Milliseconds until the first output of this notebook is painted: one's own, or a stranger's in its sandbox. */
export async function firstOutputOf(profile: Profile, site: Site, whose: "own" | "stranger"): Promise<[number, Page]> {
  const page = await profile.context.newPage();
  if (whose === "own") {
    await page.goto(`${site.origin}/?src=${site.put(NOTEBOOK, "bench.py")}`);
    return [(await firstOutput(page)).painted, page];
  }
  await page.goto(link(site.origin, { "bench.py": NOTEBOOK }));
  const began = await page.evaluate(() => performance.timeOrigin);
  await page.locator("iframe.sandbox").waitFor({ state: "attached" });
  const frame = page.frames().find((each) => each.parentFrame());
  if (!frame) throw new Error("The sandbox has no frame.");
  const { painted } = await firstOutput(frame);
  return [(await frame.evaluate(() => performance.timeOrigin)) + painted - began, page];
}

interface App {
  readonly bench: {
    readonly desk: {
      readonly saveState: { readonly value: string; subscribe(told: (state: string) => void): () => void };
    };
  };
}

/**
 * Letters typed while Python is busy: each to its acknowledged save, to that of a bare put which begins with the same key, and
 * one which begins when the page does nothing: what lies between those two is the key's own work, the drawing above all.
 */
export async function savesWhileBusy(page: Page, site: Site, times: number): Promise<Pairs> {
  await page.setViewportSize({ width: 1280, height: 800 }); // narrower, the bar does not say "Saved"
  const notebook = new NotebookPage(page, site);
  await notebook.openSaved(["pass", "note = 1"]);
  await notebook.editAndRun(0, "while True:\n    pass");
  await notebook.expectStatus(0, "running");
  await notebook.focus(1);
  await page.evaluate(prepareBarePut);
  const [ours, bare, quiet]: [number[], number[], number[]] = [[], [], []];
  for (let n = 0; n < times; n += 1) {
    await page.evaluate(watchSave);
    await page.keyboard.press("x");
    const [saved, put] = await page.evaluate(() => Reflect.get(window, "benchSaved") as Promise<[number, number]>);
    ours.push(saved);
    bare.push(put);
    await page.waitForTimeout(100);
    quiet.push(await page.evaluate(() => (Reflect.get(window, "benchPut") as () => Promise<number>)()));
  }
  const letter = "a letter to its acknowledged save, Python busy";
  return {
    [`${letter} (beside: a bare put with the same key)`]: [ours, bare],
    [`${letter} (beside: a bare put in a quiet page)`]: [ours, quiet],
  };
}

/** From the key until the page says that it is saved. */
function watchSave(): void {
  const { saveState } = (document.querySelector("cloche-app") as unknown as App).bench.desk;
  const saved = new Promise<[number, number]>((done) => {
    addEventListener(
      "keydown",
      () => {
        const put = (Reflect.get(window, "benchPut") as () => Promise<number>)();
        const began = performance.now();
        let isSaving = false;
        const stop = saveState.subscribe((state) => {
          if (state === "saving") isSaving = true;
          else if (isSaving) {
            const took = performance.now() - began;
            void put.then((bare) => done([took, bare]));
            queueMicrotask(() => stop());
          }
        });
      },
      { capture: true, once: true },
    );
  });
  Reflect.set(window, "benchSaved", saved);
}

/** A database with one store; each put is a relaxed transaction of its own, as a save of typing is. */
async function prepareBarePut(): Promise<void> {
  const database = await new Promise<IDBDatabase>((open, fail) => {
    const opening = indexedDB.open("bench", 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore("bench");
    opening.onsuccess = () => open(opening.result);
    opening.onerror = () => fail(opening.error);
  });
  let n = 0;
  Reflect.set(window, "benchPut", () => {
    const began = performance.now();
    return new Promise<number>((done, fail) => {
      const transaction = database.transaction("bench", "readwrite", { durability: "relaxed" });
      n += 1;
      transaction.objectStore("bench").put({ n, text: "x".repeat(1000) }, "one");
      transaction.commit();
      transaction.oncomplete = () => done(performance.now() - began);
      transaction.onerror = () => fail(transaction.error);
    });
  });
}

/** What of the figures lies at or below 90 of 100. */
export function ninetieth(figures: Figures): number {
  return figures.toSorted((a, b) => a - b)[Math.ceil(figures.length * 0.9) - 1] ?? Number.NaN;
}
