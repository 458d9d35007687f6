import type { Page } from "@playwright/test";
import { tasksDuring } from "../browser/support/main-thread.ts";
import type { Site } from "../browser/support/site-server.ts";
import { chartRedraws } from "./charts.ts";
import type { Reaction } from "./clock.ts";
import { type Answer, answers, dragged, type Held, openBareElements, openElements } from "./elements.ts";
import { behindLine } from "./line.ts";
import { browserMemory } from "./memory.ts";
import { firstOutputOf, ninetieth, savesWhileBusy } from "./pairs.ts";
import { stopsBeside, timesOfStops } from "./stops.ts";
import { newProfile, type Profile, type Subject, visit } from "./visits.ts";

/** What is measured, by names that `ONLY=` takes. Each part gives figures by what they are figures of. */

export type Figures = readonly number[];
/** Ours, and what stands beside it. */
export type Pairs = Readonly<Record<string, readonly [Figures, Figures]>>;

interface Setting {
  readonly subject: Subject;
  readonly site: Site;
  readonly executablePath: string;
}

interface Measurement {
  readonly about: string;
  /** Once for nothing first: files get into the system's cache and the server's compressed copies are made. */
  readonly warmsUp?: boolean;
  /** At most so often: some things take long and vary little. */
  readonly runs?: number;
}

/** What is measured of a notebook and of a bare page. */
interface OfSubject extends Measurement {
  measure(setting: Setting): Promise<Readonly<Record<string, Figures>>>;
}

/** What stands beside something else than a bare page: each figure's name says what. */
interface OfPair extends Measurement {
  pairs(setting: Omit<Setting, "subject">): Promise<Pairs>;
}

export type Part = OfSubject | OfPair;

const REACTIONS = 25;
const POINTS = 5000;
const RERUNS = 2000;
const RESTARTS = 200;
const ELEMENTS = 200;
const CHAINS = [100, 500, 5000];
/** Milliseconds that a first visit lasts after its first output: browsers keep compiled code only when it has come to rest. */
const FIRST_VISIT = 15_000;
const SAVES = 60;
const LINE = { bits: 20e6, delay: 40 };

