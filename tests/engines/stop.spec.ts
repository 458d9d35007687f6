import { expect } from "@playwright/test";
import { BEFORE, ENDLESS } from "../browser/support/endless.ts";
import { until } from "./driver.ts";
import { offerOf, testInEngines } from "./engines.ts";
import { error, field, open, output, run, settled, status, stop } from "./notebook.ts";

const CASES = Object.entries(ENDLESS).filter(([, { bare }]) => bare !== undefined);

/** Says each time something else, and whether the Python that ran `BEFORE` is still the same. */
const PROBE = "import time as _time\nf\"{'kept' if 'kept' in globals() else 'replaced'} {_time.monotonic_ns()}\"";

testInEngines("Stop ends whatever runs, and Python answers again", async (driver, host) => {
  const site = await host({ answers: { "/hang": () => {} } });
  const cells = [BEFORE, PROBE, ...CASES.map(([, { code }]) => code)];
  await open(driver, site, cells, "none");
  const offer = await offerOf(driver);
  if (!offer.shares && !offer.suspends) {
    // Its service worker, which lets Python wait, is not always heard in a first visit.
    await until(driver, "navigator.serviceWorker.controller", "the service worker had the page");
    await open(driver, site, cells, "none");
  }
  await settled(driver, "the notebook was open");
  const ends: string[] = [];
  let late = 0;
  for (const [place, [what, endless]] of CASES.entries()) {
    const n = place + 2;
    await run(driver, 0);
    await settled(driver, `before ${what}`);
    await run(driver, n);
    await until(driver, `${status(n)} === "running"`, `${what} ran`);
    if (what === "a question") await until(driver, field(n), "the question was asked");

    const milliseconds = await stop(driver, n);

    await settled(driver, `after ${what}`);
    expect.soft(await driver.evaluate(error(n)), what).toBeTruthy();
    const before = (await driver.evaluate<string | null>(output(1))) ?? "";
    await run(driver, 1);
    await until(
      driver,
      `!["", ${JSON.stringify(before)}].includes(${output(1)} ?? "")`,
      `Python answered after ${what}`,
    );
    const [became = ""] = (await driver.evaluate<string>(output(1))).split(" ");
    ends.push(`${what}: ${became} after ${milliseconds} ms`);
    const expected = offer.shares ? endless.isolated : offer.suspends ? endless.plain : endless.bare;
    if (expected === "kept" && became === "replaced") late += 1;
    else expect.soft(became, what).toBe(expected);
  }
  process.stdout.write(`${driver.name} ${JSON.stringify(offer)}, Stop:\n  ${ends.join("\n  ")}\n`);
  // Python has a part of a second to end by itself, which it may miss where others work too; but not as a rule.
  expect(late, "times that Python was replaced without need").toBeLessThanOrEqual(3);
});
