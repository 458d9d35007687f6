import { readFileSync } from "node:fs";
import { expect, test } from "@playwright/test";
import { SITE_FOLDER } from "../browser/support/fixtures.ts";
import { notebookFile } from "../browser/support/notebook-file.ts";
import { serveSite } from "../browser/support/site-server.ts";
import { type Driver, until } from "./driver.ts";
import { startFirefox } from "./firefox.ts";
import { startWebKit, type WebKitPaths } from "./webkit.ts";

interface Browsers {
  readonly firefox: string | null;
  readonly webkit: WebKitPaths | null;
  readonly reasons: Readonly<Record<string, string>>;
}

const browsers = JSON.parse(readFileSync(new URL("../../.cache/browsers.json", import.meta.url), "utf8")) as Browsers;

const ENGINES: Readonly<Record<string, () => Promise<Driver> | null>> = {
  firefox: () => (browsers.firefox ? startFirefox(browsers.firefox) : null),
  webkit: () => (browsers.webkit ? startWebKit(browsers.webkit) : null),
};

const NOTEBOOK = [
  "import cloche as cl",
  'size = cl.ui.slider(0, 10, value=3, label="size")\nsize',
  "size.value * 100",
  "seconds = 0",
  "import time\nwhile seconds:\n    time.sleep(seconds)",
];

const cell = (n: number) => `document.querySelectorAll("[data-cell-id]")[${n}]`;
const output = (n: number) => `${cell(n)}.querySelector('[data-part="output"]')?.innerText.trim()`;
const status = (n: number) => `${cell(n)}.dataset.status`;
const SETTLED = `document.documentElement.dataset.kernel === "ready"
  && !document.querySelector('[data-status="running"], [data-status="queued"]')`;

for (const [engine, start] of Object.entries(ENGINES)) {
  test(`in ${engine}: open, run, move a slider, stop, edit, reload`, async () => {
    const starting = start();
    test.skip(starting === null, browsers.reasons[engine] ?? `${engine} is not here`);
    if (starting === null) return;
    const site = await serveSite(SITE_FOLDER);
    const driver = await starting;
    try {
      await journey(driver, `${site.origin}/?src=${site.put(notebookFile(NOTEBOOK), "journey.py")}`);
    } finally {
      await driver.close();
      await site.close();
    }
  });
}

async function journey(driver: Driver, address: string): Promise<void> {
  await driver.goto(address);
  await until(driver, SETTLED, "the notebook had run", 120);
  expect(await driver.evaluate(output(2))).toBe("300");

  await driver.evaluate(`document.querySelector('[data-element="slider"] input[type="range"]').focus()`);
  await driver.press("ArrowRight");
  await until(driver, `${output(2)} === "400"`, "the slider's step arrived");

  await edit(driver, 3, "seconds = 1000");
  await until(driver, `${status(4)} === "running"`, "the endless cell ran");
  const began = Date.now();
  await driver.evaluate(
    `[...document.querySelectorAll("button")].find((b) => /^stop/i.test(b.innerText || b.ariaLabel || b.title)).click()`,
  );
  await until(driver, `${status(4)} !== "running"`, "Stop had an effect", 10);
  expect(Date.now() - began, "Stop takes effect within two seconds").toBeLessThan(2_000);

  await until(driver, `document.documentElement.dataset.kernel === "ready"`, "Python was there again");
  await edit(driver, 3, "seconds = 0");
  await until(driver, SETTLED, "the mended cell ran");
  await driver.reload();
  await until(driver, SETTLED, "the notebook had run after the reload", 120);
  expect(await driver.evaluate(`${cell(3)}.querySelector(".cm-content").innerText.trim()`)).toBe("seconds = 0");
  expect(await driver.evaluate(output(2))).toMatch(/^[34]00$/);
}

/** Replace a cell's code by typing, and run it. */
async function edit(driver: Driver, n: number, code: string): Promise<void> {
  await driver.evaluate(`${cell(n)}.querySelector(".cm-content").focus()`);
  await driver.press("Control", "a");
  await driver.type(code);
  await driver.press("Control", "Enter");
}
