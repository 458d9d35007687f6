import { expect } from "@playwright/test";
import { ANSWERS, ASKING, WAITS } from "../browser/support/waits.ts";
import { type Driver, until } from "./driver.ts";
import { offerOf, testInEngines } from "./engines.ts";
import { button, cell, error, field, open, output, press, settled } from "./notebook.ts";

testInEngines("plain code waits for answers, promises, requests and locks, or says why not", async (driver, host) => {
  const site = await host({ answers: ANSWERS });
  const codes = Object.values(WAITS).map(([code]) => code);
  await open(driver, site, ["pass"], "all");
  const offer = await offerOf(driver);
  if (!offer.shares && !offer.suspends) {
    // Its service worker, which lets Python wait, is not always heard in a first visit.
    await until(driver, "navigator.serviceWorker.controller", "the service worker had the page");
  }
  const last = codes.length;
  await open(driver, site, [...codes, ASKING], "all");

  await answer(driver, last, "Name:", "Ada");
  await answer(driver, last, "Password:", "secret");
  await asked(driver, last, "More?");
  await press(driver, button("end of input", cell(last)));

  await settled(driver, "all cells");
  expect(await driver.evaluate(output(last))).toBe("Ada, secret, nothing");
  for (const [place, [what, [, expected, unsuspended]]] of Object.entries(WAITS).entries()) {
    const isBeyond = unsuspended !== undefined && !offer.suspends;
    const shown = isBeyond ? error(place) : `(${output(place)} || ${error(place)})`;
    await until(driver, shown, `it was drawn what came of ${what}`); // off the screen that is done in the pauses
    const said = await driver.evaluate<string>(shown);
    if (isBeyond) expect.soft(said, what).toMatch(unsuspended);
    else if (typeof expected === "string") expect.soft(said, what).toBe(expected);
    else expect.soft(said, what).toMatch(expected);
  }
});

/** The field of this question is there. */
function asked(driver: Driver, n: number, question: string): Promise<void> {
  const prompt = `${cell(n)}?.querySelector('[data-part="prompt"]')?.innerText.includes(${JSON.stringify(question)})`;
  return until(driver, `${prompt} && ${field(n)}?.offsetParent`, `it asked ${question}`, 120);
}

/** Type a line into it. */
async function answer(driver: Driver, n: number, question: string, line: string): Promise<void> {
  await asked(driver, n, question);
  await driver.evaluate(`${field(n)}.focus()`);
  await driver.type(line);
  await driver.press("Enter");
}
