import { BEFORE, ENDLESS } from "../browser/support/endless.ts";
import { NotebookPage } from "../browser/support/notebook-page.ts";
import { SITE_FOLDER, serveSite } from "../browser/support/site-server.ts";
import { type TimesOfStop, timesOfStop } from "../browser/support/stop-times.ts";
import type { Figures, Pairs } from "./parts.ts";
import type { Profile } from "./visits.ts";

/** Milliseconds that what never ends runs before it is stopped; and as soon as somebody can. */
const A_WHILE = 3_000;
const AT_ONCE = 150;

type Times = ReadonlyMap<string, TimesOfStop>;

/** What only another Python ends. */
const { code: DEAF } = ENDLESS["a call into C that never looks"] as { readonly code: string };

const CASES = Object.entries(ENDLESS).filter(([, { bare }]) => bare !== undefined);

/** What each cell that never ends takes to be stopped, and Python to be ready again, by what it is. */
export async function timesOfStops(profile: Profile, isolated: boolean): Promise<Times> {
  const site = await serveSite(SITE_FOLDER, { isolated, answers: { "/hang": () => {} } });
  const page = await profile.context.newPage();
  await page.setViewportSize({ width: 1280, height: 800 });
  const notebook = new NotebookPage(page, site);
  await notebook.open([BEFORE, "pass"]);
  const times = new Map<string, TimesOfStop>();
  const stopped = async (code: string, milliseconds: number) => {
    await notebook.editAndRun(1, code);
    await notebook.expectStatus(1, "running");
    await page.waitForTimeout(milliseconds);
    return timesOfStop(page, () => notebook.stop());
  };
  const measure = async (what: string, code: string, milliseconds: number) => {
    times.set(what, await stopped(code, milliseconds));
    await notebook.editAndRun(0, BEFORE);
    await notebook.settled();
  };
  for (const [what, { code }] of CASES) await measure(what, code, A_WHILE);
  await measure("a busy loop, at once", CASES[0]?.[1].code ?? "", AT_ONCE);
  await stopped(DEAF, AT_ONCE);
  times.set("a call into C again, right after another Stop", await stopped(`${DEAF} + 1`, AT_ONCE));
  await page.close();
  await site.close();
  return times;
}

/** Where the page shares memory with its worker, and beside it where it does not. */
export async function stopsBeside(measured: (isolated: boolean) => Promise<Times>): Promise<Pairs> {
  const [isolated, plain] = [await measured(true), await measured(false)];
  const both = (what: string, which: keyof TimesOfStop): readonly [Figures, Figures] => [
    [isolated.get(what)?.[which] ?? Number.NaN],
    [plain.get(what)?.[which] ?? Number.NaN],
  ];
  return Object.fromEntries(
    [...isolated.keys()].flatMap((what) => [
      [`Stop, ${what}: nothing runs (beside: not isolated)`, both(what, "end")],
      [`Stop, ${what}: then Python is ready (beside: not isolated)`, both(what, "ready")],
    ]),
  );
}
