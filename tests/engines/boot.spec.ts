import { expect } from "@playwright/test";
import {
  compiled,
  PAGE_FOR_PROGRAM,
  pathOf,
  SPOIL_STORED,
  STORED,
  stalling,
  TIER,
  WITH_BROKEN_LIBRARY,
  WRONG_TYPES,
  withWrongHash,
} from "../browser/support/damages.ts";
import type { SiteOptions } from "../browser/support/site-server.ts";
import { impatient } from "../browser/support/worker-prelude.ts";
import { until } from "./driver.ts";
import { offerOf, testInEngines } from "./engines.ts";
import { open, output, settled } from "./notebook.ts";

/** The way Python started, and why not in quicker ones. */
const TOLD = `[${TIER}, ...document.querySelector("cloche-app").bench.kernel.facts().report.detours].join("; ")`;

const CELLS = ["1 + 1", "import wave, json\njson.dumps([1])"];

testInEngines(
  "Python starts in the quickest way there is, and in another when its files are damaged",
  async (driver, host) => {
    const first = await host();
    const results = async (what: string) => {
      await settled(driver, what);
      expect(await driver.evaluate(output(0)), what).toBe("2");
      expect(await driver.evaluate(output(1)), what).toBe("[1]");
      return driver.evaluate<string>(TOLD);
    };
    await open(driver, first, CELLS, "all");
    const { suspends } = await offerOf(driver);
    const [quickest, snapshot] = suspends
      ? (["snapshot", compiled.snapshot] as const)
      : (["snapshot-sync", compiled.snapshotSync] as const);
    expect(await results("as it should be")).toBe(quickest);

    const stored = `${STORED}.then((urls) => urls.length)`;
    await until(driver, `await ${stored} === 1`, "the snapshot was kept in the browser");
    const asked = () => first.requests.filter((path) => path === pathOf(snapshot)).length;
    const before = asked();
    await driver.reload();
    expect(await results("a second visit")).toBe(quickest);
    // Under automation WebKit's store goes with the page.
    if (driver.name !== "WebKit") {
      expect(asked(), "it was not fetched again").toBe(before);
      await driver.evaluate(SPOIL_STORED);
      await driver.reload();
      expect(await results("what the browser kept is spoilt")).toMatch(/^compiled/);
      expect(await driver.evaluate(stored)).toBe(0);
    }

    const { answers: hurried } = await impatient(host);
    const sites: readonly (readonly [string, SiteOptions, string])[] = [
      ["the snapshot has another hash", { answers: withWrongHash(snapshot) }, "compiled"],
      ["the snapshot stops coming", { answers: { ...hurried, ...stalling(snapshot) } }, "compiled"],
      ["the compiled library is damaged", { answers: WITH_BROKEN_LIBRARY }, "plain"],
      ["files have wrong types", { types: WRONG_TYPES }, quickest],
    ];
    for (const [what, options, tier] of sites) {
      await open(driver, await host(options), CELLS, "all");
      expect((await results(what)).split(";")[0], what).toBe(tier);
    }

    await open(driver, await host({ answers: PAGE_FOR_PROGRAM }), CELLS, "all");
    await until(driver, `document.documentElement.dataset.kernel === "dead"`, "the page had given up");
    expect(await driver.evaluate(`document.querySelector('[role="alert"]').innerText`)).toContain("pyodide.asm.wasm");
  },
);
