/** How Python started on this page and how it can be stopped, in words and figures: for a person who wonders, or helps one. */

import type { BootReport } from "../../../worker/src/wire/messages.js";

export interface Section {
  readonly title: string;
  readonly rows: readonly (readonly [what: string, found: string])[];
}

export interface Facts {
  /** How the present Python started; null while it has not. */
  readonly report: BootReport | null;
  readonly starts: number;
  readonly canInterrupt: boolean;
  readonly session: string;
  readonly spare: string;
}

const TIERS: Readonly<Record<BootReport["tier"], string>> = {
  snapshot: "from a memory snapshot",
  "snapshot-sync": "from a memory snapshot, for a browser without JSPI",
  compiled: "from compiled files",
  plain: "from Pyodide's own files",
};

export function diagnose({ report, starts, canInterrupt, session, spare }: Facts): readonly Section[] {
  const memory = Reflect.get(performance, "memory") as { usedJSHeapSize: number } | undefined;
  return [
    {
      title: "Python",
      rows: [
        ["started", report ? TIERS[report.tier] : "not yet"],
        ...(report?.detours ?? []).map((detour) => ["instead of", detour] as const),
        ...(report
          ? ([
              ["versions", `Python ${report.python}, Pyodide ${report.pyodide}`],
              ["its memory", megabytes(report.memory)],
              ["time in the worker", `${Math.round(report.milliseconds)} ms from the page's call`],
            ] as const)
          : []),
        ["starts on this page", String(starts)],
        ["session of the last visit", report?.isResumed ? "resumed" : "not resumed"],
        ["session of this visit", session],
        ["spare", spare],
      ],
    },
    {
      title: "This browser",
      rows: [
        ["cross-origin isolated", globalThis.crossOriginIsolated ? "yes" : "no"],
        ["Stop", canInterrupt ? "interrupts through shared memory, then replaces Python" : "replaces Python"],
        ["WebAssembly can suspend (JSPI)", "Suspending" in WebAssembly ? "yes" : "no"],
        ...(memory ? ([["memory of the page", megabytes(memory.usedJSHeapSize)]] as const) : []),
        ["browser", navigator.userAgent],
      ],
    },
    { title: "Since the page was asked for", rows: steps() },
    { title: "Downloads of the page", rows: downloads() },
  ];
}

/** As lines of text, to be sent to somebody. */
export function inText(sections: readonly Section[]): string {
  return sections
    .map(({ title, rows }) => [title, ...rows.map(([what, found]) => `  ${what}: ${found}`)].join("\n"))
    .join("\n\n");
}

/** The page's and the worker's marks of the newest start, by time. */
function steps(): Section["rows"] {
  const marks = performance.getEntriesByType("mark").filter(({ name }) => name.startsWith("cloche:"));
  const newest = new Map(marks.map(({ name, startTime }) => [name.slice("cloche:".length), startTime]));
  const inOrder = [...newest].filter(([name]) => name !== "run-started").sort(([, a], [, b]) => a - b);
  return inOrder.map(([name, at]) => [name.replaceAll("-", " "), `${Math.round(at)} ms`]);
}

function downloads(): Section["rows"] {
  const entries = performance.getEntriesByType("resource") as PerformanceResourceTiming[];
  const sent = entries.reduce((sum, { transferSize }) => sum + transferSize, 0);
  return [["files, without the worker's", `${entries.length}, ${megabytes(sent)}`]];
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
