import { readFileSync } from "node:fs";
import { expect, test } from "@playwright/test";
import { SITE_FOLDER } from "../browser/support/fixtures.ts";
import { INSIDE_WORKER, intruder } from "../browser/support/intruder.ts";
import { link } from "../browser/support/links.ts";
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
  "step = 0",
  `import time
if step == 1:
    time.sleep(1000)
elif step == 2:
    while True:
        pass
elif step == 3:
    answer = input("Name: ")
step`,
  `import asyncio
from urllib.request import urlopen
from js import location
try:
    _ran = asyncio.run(asyncio.sleep(0.01, "ran"))
except RuntimeError as _error:
    _ran = str(_error)
_began = time.monotonic()
time.sleep(0.1)
_slept = 0.09 < time.monotonic() - _began
_page = urlopen(location.origin + "/config.json").read()[:1].decode()
f"{_slept}; {_page}; {_ran}"`,
  `import requests
try:
    requests.get(location.origin + "/hang", timeout=0.2)
except requests.ReadTimeout:
    _late = "late"
f"{requests.get(location.origin + '/config.json').status_code}, {_late}"`,
];

/** How a browser lets Python wait; what it lacks, the page must say. */
interface Offer {
  /** Memory that the page shares with its worker. */
  readonly shares: boolean;
  /** JSPI. */
  readonly suspends: boolean;
}

const cell = (n: number) => `document.querySelectorAll("[data-cell-id]")[${n}]`;
const output = (n: number) => `${cell(n)}.querySelector('[data-part="output"]')?.innerText.trim()`;
const status = (n: number) => `${cell(n)}.dataset.status`;
const SETTLED = `document.documentElement.dataset.kernel === "ready"
  && !document.querySelector('[data-status="running"], [data-status="queued"]')`;

const REPLACED = `/replaced by a new one/.test(document.body.innerText)`;

for (const [engine, start] of Object.entries(ENGINES)) {
  test(`in ${engine}: open a notebook, run, wait, move a slider, stop, answer, edit, reload`, async () => {
    const starting = start();
    test.skip(starting === null, browsers.reasons[engine] ?? `${engine} is not here`);
    if (starting === null) return;
    const site = await serveSite(SITE_FOLDER, { answers: { "/hang": () => {} } });
    const driver = await starting;
    try {
      await journey(driver, `${site.origin}/?src=${site.put(notebookFile(NOTEBOOK), "journey.py")}`);
    } finally {
      await driver.close();
      await site.close();
    }
  });
}

