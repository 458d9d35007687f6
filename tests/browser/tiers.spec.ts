import type { Page } from "@playwright/test";
import {
  bytes,
  bytesOf,
  changed,
  compiled,
  otherBuild,
  PAGE_FOR_PROGRAM,
  pathOf,
  SPOIL_STORED,
  STORED,
  snapshotFile,
  stalling,
  TIER,
  telling,
  WITH_BROKEN_LIBRARY,
  WITHOUT_SNAPSHOTS,
  WRONG_TYPES,
  withRightHash,
  withWrongHash,
} from "./support/damages.ts";
import { expect, test } from "./support/fixtures.ts";
import { notebookFile } from "./support/notebook-file.ts";
import { NotebookPage } from "./support/notebook-page.ts";
import type { Answer, Site } from "./support/site-server.ts";
import { impatient, withoutSuspending, withWorkerPrelude } from "./support/worker-prelude.ts";

/** The app's own, as far as a test asks: marks stand still where the clock is the test's. */
interface Facts {
  readonly report: { readonly tier: string; readonly detours: readonly string[] } | null;
}

const snapshotPath = pathOf(compiled.snapshot);

test("a current browser wakes Python from the snapshot, and imports what is not in it", async ({ notebook }) => {
  await notebook.open(["1 + 1", "import xml.dom.minidom, wave\nwave.__name__", "import segno\nsegno.__name__"]);

  await expect(notebook.output(0)).toHaveText("2");
  await expect(notebook.output(1)).toHaveText("wave");
  await expect(notebook.output(2)).toHaveText("segno");
  expect(await tierOf(notebook.page)).toBe("snapshot");
});

test("the first output does not wait for the library, which comes after it", async ({ page, host }) => {
  const path = `/wheels/${compiled.stdlib.file}`;
  let release = () => {};
  const seen = new Promise<void>((resolve) => {
    release = resolve;
  });
  const answer: Answer = (request, response) => void seen.then(() => bytesOf(path)(request, response));
  const notebook = new NotebookPage(page, await host({ answers: { [path]: answer } }));

  await notebook.open(["1 + 1"]);
  await expect(notebook.output(0)).toHaveText("2");
  release();

  await notebook.editAndRun(0, "import importlib.metadata\nimportlib.metadata.version('cloche')[:2]");
  await expect(notebook.output(0)).toHaveText("0.");
});

test("packages that the notebook names come while Python is still on its way", async ({ page, host }) => {
  let site: Site | null = null;
  const isAsked = () => site?.requests.some((path) => path.includes("/segno-"));
  const held: Answer = async (request, response) => {
    while (!isAsked()) await new Promise((later) => setTimeout(later, 50));
    bytesOf(snapshotPath)(request, response);
  };
  site = await host({ answers: { [snapshotPath]: held } });
  const notebook = new NotebookPage(page, site);

  await notebook.open(["import json, segno\nsegno.__name__"]);

  await expect(notebook.output(0)).toHaveText("segno");
  expect(site.requests.filter((path) => path.includes("/segno-"))).toHaveLength(1);
  expect(site.requests.filter((path) => path.includes("pyodide-lock"))).toEqual([]);
});

test("a library that cannot be had is told where it is needed, and nowhere else", async ({ page, host }) => {
  const site = await host({
    answers: { [`/wheels/${compiled.stdlib.file}`]: { status: 503, type: "text/plain", body: "" } },
  });
  const notebook = new NotebookPage(page, site);
  page.context().setDefaultTimeout(20_000);

  await notebook.open(["1 + 1", "import wave"]);

  await expect(notebook.output(0)).toHaveText("2");
  await expect(notebook.wrong(1)).toContainText(/library could not be downloaded/);
});

