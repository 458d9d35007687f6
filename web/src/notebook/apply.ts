/**
 * Event in, state out. Pure: the same state and event give the same answer, and nothing else is touched.
 */

import type { CellError, CellId, KernelEvent } from "../../../worker/src/wire/messages.js";
import { type CellRun, type ConsoleChunk, NOTHING_RUN, type NotebookRun } from "./state.js";

/** Characters of one cell's console that the page keeps; the oldest go first. */
export const CONSOLE_LIMIT = 200_000;

/** The cell that an event is about, or null when it is about the notebook. */
export function cellOf(event: KernelEvent): CellId | null {
  return "cell" in event ? event.cell : null;
}

/** The cell's next state. An event about something else gives `run` itself back. */
export function applyToCell(run: CellRun, event: KernelEvent): CellRun {
  switch (event.type) {
    case "cell-status":
      return run.status === event.status ? run : { ...run, status: event.status };
    case "cell-started":
      return { ...run, console: [], questions: [], outputIsOld: run.output !== null };
    case "cell-printed":
      return { ...run, console: append(run.console, { stream: event.stream, text: event.text }) };
    case "console-cleared":
      return { ...run, console: [] };
    case "input-requested": {
      const { request, prompt, secret } = event;
      // The person is asked by this run: what stands above the question is not to be the error of the one before.
      return { ...run, error: null, questions: [...run.questions, { request, prompt, secret }] };
    }
    case "input-finished":
      return withoutQuestion(run, event.request);
    case "cell-output":
      return { ...run, output: event.output, outputIsOld: false };
    case "cell-finished":
      return {
        ...run,
        milliseconds: event.milliseconds,
        error: event.error,
        console: didNotRun(event.error) ? [] : run.console,
        questions: [],
        output: run.outputIsOld ? null : run.output,
        outputIsOld: false,
      };
    default:
      return run;
  }
}

/** The cell was passed over: it has printed nothing. */
function didNotRun(error: CellError | null): boolean {
  return (
    error !== null && error.code !== "exception" && error.code !== "interrupted" && error.code !== "kernel-stopped"
  );
}

/** The cell waits for this answer no more. */
export function withoutQuestion(run: CellRun, request: number): CellRun {
  const questions = run.questions.filter((question) => question.request !== request);
  return questions.length === run.questions.length ? run : { ...run, questions };
}

/** The notebook's next state. */
export function applyToNotebook(run: NotebookRun, event: KernelEvent): NotebookRun {
  switch (event.type) {
    case "cells-read":
      return { ...NOTHING_RUN, reading: { done: event.done, total: event.total } };
    case "cells-analysed":
      return run.reading ? NOTHING_RUN : run;
    case "run-started":
      return { planned: event.cells.length, done: 0 };
    case "cell-finished":
      return run.planned ? { ...run, done: Math.min(run.done + 1, run.planned) } : run;
    case "run-finished":
      return NOTHING_RUN;
    default:
      return run;
  }
}

function append(console: readonly ConsoleChunk[], chunk: ConsoleChunk): readonly ConsoleChunk[] {
  const last = console.at(-1);
  const joined =
    last?.stream === chunk.stream
      ? [...console.slice(0, -1), { stream: chunk.stream, text: last.text + chunk.text }]
      : [...console, chunk];
  return shortened(joined);
}

function shortened(console: readonly ConsoleChunk[]): readonly ConsoleChunk[] {
  let surplus = console.reduce((sum, chunk) => sum + chunk.text.length, 0) - CONSOLE_LIMIT;
  if (surplus <= 0) return console;
  const kept: ConsoleChunk[] = [];
  for (const chunk of console) {
    const cut = Math.min(Math.max(surplus, 0), chunk.text.length);
    surplus -= cut;
    if (cut < chunk.text.length) kept.push({ stream: chunk.stream, text: chunk.text.slice(cut) });
  }
  return kept;
}