/** A stranger's notebook is denied everything in its sandbox, or where there is none it waits for a word. */
for (const [engine, start] of Object.entries(ENGINES)) {
  test(`in ${engine}: a stranger's notebook reaches nothing, or is not run without a word`, async () => {
    const starting = start();
    test.skip(starting === null, browsers.reasons[engine] ?? `${engine} is not here`);
    if (starting === null) return;
    const site = await serveSite(SITE_FOLDER);
    const driver = await starting;
    try {
      await driver.goto(link(site.origin, { "intruder.py": intruder(site.origin) }));
      const results = `document.querySelector("#results")?.textContent`;
      const isDone = async () => (await driver.evaluateInside<string>(results))?.endsWith("done") ?? false;
      const asks = () => driver.evaluate<boolean>(`/comes from somebody else/.test(document.body.innerText)`);
      await expect.poll(async () => (await isDone()) || (await asks()), { timeout: 120_000 }).toBe(true);
      if (await asks()) {
        process.stdout.write(`${driver.name}: asks first\n`);
        expect(await driver.evaluate(`document.querySelectorAll('[data-part="output"]:not(:empty)').length`)).toBe(0);
      } else {
        const inPage = await driver.evaluateInside<string>(results);
        const inWorker = await driver.evaluateInside<string>(
          `document.querySelector('[data-cell-name="worker"] [data-part="output"]').textContent`,
        );
        process.stdout.write(`${driver.name}: ${inWorker} | ${inPage}\n`);
        expect(inPage).not.toContain("OPEN");
        for (const what of INSIDE_WORKER) expect(inWorker).toContain(`${what}: denied`);
      }
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
  const offer = await driver.evaluate<Offer>(
    `({ shares: crossOriginIsolated && "SharedArrayBuffer" in self, suspends: "Suspending" in WebAssembly })`,
  );
  expect(await driver.evaluate(output(5))).toMatch(offer.suspends ? "True; {; ran" : /True; {; .*lacks.*JSPI.*await/s);
  expect(await driver.evaluate(output(6))).toBe("200, late");

  await driver.evaluate(`document.querySelector('[data-element="slider"] input[type="range"]').focus()`);
  await driver.press("ArrowRight");
  await until(driver, `${output(2)} === "400"`, "the slider's step arrived");

  // Without memory to share a busy Python is replaced; with the new one the service worker is there, which lets it wait.
  if (!offer.shares && !offer.suspends)
    await until(driver, "navigator.serviceWorker.controller", "the service worker had the page");
  const times = [await stop(driver, 2)];
  expect(await driver.evaluate(REPLACED)).toBe(!offer.shares);
  times.push(await stop(driver, 1), await askAndStop(driver));
  // Elsewhere it has 0.3 s to answer, which is little where others work too.
  if (offer.shares) expect(await driver.evaluate(REPLACED)).toBe(false);
  process.stdout.write(
    `${driver.name}: ${JSON.stringify(offer)}; Stop of a loop, a sleep, a question: ${times.join(", ")} ms\n`,
  );

  await edit(driver, 3, "step = 4");
  await until(driver, `${output(4)} === "4" && ${SETTLED}`, "the mended cell ran");
  await driver.reload();
  await until(driver, SETTLED, "the notebook had run after the reload", 120);
  const code = `${cell(3)}.querySelector(".cm-content")?.innerText.trim()`;
  await until(driver, `${code} === "step = 4"`, "the code was there after the reload");
  await until(driver, `/^[34]00$/.test(${output(2)})`, "the output was there after the reload");
}

/** Begin what does not end, and stop it; the milliseconds until it stood. */
async function stop(driver: Driver, step: number): Promise<number> {
  await edit(driver, 3, `step = ${step}`);
  await until(driver, `${status(4)} === "running"`, "the endless cell ran");
  return stopRunning(driver);
}

async function stopRunning(driver: Driver): Promise<number> {
  const button = `[...document.querySelectorAll("button")].find((b) => /^stop/i.test(b.innerText || b.ariaLabel || b.title))`;
  await until(driver, `Boolean(${button})`, "there was something to stop"); // shown once a run lasts
  const began = Date.now();
  await driver.evaluate(`${button}.click()`);
  await until(driver, `${status(4)} !== "running"`, "Stop had an effect", 10);
  const milliseconds = Date.now() - began;
  await until(driver, `document.documentElement.dataset.kernel === "ready"`, "Python was there again");
  return milliseconds;
}

/** Answer a question, and stop the next. */
async function askAndStop(driver: Driver): Promise<number> {
  await edit(driver, 3, "step = 3");
  const field = `${cell(4)}.querySelector('[data-part="prompt"] input')`;
  await until(driver, `${field}?.offsetParent`, "the question was asked");
  await driver.evaluate(`${field}.focus()`);
  await driver.type("Ada");
  await driver.press("Enter");
  await until(driver, `/Name: Ada/.test(${cell(4)}.innerText)`, "the answer was taken");
  await until(driver, SETTLED, "the cell went on");
  await edit(driver, 3, "step = 1 + 2");
  await until(driver, `${field}?.offsetParent`, "the question was asked again");
  return stopRunning(driver);
}

/** Replace a cell's code by typing, and run it. */
async function edit(driver: Driver, n: number, code: string): Promise<void> {
  await driver.evaluate(`${cell(n)}.querySelector(".cm-content").focus()`);
  await driver.press("Control", "a");
  await driver.type(code);
  await driver.press("Control", "Enter");
}
