import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { dice, type Roll } from "../../../tests/tools/dice.js";
import { Client } from "./client.js";
import type { Frame } from "./messages.js";
import { faultInCall, faultInCommand, faultInEvent, faultInFrame } from "./schema.js";
import { type Answers, Server } from "./server.js";

/** Messages tried; `FUZZ_SECONDS=600` goes on for that long instead. */
const COUNT = 8000;
const SECONDS = Number(process.env.FUZZ_SECONDS ?? 0);
const SEED = Number(process.env.FUZZ_SEED ?? 20_261_121);

const golden = ["calls", "commands", "events"].flatMap((name) => {
  const found: unknown = JSON.parse(readFileSync(`tests/wire/${name}.json`, "utf8"));
  return Array.isArray(found) ? found : Object.values(found as object).flat();
}) as unknown[];

/** What a structured clone may bring. */
const ODD: readonly (() => unknown)[] = [
  ...[null, undefined, "", "x", 0, -1, 1.5, Number.NaN, Number.MAX_SAFE_INTEGER, true, 10n, "__proto__"].map(
    (v) => () => v,
  ),
  () => [],
  () => ({}),
  () => new Map([["kind", "events"]]),
  () => new Date(Number.NaN),
  () => new Uint8Array(3),
  () => new Error("odd"),
  () => "y".repeat(100_000),
  () => Array.from({ length: 10_000 }, () => "z"),
  () => {
    const circle: Record<string, unknown> = {};
    circle.self = circle;
    return circle;
  },
  () => {
    let deep: unknown = "deep";
    for (let level = 0; level < 3000; level++) deep = { type: deep };
    return deep;
  },
];

/** The value with one thing inside it gone, doubled, or something else altogether. */
function bent(value: unknown, roll: Roll): unknown {
  const odd = () => ODD[roll(ODD.length)]?.();
  if (typeof value !== "object" || value === null || roll(8) === 0) return odd();
  if (Array.isArray(value)) {
    const copy = [...value];
    const at = roll(copy.length + 1);
    const act = roll(3);
    if (act === 0) copy.splice(at, 1);
    else if (act === 1) copy.splice(at, 0, copy[roll(copy.length)]);
    else copy[at] = bent(copy[at], roll);
    return copy;
  }
  const copy: Record<string, unknown> = { ...value };
  const keys = Object.keys(copy);
  const key = keys[roll(keys.length)] ?? "x";
  if (roll(4) === 0) delete copy[key];
  else if (roll(6) === 0) Object.defineProperty(copy, "__proto__", { value: odd(), enumerable: true });
  else copy[key] = bent(copy[key], roll);
  return copy;
}

function message(roll: Roll): unknown {
  const seed = golden[roll(golden.length)];
  const frames = [
    seed,
    { kind: "events", generation: roll(3), events: [seed] },
    { kind: "events", generation: 1, events: JSON.stringify([seed]) },
    { kind: "events", generation: 1, events: JSON.stringify([seed]).slice(roll(40)) },
    { kind: "call", id: roll(4), name: "send", args: [seed] },
    { kind: "answer", id: roll(4), value: seed },
    { kind: "failure", id: roll(4), error: { code: "x", problem: "y", hint: "" } },
  ];
  let made: unknown = frames[roll(frames.length)];
  for (let times = roll(4); times > 0; times--) made = bent(made, roll);
  return made;
}

test("whatever comes over the wire is taken or refused in a short sentence: nothing throws, hangs or runs twice", {
  timeout: SECONDS * 1000 + 120_000,
}, async () => {
  const until = Date.now() + SECONDS * 1000;
  for (let run = 0; SECONDS > 0 ? Date.now() < until : run < COUNT; run++) {
    const seed = `seed ${SEED + run}`;
    const data = message(dice(SEED + run));

    for (const fault of [faultInFrame(data), faultInEvent(data), faultInCommand(data), faultInCall("send", [data])])
      expect(fault.length, seed).toBeLessThan(500);

    let listener: (event: { data: unknown }) => void = () => {};
    const refused: string[] = [];
    const client = new Client(
      {
        postMessage: () => {},
        addEventListener: (type, heard) => {
          if (type === "message") listener = heard as typeof listener;
        },
        removeEventListener: () => {},
      },
      { generation: 1, onEvents: () => {}, onMalformed: (error) => refused.push(error.message) },
    );
    let settled = 0;
    const call = client.call("interruptible" as never).then(
      () => settled++,
      () => settled++,
    );
    listener({ data });
    listener({ data }); // repeated: an answer counts once
    client.close();
    await call;
    expect([settled, refused.length <= 2], seed).toEqual([1, true]);

    const posted: Frame[] = [];
    const answers = new Proxy({}, { get: () => () => "done" }) as unknown as Answers;
    await new Server({ postMessage: (frame) => void posted.push(frame) }, answers).receive(data);
    expect(posted.length, seed).toBeLessThanOrEqual(1);
  }
});
