import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { SITE_FOLDER, serveSite } from "../browser/support/site-server.ts";
import { bareAnswers } from "./bare.ts";
import { type Figures, PARTS, type Pairs, type Part } from "./parts.ts";
import { machine, median, type Row, page as reportPage, table } from "./report.ts";
import { BARE, CLOCHE } from "./visits.ts";

/**
 * Measures the built site beside a bare page and prints the table. `make bench` runs all of it and writes
 * `docs/performance.md`; `make bench ONLY="boots line"` runs some parts and only prints; `RUNS=` is how often (5).
 */

const ROOT = resolve(import.meta.dirname, "../..");
const RUNS = Number(process.env.RUNS || 5);
const ONLY = (process.env.ONLY ?? "").split(/[\s,]+/).filter(Boolean);

const unknown = ONLY.filter((name) => !(name in PARTS));
if (unknown.length > 0) {
  process.stderr.write(`There is no part ${unknown.join(", ")}. Parts: ${Object.keys(PARTS).join(", ")}\n`);
  process.exit(2);
}

const say = (text: string) => process.stdout.write(`${text}\n`);
const browsers = JSON.parse(readFileSync(resolve(ROOT, ".cache/browsers.json"), "utf8")) as { chromium: string };
const executablePath = process.env.CHROMIUM ?? browsers.chromium;
const { indexURL } = JSON.parse(readFileSync(resolve(SITE_FOLDER, "config.json"), "utf8")) as { indexURL: string };
const site = await serveSite(SITE_FOLDER, { answers: bareAnswers(`/${indexURL}`) });

const rows: Row[] = [];
try {
  for (const [name, part] of Object.entries(PARTS)) {
    if (ONLY.length > 0 && !ONLY.includes(name)) continue;
    say(`${name}: ${part.about}`);
    const seen = [new Map<string, Figures>(), new Map<string, Figures>()] as const;
    const runs = Math.min(RUNS, part.runs ?? RUNS);
    for (let run = part.warmsUp ? 0 : 1; run <= runs; run += 1) {
      for (const [what, both] of Object.entries(await measured(part))) {
        if (run > 0) both.forEach((figures, n) => void seen[n]?.set(what, [...(seen[n]?.get(what) ?? []), ...figures]));
      }
      if (run > 0) say(`  ${run} of ${runs}: ${soFar(seen)}`);
    }
    const [cloche, bare] = seen;
    for (const [what, figures] of cloche ?? []) {
      const unit = /^(requests|nodes)/.test(what) ? "" : /^(downloaded|memory)/.test(what) ? "MB" : "ms";
      rows.push({ what, unit, cloche: figures, bare: bare?.get(what) ?? [] });
    }
  }
} finally {
  await site.close();
}

const restart = rows.find(({ what }) => what === "restart to ready");
const warm = rows.find(({ what }) => what === "first output, warm");
say(`\n${table(rows)}`);
if (restart && warm)
  say(
    `\nrestart to ready, beside a bare page's first output (warm): ${(median(restart.cloche) / median(warm.bare)).toFixed(2)}`,
  );
if (ONLY.length === 0) {
  const kernel = execFileSync(resolve(ROOT, ".venv/bin/python"), ["tests/bench/kernel.py"], {
    cwd: ROOT,
    encoding: "utf8",
  });
  say(`\n${kernel}`);
  const date = new Date().toISOString().slice(0, 10);
  writeFileSync(resolve(ROOT, "docs/performance.md"), reportPage(rows, kernel, RUNS, machine(executablePath), date));
  say("\nwritten to docs/performance.md");
}

/** Both in turn, so that they meet the same minutes of this machine. */
async function measured(part: Part): Promise<Pairs> {
  if ("pairs" in part) return part.pairs({ site, executablePath });
  const [ours, bare] = [
    await part.measure({ subject: CLOCHE, site, executablePath }),
    await part.measure({ subject: BARE, site, executablePath }),
  ];
  return Object.fromEntries(Object.entries(ours).map(([what, figures]) => [what, [figures, bare[what] ?? []]]));
}

/** The newest figures of both: a long measurement that is broken off has told something. */
function soFar([cloche, bare]: readonly ReadonlyMap<string, Figures>[]): string {
  const newest = (figures: Figures | undefined) => figures?.at(-1)?.toFixed(0) ?? "-";
  return [...(cloche ?? [])].map(([what, found]) => `${what} ${newest(found)}:${newest(bare?.get(what))}`).join("; ");
}