test.describe("what a snapshot freezes and a visitor must not notice", () => {
  test.use({ timezoneId: "America/New_York", locale: "pt-BR" });

  test("zone, language, randomness and the clock are the visitor's", async ({ notebook, page }) => {
    const code = [
      "import datetime, os",
      "from time import timezone",
      "f'{datetime.datetime.now().astimezone().utcoffset()} {timezone} {os.environ[\"LANG\"]}'",
    ].join("\n");
    await notebook.open([
      code,
      "import random\nrandom.random()",
      "import time\nabs(time.time() - NOW) < 600".replace("NOW", String(Date.now() / 1000)),
    ]);
    const first = await notebook.output(1).textContent();

    await expect(notebook.output(0)).toHaveText(/^-1 day, (19|20):00:00 18000 pt_BR.UTF-8$/);
    await expect(notebook.output(2)).toHaveText("True");
    await page.reload();
    await notebook.settled();
    expect(await notebook.output(1).textContent()).not.toBe(first);
  });
});

test("loops, recursion and endless sleep end as they do in any Python", async ({ notebook }) => {
  await notebook.open([
    "def f():\n    return f()\ntry:\n    f()\nexcept RecursionError as error:\n    found = type(error).__name__\nfound",
  ]);
  await expect(notebook.output(0)).toHaveText("RecursionError");

  await notebook.editAndRun(0, "while True:\n    pass");
  await notebook.expectStatus(0, "running");
  await notebook.stop();

  await notebook.settled();
  await expect(notebook.wrong(0)).toContainText(/interrupted|stopped/i);
});

test("a second visit takes the snapshot from the browser, a restart from the page", async ({
  notebook,
  page,
  site,
}) => {
  const asked = () => site.requests.filter((path) => path === snapshotPath).length;
  await notebook.open(["a = 20\na + 1"]);
  await expect.poll(() => storedSnapshots(page)).toHaveLength(1);
  const before = asked();

  await page.reload();
  await notebook.settled();
  expect(await tierOf(page)).toBe("snapshot");
  await notebook.restart();
  await notebook.settled();
  await expect(notebook.output(0)).toHaveText("21");

  expect(asked()).toBe(before);
  expect(await tierOf(page)).toBe("snapshot");
});

test("a stored snapshot that is broken is dropped, and Python starts all the same", async ({ notebook, page }) => {
  await notebook.open(["1 + 1"]);
  await expect.poll(() => storedSnapshots(page)).toHaveLength(1);
  await page.evaluate(SPOIL_STORED);

  await page.reload();
  await notebook.settled();

  expect(await tierOf(page)).toBe("compiled");
  await expect(notebook.output(0)).toHaveText("2");
  expect(await storedSnapshots(page)).toEqual([]);
});

const damages: Readonly<Record<string, Readonly<Record<string, Answer>>>> = {
  "is missing": { [snapshotPath]: { status: 404, type: "text/plain", body: "gone" } },
  "is cut off": { [snapshotPath]: bytes(snapshotFile().subarray(0, 1_000_000)) },
  "is not compressed data": { [snapshotPath]: bytes(Buffer.alloc(2_000_000, 7)) },
  "was changed somewhere": withWrongHash(compiled.snapshot),
};

test.describe("snapshots that cannot be used", () => {
  test.use({ expectedMessages: [/404|Failed to load resource/] });

  for (const [what, answers] of Object.entries(damages)) {
    test(`one that ${what} gives way to compiled files`, async ({ page, host }) => {
      await expectTier(page, await host({ answers }), "compiled");
    });
  }

  const unfit: Readonly<Record<string, (whole: Buffer) => Buffer>> = {
    "is no image of memory": (whole) => changed(whole, 0),
    "was made by another build of Pyodide": otherBuild,
    "has a memory that makes no sense": (whole) =>
      Buffer.concat([whole.subarray(0, -8_000_000), Buffer.alloc(8_000_000, 0xff)]),
  };
  for (const [what, damage] of Object.entries(unfit)) {
    test(`one that ${what} gives way to compiled files, though its hash is right`, async ({ page, host }) => {
      const answers = withRightHash(compiled.snapshot, damage);

      await expectTier(page, await host({ answers }), "compiled");
    });
  }
});

