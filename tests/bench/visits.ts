import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserContext, chromium, type Page } from "@playwright/test";
import { longestTask } from "../browser/support/main-thread.ts";
import { notebookFile } from "../browser/support/notebook-file.ts";
import { NotebookPage } from "../browser/support/notebook-page.ts";
import type { Site } from "../browser/support/site-server.ts";
import { firstOutput, installClock, type Reaction, reaction } from "./clock.ts";
import { browserMemory } from "./memory.ts";

/** One of the two pages that are measured in turn. */
export interface Subject {
  readonly name: "cloche" | "bare";
  /** Where a visit begins: a page whose first output says 2. */
  address(site: Site): string;
  edit(page: Page, site: Site, times: number): Promise<Reaction[]>;
  slide(page: Page, times: number): Promise<Reaction[]>;
  chain(page: Page, site: Site, cells: number): Promise<Reaction>;
  /** The longest task of the page's thread while a chain is opened, and while it reruns; processor time. */
  blocked?(page: Page, site: Site, cells: number): Promise<{ readonly opening: number; readonly rerun: number }>;
  /** Milliseconds from asking for a new Python until its output is there. */
  restart(page: Page, site: Site): Promise<number>;
  /** Until there is whatever the page gets ready for a restart. */
  prepared?(page: Page): Promise<void>;
  /** So many restarts in the page itself, one after the other; milliseconds. */
  restarts?(page: Page, times: number): Promise<number>;
  /** Milliseconds for so many moves of the slider, each waiting for its output. */
  rerun(page: Page, times: number): Promise<number>;
  /** Milliseconds from a Python that is ready to the first output of a notebook of so many cells. */
  beginning?(page: Page, site: Site, cells: number): Promise<number>;
  /** A notebook of many cells: opened, typed into, edited. */
  large?(page: Page, site: Site, cells: number, times: number): Promise<LargeNotebook>;
}

/** The app's own parts, as far as a measurement asks them. */
interface Workbench {
  readonly kernel: { facts(): { readonly spare: string }; restart(): Promise<void> };
}

export interface LargeNotebook {
  readonly readable: number;
  readonly idle: number;
  readonly keys: number[];
  readonly edits: Reaction[];
  /** The longest task of the page's thread while it opened; processor time. */
  readonly longest: number;
}

export interface BootVisit {
  readonly milliseconds: number;
  /** When something of the page was painted: for a notebook, its code. */
  readonly readable: number;
  readonly bytes: number;
  readonly requests: number;
  readonly memory: number | null;
}

export interface Profile {
  readonly context: BrowserContext;
  readonly folder: string;
  close(): Promise<void>;
}

