import type { CDPSession, Page } from "@playwright/test";

interface TraceEvent {
  readonly ph: string;
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  /** Processor time in microseconds. */
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

/** The longest task of the page's main thread while `act` goes on, as `tasksDuring` counts it. */
export async function longestTask(page: Page, act: () => Promise<unknown>): Promise<number> {
  return (await tasksDuring(page, act)).reduce((longest, spent) => Math.max(longest, spent), 0);
}

/**
 * The tasks of the page's main thread while `act` goes on, in milliseconds of processor time. Unlike what a clock would
 * say, that does not grow when the machine does other things. What a test does in the page meanwhile counts, too.
 */
export async function tasksDuring(page: Page, act: () => Promise<unknown>): Promise<number[]> {
  const session = await page.context().newCDPSession(page);
  const threads = new Set<string>();
  const tasks: { readonly thread: string; readonly spent: number }[] = [];
  session.on("Tracing.dataCollected", ({ value }) => {
    for (const { ph, name, pid, tid, tdur = 0, args } of value as unknown as TraceEvent[]) {
      const thread = `${pid} ${tid}`;
      if (name === "thread_name" && args?.name === "CrRendererMain") threads.add(thread);
      else if (ph === "X" && name.endsWith("RunTask")) tasks.push({ thread, spent: tdur / 1_000 });
    }
  });
  await session.send("Tracing.start", {
    transferMode: "ReportEvents",
    traceConfig: { includedCategories: ["toplevel", "__metadata"] },
  });
  await act();
  await ended(session);
  const found = tasks.filter(({ thread }) => threads.has(thread)).map(({ spent }) => spent);
  if (found.length === 0) throw new Error("The trace holds no task of a page.");
  return found;
}

async function ended(session: CDPSession): Promise<void> {
  const complete = new Promise((done) => session.once("Tracing.tracingComplete", done));
  await session.send("Tracing.end");
  await complete;
  await session.detach();
}