export const PARTS: Readonly<Record<string, Part>> = {
  boots: {
    about: "first output cold and warm, restarts, bytes, requests, memory",
    warmsUp: true,
    measure: (setting) =>
      inProfile(setting, async (profile) => {
        const { subject, site } = setting;
        const [cold, warm] = await twoVisits(profile, subject, site);
        const atOnce = await subject.restart(warm.page, site);
        await subject.prepared?.(warm.page);
        const prepared = await subject.restart(warm.page, site);
        return {
          "first output, cold": [cold.milliseconds],
          "first output, warm": [warm.milliseconds],
          "page readable, cold": [cold.readable],
          "page readable, warm": [warm.readable],
          "restart to ready": [prepared],
          "restart to ready, without a spare": [atOnce],
          "downloaded before it, cold": [cold.bytes / 1e6],
          "requests before it, cold": [cold.requests],
          "downloaded before it, warm": [warm.bytes / 1e6],
          "memory after it": cold.memory === null ? [] : [cold.memory],
        };
      }),
  },
  line: {
    about: `first output over ${LINE.bits / 1e6} Mbit/s with ${LINE.delay} ms`,
    runs: 2,
    measure: (setting) =>
      inProfile(setting, async (profile) => {
        const line = await behindLine(setting.site.origin, LINE);
        try {
          const [cold, warm] = await twoVisits(profile, setting.subject, { ...setting.site, origin: line.origin });
          const over = `${LINE.bits / 1e6} Mbit/s, ${LINE.delay} ms`;
          return {
            [`first output, cold, ${over}`]: [cold.milliseconds],
            [`page readable, cold, ${over}`]: [cold.readable],
            [`first output, warm, ${over}`]: [warm.milliseconds],
          };
        } finally {
          await line.close();
        }
      }),
  },
  reactions: {
    about: "an edit and a slider, to their output",
    runs: 2,
    measure: (setting) =>
      inProfile(setting, async (profile) => {
        const { subject, site } = setting;
        const { page } = await visit(profile, subject, site);
        const edits = await subject.edit(page, site, REACTIONS);
        const slides = await subject.slide(page, REACTIONS);
        return { ...both("edit to output", edits), ...both("slider to output", slides) };
      }),
  },
  charts: {
    about: `an Altair chart of ${POINTS} points, redrawn by a slider`,
    runs: 1,
    measure: (setting) =>
      inProfile(setting, async (profile) =>
        setting.subject.name === "cloche"
          ? both(`chart of ${POINTS} points by a slider`, await chartRedraws(profile, POINTS, REACTIONS))
          : {},
      ),
  },
  chains: {
    about: "cells that read one another, rerun by an edit of the first",
    runs: 2,
    measure: (setting) =>
      inProfile(setting, async (profile) => {
        const { subject, site } = setting;
        const { page } = await visit(profile, subject, site);
        const found: Record<string, Figures> = {};
        for (const cells of CHAINS) {
          const name = `chain of ${cells} cells`;
          found[name] = [(await subject.chain(page, site, cells)).changed];
          const longest = await subject.blocked?.(page, site, cells);
          if (!longest) continue;
          found[`${name}: the page's longest task, opening`] = [longest.opening];
          found[`${name}: the page's longest task, rerun`] = [longest.rerun];
        }
        return found;
      }),
  },
  sandbox: {
    about: "a stranger's notebook beside one's own",
    runs: 2,
    pairs: async ({ site, executablePath }) => {
      const visits = (whose: "own" | "stranger") =>
        inProfile({ executablePath }, async (profile) => {
          const [cold, page] = await firstOutputOf(profile, site, whose);
          await page.waitForTimeout(FIRST_VISIT);
          await page.close();
          return [cold, (await firstOutputOf(profile, site, whose))[0]] as const;
        });
      const [theirs, own] = [await visits("stranger"), await visits("own")];
      return {
        "a stranger's first output, cold (beside: one's own)": [[theirs[0]], [own[0]]],
        "a stranger's first output, warm (beside: one's own)": [[theirs[1]], [own[1]]],
      };
    },
  },
  saves: {
    about: "saves acknowledged while Python is busy, beside a bare put",
    runs: 2,
    pairs: ({ site, executablePath }) =>
      inProfile({ executablePath }, async (profile) => {
        const saves = await savesWhileBusy(await profile.context.newPage(), site, SAVES);
        const entries = Object.entries(saves).map(([what, [ours, bare]]) => [
          [what, [ours, bare]],
          [`${what}, 90 of 100`, [[ninetieth(ours)], [ninetieth(bare)]]],
        ]);
        return Object.fromEntries(entries.flat()) as Pairs;
      }),
  },
  stop: {
    about: "Stop, of what never ends, in a page that is isolated and in one that is not",
    runs: 3,
    pairs: ({ executablePath }) => {
      const measured = (isolated: boolean) =>
        inProfile({ executablePath }, (profile) => timesOfStops(profile, isolated));
      return stopsBeside(measured);
    },
  },
  large: {
    about: "a notebook of 1,000 cells",
    runs: 2,
    measure: (setting) =>
      inProfile(setting, async (profile) => {
        const { subject, site } = setting;
        if (!subject.large || !subject.beginning) return {};
        const { page } = await visit(profile, subject, site);
        const { readable, idle, keys, edits, longest } = await subject.large(page, site, 1000, REACTIONS);
        return {
          "1,000 cells: readable": [readable],
          "1,000 cells: all have run": [idle],
          "1,000 cells: the page's longest task, opening": [longest],
          "1,000 cells: a key, painted": keys,
          ...both("1,000 cells: edit to output", edits),
          "2,000 cells: first output after Python is ready": [await subject.beginning(page, site, 2000)],
        };
      }),
  },
  elements: {
    about: `${ELEMENTS} elements on one page`,
    runs: 2,
    measure: (setting) =>
      inProfile(setting, async (profile) => {
        const { subject, site } = setting;
        const { page } = await visit(profile, subject, site);
        const isCloche = subject.name === "cloche";
        await (isCloche ? openElements : openBareElements)(page, site, ELEMENTS);
        const found: Answer[] = [];
        const tasks = await tasksDuring(page, async () => {
          found.push(...(await answers(page, ELEMENTS, isCloche)));
        });
        const drawn = found.map((answer) => answer.drawn).toSorted((a, b) => a - b);
        return {
          [`${ELEMENTS} elements: an answer, painted`]: drawn,
          [`${ELEMENTS} elements: 95 of 100 painted within`]: [drawn[Math.floor(drawn.length * 0.95)] ?? NaN],
          [`${ELEMENTS} elements: answer to output, changed`]: found.flatMap(({ output }) => output ?? []),
          [`${ELEMENTS} elements: processor time of the page's thread, an answer and the test's part in it`]: [
            tasks.reduce((sum, spent) => sum + spent, 0) / ELEMENTS,
          ],
        };
      }),
  },
  minute: {
    about: "a slider dragged for a minute, 60 events a second",
    runs: 1,
    measure: (setting) =>
      inProfile(setting, async (profile) => {
        const { subject, site } = setting;
        if (subject.name !== "cloche") return {};
        const { page } = await visit(profile, subject, site);
        const [before, after] = await dragged(page, site, 60, 60);
        return { ...holding("before a minute of dragging", before), ...holding("after it", after) };
      }),
  },
  endurance: {
    about: `memory after ${RERUNS} reruns, as fast as they go`,
    runs: 1,
    measure: (setting) =>
      inProfile(setting, async (profile) => {
        const { subject, site } = setting;
        const { page } = await visit(profile, subject, site);
        const before = await atRest(profile, page);
        const milliseconds = await subject.rerun(page, RERUNS);
        const after = await atRest(profile, page);
        return {
          [`${RERUNS} reruns by a slider`]: [milliseconds],
          "memory before reruns": before,
          [`memory after ${RERUNS} reruns`]: after,
        };
      }),
  },
  restarts: {
    about: `memory after ${RESTARTS} restarts`,
    runs: 1,
    measure: (setting) =>
      inProfile(setting, async (profile) => {
        const { subject, site } = setting;
        if (!subject.restarts) return {};
        const { page } = await visit(profile, subject, site);
        await subject.restarts(page, 1); // from now on the page keeps what the next Python needs
        const before = await atRest(profile, page);
        const milliseconds = await subject.restarts(page, RESTARTS);
        const after = await atRest(profile, page);
        return {
          [`${RESTARTS} restarts, one after the other`]: [milliseconds],
          "memory before restarts": before,
          [`memory after ${RESTARTS} restarts`]: after,
        };
      }),
  },
};