/** A browser that has never been anywhere. */
export async function newProfile(executablePath: string): Promise<Profile> {
  const folder = mkdtempSync(join(tmpdir(), "cloche-bench-"));
  const args = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  const context = await chromium.launchPersistentContext(folder, { executablePath, args, viewport: null });
  await context.addInitScript(installClock);
  const close = async () => {
    await context.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return { context, folder, close };
}

/** Open the subject in a new tab and wait for its first output. */
export async function visit(profile: Profile, subject: Subject, site: Site): Promise<BootVisit & { page: Page }> {
  const page = await profile.context.newPage();
  const before = { requests: site.requests.length, bytes: site.bytesSent() };
  await page.goto(subject.address(site));
  const { painted } = await firstOutput(page);
  return {
    page,
    milliseconds: painted,
    readable: await page.evaluate(() => {
      const [shell] = performance.getEntriesByName("cloche:shell-painted");
      return (shell ?? performance.getEntriesByName("first-contentful-paint")[0])?.startTime ?? 0;
    }),
    requests: site.requests.length - before.requests,
    bytes: site.bytesSent() - before.bytes,
    memory: browserMemory(profile.folder),
  };
}

const NOTEBOOK = ["1 + 1", "import cloche as cl", "size = cl.ui.slider(0, 1000, value=0)\nsize", "size.value * 100"];

export const CLOCHE: Subject = {
  name: "cloche",
  address: (site) => `${site.origin}/?src=${site.put(notebookFile(NOTEBOOK), "bench.py")}`,
  edit: (page, site, times) =>
    repeated(times, async (n) => {
      const notebook = new NotebookPage(page, site);
      await notebook.edit(0, `${n} + 1000`);
      return reaction(page, "keydown", String(n + 1000), 0, () => page.keyboard.press("ControlOrMeta+Enter"));
    }),
  slide: (page, times) =>
    repeated(times, (n) =>
      reaction(page, "input", String(n * 100), 3, () =>
        page.locator('[data-element="slider"] input[type="range"]').fill(String(n)),
      ),
    ),
  chain: async (page, site, cells) => {
    await opened(page, site, chainOf(cells));
    await new NotebookPage(page, site).edit(0, "v0 = 5001\nv0");
    return reaction(page, "keydown", String(5000 + cells), cells - 1, () => page.keyboard.press("ControlOrMeta+Enter"));
  },
  blocked: async (page, site, cells) => {
    const opening = await longestTask(page, () => opened(page, site, chainOf(cells)));
    await new NotebookPage(page, site).edit(0, "v0 = 7001\nv0");
    const rerun = await longestTask(page, () =>
      reaction(page, "keydown", String(7000 + cells), cells - 1, () => page.keyboard.press("ControlOrMeta+Enter")),
    );
    return { opening, rerun };
  },
  restart: async (page, site) => {
    await page.evaluate(() => {
      addEventListener("click", () => Reflect.set(window, "benchClicked", performance.now()), true);
    });
    await new NotebookPage(page, site).restart();
    const handle = await page.waitForFunction(() => {
      const idle = performance.getEntriesByName("cloche:idle").at(-1)?.startTime ?? 0;
      const clicked = Number(Reflect.get(window, "benchClicked"));
      return idle > clicked && idle - clicked;
    });
    return Number(await handle.jsonValue());
  },
  prepared: async (page) => {
    await page.waitForFunction(() => {
      const app = document.querySelector("cloche-app") as unknown as { bench: Workbench };
      return app.bench.kernel.facts().spare === "ready";
    });
  },
  restarts: (page, times) =>
    page.evaluate(async (count) => {
      const app = document.querySelector("cloche-app") as unknown as { bench: Workbench };
      const began = performance.now();
      for (let n = 0; n < count; n += 1) await app.bench.kernel.restart();
      return performance.now() - began;
    }, times),
  rerun: (page, times) => page.evaluate(moveSlider, [times, 3] as const),
  beginning: async (page, site, cells) => {
    await opened(page, site, cellsOf(cells));
    return page.evaluate(() => {
      const at = (name: string) => performance.getEntriesByName(name)[0]?.startTime ?? Number.NaN;
      return at("cloche:first-output") - at("cloche:kernel-ready");
    });
  },
  large: async (page, site, cells, times) => {
    const notebook = new NotebookPage(page, site);
    const code = cellsOf(cells);
    const longest = await longestTask(page, () => opened(page, site, code));
    await opened(page, site, code);
    const [readable, idle] = await page.evaluate(() =>
      ["cloche:shell-painted", "cloche:idle"].map((name) => performance.getEntriesByName(name)[0]?.startTime ?? 0),
    );
    await notebook.focus(0);
    const keys: number[] = [];
    for (let n = 0; n < times; n += 1) {
      await page.evaluate(() => {
        const painted = new Promise<number>((done) =>
          addEventListener(
            "keydown",
            () => {
              const began = performance.now();
              requestAnimationFrame(() => setTimeout(() => done(performance.now() - began)));
            },
            { capture: true, once: true },
          ),
        );
        Reflect.set(window, "benchKey", painted);
      });
      await page.keyboard.press("x");
      keys.push(await page.evaluate(() => Reflect.get(window, "benchKey") as Promise<number>));
    }
    return { readable: readable ?? 0, idle: idle ?? 0, keys, longest, edits: await CLOCHE.edit(page, site, times) };
  },
};

/** None reads another. */
function cellsOf(count: number): string[] {
  return Array.from({ length: count }, (_, n) => `w${n} = ${n}\nw${n}`);
}

function chainOf(cells: number): string[] {
  return ["v0 = 1\nv0", ...Array.from({ length: cells - 1 }, (_, n) => `v${n + 1} = v${n} + 1\nv${n + 1}`)];
}

/**
 * Opens a notebook and waits in the page itself until all has run: what a test does to look at thousands of cells from
 * outside takes longer than they do.
 */
async function opened(page: Page, site: Site, cells: readonly string[]): Promise<void> {
  await page.goto(`${site.origin}/?src=${site.put(notebookFile(cells), "bench.py")}`);
  await page.evaluate(
    () =>
      new Promise<void>((done) => {
        const look = () => (performance.getEntriesByName("cloche:idle").length > 0 ? done() : setTimeout(look, 50));
        look();
      }),
  );
}

/** Move the slider and wait for the output, in the page itself: no traffic of the test between two moves. */
function moveSlider([times, output]: readonly [number, number]): Promise<number> {
  const range = document.querySelector<HTMLInputElement>('input[type="range"]');
  const began = performance.now();
  return new Promise((done) => {
    let n = 0;
    const next = () => {
      n += 1;
      if (n > times || !range) return done(performance.now() - began);
      const wanted = String((n % 999) * 100);
      const observer = new MutationObserver(() => {
        if (document.querySelectorAll('[data-part="output"]')[output]?.textContent?.trim() !== wanted) return;
        observer.disconnect();
        next();
      });
      observer.observe(document, { childList: true, subtree: true, characterData: true });
      range.value = String(n % 999);
      range.dispatchEvent(new Event("input", { bubbles: true }));
    };
    next();
  });
}

export const BARE: Subject = {
  name: "bare",
  address: (site) => `${site.origin}/bare/`,
  edit: (page, _site, times) =>
    repeated(times, (n) => reaction(page, "click", String(n + 1000), 0, () => page.locator("#run").click())),
  slide: (page, times) =>
    repeated(times, (n) => reaction(page, "input", String(n * 100), 0, () => page.locator("#slider").fill(String(n)))),
  chain: async (page, _site, cells) =>
    reaction(page, "click", String(5000 + cells), 0, async () => {
      await page.evaluate((count) => {
        dispatchEvent(new Event("click"));
        (Reflect.get(window, "startChain") as (cells: number, first: number) => void)(count, 5001);
      }, cells);
    }),
  restart: (page) => page.evaluate(() => (Reflect.get(window, "restart") as () => Promise<number>)()),
  rerun: (page, times) => page.evaluate(moveSlider, [times, 0] as const),
};

async function repeated(times: number, one: (n: number) => Promise<Reaction>): Promise<Reaction[]> {
  const all: Reaction[] = [];
  for (let n = 1; n <= times; n += 1) all.push(await one(n));
  return all;
}