test.describe("hosts that serve Python's files badly", () => {
  test.use({ expectedMessages: [/MIME|Failed to load|wasm/i] });

  test("a snapshot that stalls is given up, and compiled files do", async ({ page, host }) => {
    const { answers } = await impatient(host);
    const site = await host({ answers: { ...answers, ...stalling(compiled.snapshot) } });
    const notebook = new NotebookPage(page, site);

    await notebook.openText(notebookFile(["1 + 1"]));

    await expect(notebook.output(0)).toHaveText("2", { timeout: 75_000 });
    expect(await tierOf(page)).toBe("compiled");
  });

  test("files of the wrong type do as well", async ({ page, host }) => {
    const site = await host({ types: WRONG_TYPES });

    await expectTier(page, site, "snapshot");
  });

  test("a page that a host sends in place of WebAssembly is told at once, with the file's name", async ({
    page,
    host,
  }) => {
    const notebook = new NotebookPage(page, await host({ answers: PAGE_FOR_PROGRAM }));

    await notebook.openText(notebookFile(["1 + 1"]));

    await expect(notebook.kernel).toHaveAttribute("data-kernel", "dead");
    await expect(page.getByRole("alert").first()).toContainText(/pyodide\.asm\.wasm/);
  });
});

test("a Python that spins while it wakes is replaced by one from compiled files, without a word", async ({
  page,
  host,
}) => {
  const spinning =
    "const mark = performance.mark; performance.mark = function (name, ...rest) {" +
    "while (name === 'cloche:memory-laid'); return mark.call(performance, name, ...rest) };";
  const site = await host(await withWorkerPrelude(host, spinning));
  await page.clock.install();
  let workers = 0;
  page.on("worker", () => {
    workers += 1;
  });
  const notebook = new NotebookPage(page, site);
  await notebook.openText(notebookFile(["1 + 1"]));
  await expect.poll(() => workers).toBe(1);

  await expect(async () => {
    await page.clock.fastForward(61_000); // the page's patience, and not the worker's
    await expect.poll(() => workers, { timeout: 10_000 }).toBe(2); // once more would age the second one, too
  }).toPass();

  await expect(notebook.output(0)).toHaveText("2");
  const { report } = await page.evaluate(() => {
    const app = document.querySelector("cloche-app") as unknown as { bench: { kernel: { facts(): Facts } } };
    return app.bench.kernel.facts();
  });
  expect(report).toMatchObject({ tier: "compiled", detours: [expect.stringMatching(/^snapshot/)] });
  await expect(page.getByRole("alert")).toHaveCount(0);
});

test.describe("compiled files that cannot be used", () => {
  test.use({ expectedMessages: [/standard library|stdlib\.zip/] }); // Pyodide's own words

  test("a site whose compiled files are damaged starts from those that were published", async ({ page, host }) => {
    await expectTier(page, await host({ answers: WITH_BROKEN_LIBRARY }), "plain");
  });
});

test("a site without snapshots starts from compiled files", async ({ page, host }) => {
  await expectTier(page, await host({ answers: WITHOUT_SNAPSHOTS }), "compiled");
});

test("another Pyodide than the site was built for starts from its own files", async ({ page, host }) => {
  await expectTier(page, await host({ answers: telling({ pyodide: "313.9.9" }) }), "plain");
});

test("a browser whose WebAssembly cannot suspend has a snapshot of its own", async ({ page, host }) => {
  const site = await host(await withoutSuspending(host));

  await expectTier(page, site, "snapshot-sync");
});

async function expectTier(page: Page, site: Site, tier: string): Promise<void> {
  const notebook = new NotebookPage(page, site);
  await notebook.open(["1 + 1", "import wave, json\njson.dumps([1])"]);

  await expect(notebook.output(0)).toHaveText("2");
  await expect(notebook.output(1)).toHaveText("[1]");
  expect(await tierOf(page)).toBe(tier);
}

function tierOf(page: Page): Promise<unknown> {
  return page.evaluate(TIER);
}

function storedSnapshots(page: Page): Promise<unknown> {
  return page.evaluate(STORED);
}
