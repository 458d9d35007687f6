import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { serveSite } from "../browser/support/site-server.ts";
import { bareAnswers } from "./bare.ts";
import type { Reaction } from "./clock.ts";
import { machine, type Row, page as reportPage, table } from "./report.ts";
import { BARE, type BootVisit, CLOCHE, newProfile, type Subject, visit } from "./visits.ts";

/** Measures the built site beside a bare page, prints the table and writes `docs/performance.md`. `make bench` runs it. */

const ROOT = resolve(import.meta.dirname, "../..");
const RUNS = Number(process.env.RUNS ?? 5);
const REACTIONS = 25;
const CHAINS = [100, 500];

interface Seen {
  readonly cold: BootVisit[];
  readonly warm: BootVisit[];
  readonly edits: Reaction[];
  readonly slides: Reaction[];
  readonly chains: Map<number, Reaction[]>;
}

const say = (text: string) => process.stdout.write(`${text}\n`);

const browsers = JSON.parse(readFileSync(resolve(ROOT, ".cache/browsers.json"), "utf8")) as { chromium: string };
const executablePath = process.env.CHROMIUM ?? browsers.chromium;
const folder = process.env.SITE ?? resolve(ROOT, "dist/site");
const { indexURL } = JSON.parse(readFileSync(resolve(folder, "config.json"), "utf8")) as { indexURL: string };
const site = await serveSite(folder, { answers: bareAnswers(`/${indexURL}`) });

const seen = new Map<Subject, Seen>();
for (const subject of [CLOCHE, BARE])
  seen.set(subject, { cold: [], warm: [], edits: [], slides: [], chains: new Map(CHAINS.map((cells) => [cells, []])) });

try {
  // Once for nothing: files get into the system's cache and the server's compressed copies are made.
  for (const subject of seen.keys()) await boots(subject, { ...emptySeen() });
  for (let run = 1; run <= RUNS; run += 1) {
    say(`run ${run} of ${RUNS}`);
    for (const [subject, into] of seen) await boots(subject, into, run <= 2);
  }
} finally {
  await site.close();
}

const kernel = execFileSync(resolve(ROOT, ".venv/bin/python"), ["tests/bench/kernel.py"], {
  cwd: ROOT,
  encoding: "utf8",
});
const rows = allRows(of(CLOCHE), of(BARE));
say(`\n${table(rows)}\n\n${kernel}`);
writeFileSync(
  resolve(ROOT, "docs/performance.md"),
  reportPage(rows, kernel, RUNS, machine(executablePath), new Date().toISOString().slice(0, 10)),
);
say("\nwritten to docs/performance.md");

function emptySeen(): Seen {
  return { cold: [], warm: [], edits: [], slides: [], chains: new Map() };
}

function of(subject: Subject): Seen {
  return seen.get(subject) ?? emptySeen();
}

/** One new profile: a cold visit, a warm one, and in it the reactions if asked for. */
async function boots(subject: Subject, into: Seen, withReactions = false): Promise<void> {
  const profile = await newProfile(executablePath);
  try {
    const first = await visit(profile, subject, site);
    into.cold.push(first);
    await first.page.waitForTimeout(1_500); // what is stored for the next visit gets stored
    await first.page.close();
    const second = await visit(profile, subject, site);
    into.warm.push(second);
    if (!withReactions) return;
    into.edits.push(...(await subject.edit(second.page, site, REACTIONS)));
    into.slides.push(...(await subject.slide(second.page, REACTIONS)));
    for (const [cells, times] of into.chains) times.push(await subject.chain(second.page, site, cells));
  } finally {
    await profile.close();
  }
}

function allRows(cloche: Seen, bare: Seen): Row[] {
  const row = (what: string, unit: Row["unit"], figures: (one: Seen) => readonly number[]): Row => ({
    what,
    unit,
    cloche: figures(cloche),
    bare: figures(bare),
  });
  const megabytes = (visits: readonly BootVisit[]) => visits.map(({ bytes }) => bytes / 1e6);
  const memory = (visits: readonly BootVisit[]) => visits.flatMap(({ memory: used }) => (used === null ? [] : [used]));
  const both = (what: string, reactions: (one: Seen) => readonly Reaction[]): Row[] => [
    row(`${what}, painted`, "ms", (one) => reactions(one).map(({ painted }) => painted)),
    row(`${what}, changed`, "ms", (one) => reactions(one).map(({ changed }) => changed)),
  ];
  return [
    row("first output, cold", "ms", (one) => one.cold.map(({ milliseconds }) => milliseconds)),
    row("first output, warm", "ms", (one) => one.warm.map(({ milliseconds }) => milliseconds)),
    row("downloaded before it, cold", "MB", (one) => megabytes(one.cold)),
    row("requests before it, cold", "", (one) => one.cold.map(({ requests }) => requests)),
    row("downloaded before it, warm", "MB", (one) => megabytes(one.warm)),
    row("memory after it", "MB", (one) => memory(one.cold)),
    ...both("edit to output", (one) => one.edits),
    ...both("slider to output", (one) => one.slides),
    ...CHAINS.map((cells) =>
      row(`chain of ${cells} cells`, "ms", (one) => (one.chains.get(cells) ?? []).map(({ changed }) => changed)),
    ),
  ];
}
