import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { KernelCommand, KernelEvent, WorkerCalls } from "./messages.js";
import { faultInCall, faultInCommand, faultInEvent } from "./schema.js";

/** The samples that Python's tests read too: both sides agree on them or one of them fails. */
function samples<Sample>(name: string): Sample[] {
  return JSON.parse(readFileSync(new URL(`../../../tests/wire/${name}.json`, import.meta.url), "utf8"));
}

const COMMANDS: Record<KernelCommand["type"], true> = {
  "start-notebook": true,
  "run-cells": true,
  "delete-cells": true,
  "move-cells": true,
  "configure-cells": true,
  "configure-runtime": true,
  "set-elements": true,
  "tell-element": true,
  "set-query": true,
  "set-theme": true,
  "run-stale": true,
  "run-all": true,
  "run-scratch": true,
  "follow-files": true,
};

const EVENTS: Record<KernelEvent["type"], true> = {
  "cells-read": true,
  "cells-analysed": true,
  "problems-changed": true,
  "run-started": true,
  "cell-status": true,
  "cell-started": true,
  "cell-printed": true,
  "cell-output": true,
  "cell-finished": true,
  "input-requested": true,
  "input-finished": true,
  "element-updated": true,
  "element-renewed": true,
  "element-said": true,
  "console-cleared": true,
  "notice-given": true,
  "query-changed": true,
  "run-finished": true,
};

/** All but `appendUpload`, whose bytes no JSON holds. */
const CALLS: Record<Exclude<keyof WorkerCalls, "appendUpload">, true> = {
  boot: true,
  send: true,
  cancel: true,
  answer: true,
  analyse: true,
  complete: true,
  convert: true,
  freeze: true,
  prepare: true,
  listFiles: true,
  readFile: true,
  makeFolder: true,
  moveFile: true,
  removeFile: true,
  beginUpload: true,
  finishUpload: true,
  abortUpload: true,
};

test.each(samples<KernelCommand>("commands").map((command) => [command.type, command]))(
  "the golden command %s is a command",
  (_, command) => {
    expect(faultInCommand(command)).toBe("");
  },
);

test.each(samples<KernelEvent>("events").map((event) => [event.type, event]))(
  "the golden event %s is an event",
  (_, event) => {
    expect(faultInEvent(event)).toBe("");
  },
);

test.each(samples<{ name: string; args: unknown[] }>("calls").map((call) => [call.name, call]))(
  "the golden call %s is a call",
  (_, call) => {
    expect(faultInCall(call.name, call.args)).toBe("");
  },
);

test("every command, event and call has a golden sample, and no sample is of a type unknown", () => {
  const told = (found: Iterable<string>) => [...new Set(found)].sort();

  expect(told(samples<KernelCommand>("commands").map(({ type }) => type))).toEqual(Object.keys(COMMANDS).sort());
  expect(told(samples<KernelEvent>("events").map(({ type }) => type))).toEqual(Object.keys(EVENTS).sort());
  expect(told(samples<{ name: string }>("calls").map(({ name }) => name))).toEqual(Object.keys(CALLS).sort());
});

/** A sample is only worth something if a wrong one is caught: break each field in turn. */
test.each([
  ["commands", faultInCommand],
  ["events", faultInEvent],
] as const)("a golden sample of %s with any one field missing is refused", (name, fault) => {
  const accepted: string[] = [];
  for (const sample of samples<Record<string, unknown>>(name)) {
    for (const field of Object.keys(sample)) {
      const { [field]: _, ...broken } = sample;
      if (field !== "value" && field !== "message" && !fault(broken)) accepted.push(`${sample.type} without ${field}`);
    }
  }

  expect(accepted).toEqual([]);
});
