import { expect } from "@playwright/test";
import { INSIDE_WORKER, intruder } from "../browser/support/intruder.ts";
import { link } from "../browser/support/links.ts";
import { until } from "./driver.ts";
import { offerOf, testInEngines } from "./engines.ts";
import { cell, edit, open, output, settled, status, stop } from "./notebook.ts";

const NOTEBOOK = [
  "import cloche as cl",
  'size = cl.ui.slider(0, 10, value=3, label="size")\nsize',
  "size.value * 100",
  "step = 0",
  "while step == 1:\n    pass\nstep",
];

const REPLACED = `/replaced by a new one/.test(document.body.innerText)`;

testInEngines("open a notebook, run, move a slider, stop, edit, reload", async (driver, host) => {
  await open(driver, await host(), NOTEBOOK, "all");
  await settled(driver, "the notebook had run");
  expect(await driver.evaluate(output(2))).toBe("300");

  await driver.evaluate(`document.querySelector('[data-element="slider"] input[type="range"]').focus()`);
  await driver.press("ArrowRight");
  await until(driver, `${output(2)} === "400"`, "the slider's step arrived");

  const { shares } = await offerOf(driver);
  await edit(driver, 3, "step = 1");
  await until(driver, `${status(4)} === "running"`, "the endless cell ran");
  await stop(driver, 4);
  await settled(driver, "after Stop");
  if (!shares) expect(await driver.evaluate(REPLACED)).toBe(true);

  await edit(driver, 3, "step = 4");
  await until(driver, `${output(4)} === "4"`, "the mended cell ran");
  await settled(driver, "the mended cell");
  await driver.reload();
  await settled(driver, "the notebook had run after the reload");
  const code = `${cell(3)}.querySelector(".cm-content")?.innerText.trim()`;
  await until(driver, `${code} === "step = 4"`, "the code was there after the reload");
  await until(driver, `/^[34]00$/.test(${output(2)})`, "the output was there after the reload");
});

/** A stranger's notebook is denied everything in its sandbox, or where there is none it waits for a word. */
testInEngines("a stranger's notebook reaches nothing, or is not run without a word", async (driver, host) => {
  const site = await host();
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
});
