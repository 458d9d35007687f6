/** A notebook's page by expressions that any engine evaluates; cells by their place. */

import { notebookFile } from "../browser/support/notebook-file.ts";
import type { Site } from "../browser/support/site-server.ts";
import { type Driver, until } from "./driver.ts";

export const cell = (n: number) => `document.querySelectorAll("[data-cell-id]")[${n}]`;
export const output = (n: number) => `${cell(n)}?.querySelector('[data-part="output"]')?.textContent.trim()`;
export const error = (n: number) => `${cell(n)}?.querySelector('[data-part="error"]')?.textContent.trim()`;
export const status = (n: number) => `${cell(n)}?.dataset.status`;
/** The field of a cell's question, once it is there to be answered. */
export const field = (n: number) => `${cell(n)}?.querySelector('[data-part="prompt"] input')`;
const SETTLED = `document.documentElement.dataset.kernel === "ready" && !document.querySelector('[data-status="running"], [data-status="queued"]')`;

/** The first button that is called so. */
export const button = (name: string, within = "document") =>
  `[...${within}.querySelectorAll("button")].find((b) => /^${name}/i.test(b.innerText || b.ariaLabel || b.title))`;

/** Open a notebook that the site serves; it runs at once, or each cell when it is told to. */
export async function open(driver: Driver, site: Site, cells: readonly string[], runs: "all" | "none"): Promise<void> {
  const header = "# /// script\n# [tool.cloche.runtime]\n# auto_instantiate = false\n# ///\n";
  const text = (runs === "none" ? header : "") + notebookFile(cells);
  await driver.goto(`${site.origin}/?src=${site.put(text, "notebook.py")}`);
}

/** Python is up and nothing runs. */
export function settled(driver: Driver, what: string): Promise<void> {
  return until(driver, SETTLED, `Python was up and nothing ran: ${what}`, 120);
}

/** Press the cell's own button. */
export async function run(driver: Driver, n: number): Promise<void> {
  await driver.evaluate(`${cell(n)}.scrollIntoView({ block: "center" })`);
  await press(driver, button("run ", cell(n)));
}

/** Press the page's Stop; the milliseconds until cell `n` stood, by a coarse clock. */
export async function stop(driver: Driver, n: number): Promise<number> {
  const began = Date.now();
  await press(driver, button("stop"));
  await until(driver, `!/running|queued/.test(${status(n)})`, "Stop had an effect", 30);
  return Date.now() - began;
}

/** Replace a cell's code by typing, and run it. */
export async function edit(driver: Driver, n: number, code: string): Promise<void> {
  await until(driver, `${cell(n)}.querySelector(".cm-content") !== null`, "the cell had its editor");
  await driver.evaluate(`${cell(n)}.querySelector(".cm-content").focus()`);
  await driver.press("Control", "a");
  await driver.type(code);
  await driver.press("Control", "Enter");
}

/** Press what this expression finds, once it is there: Stop is, when a run lasts. */
export async function press(driver: Driver, expression: string): Promise<void> {
  await until(driver, expression, `there was ${expression}`);
  await driver.evaluate(`${expression}.click()`);
}
