import { expect } from "@playwright/test";
import { ANSWERS, WAITS } from "../browser/support/waits.ts";
import { type Driver, until } from "./driver.ts";
import { offerOf, testInEngines } from "./engines.ts";
import { button, cell, error, field, open, output, press, settled } from "./notebook.ts";

const ASKING = `from getpass import getpass
name = input("Name: ")
word = getpass()
try:
    more = input("More? ")
except EOFError:
    more = "nothing"
f"{name}, {word}, {more}"`;

testInEngines("plain code waits for answers, promises, requests and locks, or says why not", async (driver, host) => {
  const site = await host({ answers: ANSWERS });
  const codes = Object.values(WAITS).map(([code]) => code);
  await open(driver, site, [...codes, ASKING], "all");
  const last = codes.length;
  const offer = await offerOf(driver);
  if (!offer.shares && !offer.suspends) {
    await settled(driver, "the first visit");
    expect(await driver.evaluate(error(last))).toMatch(/input\(\).*reload/is);
    await until(driver, "navigator.serviceWorker.controller", "the service worker had the page");
    await open(driver, site, [...codes, ASKING], "all");
  }

  await answer(driver, last, "Name:", "Ada");
  await answer(driver, last, "Password:", "secret");
  await until(driver, `/More/.test(${cell(last)}?.innerText) && ${field(last)}`, "the third question was there");
  await press(driver, button("end of input", cell(last)));

  await settled(driver, "all cells");
  expect(await driver.evaluate(output(last))).toBe("Ada, secret, nothing");
  for (const [place, [what, [, expected, unsuspended]]] of Object.entries(WAITS).entries()) {
    const isBeyond = unsuspended !== undefined && !offer.suspends;
    const said = await driver.evaluate<string | null>(isBeyond ? error(place) : `${output(place)} || ${error(place)}`);
    if (isBeyond) expect.soft(said, what).toMatch(unsuspended);
    else if (typeof expected === "string") expect.soft(said, what).toBe(expected);
    else expect.soft(said, what).toMatch(expected);
  }
});

/** Type a line into the field of this question. */
async function answer(driver: Driver, n: number, question: string, line: string): Promise<void> {
  const asked = `${cell(n)}?.querySelector('[data-part="prompt"]')?.innerText.includes(${JSON.stringify(question)})`;
  await until(driver, `${asked} && ${field(n)}?.offsetParent`, `it asked ${question}`, 120);
  await driver.evaluate(`${field(n)}.focus()`);
  await driver.type(line);
  await driver.press("Enter");
}