function holding(when: string, { heap, python, nodes }: Held): Record<string, Figures> {
  return {
    [`memory of scripts ${when}`]: [heap],
    [`memory of Python ${when}`]: [python],
    [`nodes in the page ${when}`]: [nodes],
  };
}

/** The least of what all the browser's processes hold in a while of rest, before a spare is made. */
async function atRest(profile: Profile, page: Page): Promise<Figures> {
  const session = await profile.context.newCDPSession(page);
  let least = Number.POSITIVE_INFINITY;
  for (let look = 0; look < 6; look += 1) {
    await page.waitForTimeout(1_000);
    await session.send("HeapProfiler.collectGarbage");
    least = Math.min(least, browserMemory(profile.folder) ?? Number.POSITIVE_INFINITY);
  }
  return Number.isFinite(least) ? [least] : [];
}

function both(what: string, reactions: readonly Reaction[]): Record<string, Figures> {
  return {
    [`${what}, painted`]: reactions.map(({ painted }) => painted),
    [`${what}, changed`]: reactions.map(({ changed }) => changed),
  };
}

/** A first visit, time enough to store what the next one uses, and a second. */
async function twoVisits(profile: Profile, subject: Subject, site: Site) {
  const cold = await visit(profile, subject, site);
  await cold.page.waitForTimeout(FIRST_VISIT);
  await cold.page.close();
  return [cold, await visit(profile, subject, site)] as const;
}

async function inProfile<Found>(
  setting: Pick<Setting, "executablePath">,
  measure: (profile: Profile) => Promise<Found>,
): Promise<Found> {
  const profile = await newProfile(setting.executablePath);
  try {
    return await measure(profile);
  } finally {
    await profile.close();
  }
}
