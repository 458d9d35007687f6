import { deflateRawSync } from "node:zlib";
import { expect, test } from "vitest";
import { dice, pick, type Roll } from "../../../tests/tools/dice.js";
import { crc32, toLetters } from "./letters.js";
import { parcelIn, payloadOf } from "./link.js";
import { LinkError } from "./link-error.js";
import { vocabulary } from "./vocabulary.js";

/** Payloads tried; `FUZZ_SECONDS=600` goes on for that long instead. */
const COUNT = 800;
const SECONDS = Number(process.env.FUZZ_SECONDS ?? 0);
const SEED = Number(process.env.FUZZ_SEED ?? 20_261_121);
const LIMIT = 200_000;
const ALPHABET = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"];

/** Deflated bytes in the frame of version 2, its count and checksum right: the guards behind them are reached. */
function framed(bytes: Uint8Array): string {
  const body = toLetters(bytes);
  const [count, check] = [body.length, crc32(bytes)];
  const letters = toLetters(new Uint8Array([(count >> 4) & 255, (count << 4) & 255])).slice(0, 2);
  return `2.${letters}${toLetters(new Uint8Array([(check >> 16) & 255, (check >> 8) & 255, check & 255]))}${body}`;
}

function bent(payload: string, roll: Roll): string {
  const letters = [...payload];
  for (let times = 1 + roll(4); times > 0; times--) {
    const at = roll(letters.length + 1);
    const act = roll(5);
    if (act === 0) letters.splice(at, 1 + roll(30));
    else if (act === 1) letters.splice(at, 0, pick(roll, ALPHABET));
    else if (act === 2) letters[at] = pick(roll, [...ALPHABET, ".", "%", "é", "\u0000", "🌱", " "]);
    else if (act === 3) letters.length = at;
    else letters.splice(at, 0, ...letters.slice(roll(letters.length + 1), at));
  }
  return letters.join("");
}

test(
  "whatever stands in a link is opened or refused in words",
  async () => {
    const roll = dice(SEED);
    const dictionary = await vocabulary();
    const wrapped = (content: Uint8Array | string) => framed(deflateRawSync(content, { dictionary }));
    const noise = (length: number) => Uint8Array.from({ length }, () => roll(256));
    const heads = [
      "0.1.0",
      "",
      "a.py",
      "../x",
      "/etc/x",
      0,
      5,
      -1,
      1.5,
      1e300,
      null,
      [],
      {},
      "x".repeat(300),
      "\u0000",
    ];
    const text = "import cloche\napp = cloche.App()\n".repeat(20);
    const good = await payloadOf({
      cloche: "0.1.0",
      notebook: { name: "nb.py", text },
      files: [{ name: "a.bin", bytes: noise(300) }],
      absent: ["helper.py"],
    });
    const old = `1.${deflateRawSync(text).toString("base64url")}`;
    const makers: readonly (() => string)[] = [
      () => bent(good, roll),
      () => bent(old, roll),
      () => framed(noise(roll(400))),
      () => wrapped(noise(roll(400))),
      () =>
        wrapped(
          `${JSON.stringify(Array.from({ length: roll(7) }, () => pick(roll, heads)))}\n${text.slice(0, roll(60))}`,
        ),
      () => wrapped(`${"[".repeat(roll(20_000))}\nx`),
      () => wrapped(new Uint8Array(LIMIT * (1 + roll(4)))),
      () =>
        `${pick(roll, ["1", "2", "3", "", "x", "٢", "1e1"])}.${Array.from({ length: roll(40) }, () => pick(roll, ALPHABET)).join("")}`,
      () => String.fromCharCode(...Array.from({ length: roll(60) }, () => roll(65_536))),
    ];
    const until = Date.now() + SECONDS * 1_000;
    const outcomes = new Map<string, number>();
    let slowest = 0;

    for (let tried = 0; SECONDS > 0 ? Date.now() < until : tried < COUNT; tried++) {
      const payload = pick(roll, makers)();
      const began = process.cpuUsage().user;
      const outcome = await parcelIn(payload, LIMIT).then(
        () => "opened",
        (error) => (error instanceof LinkError && error.problem && error.hint ? error.code : `${error}: ${payload}`),
      );
      slowest = Math.max(slowest, process.cpuUsage().user - began);
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    }

    if (SECONDS > 0) process.stdout.write(`${JSON.stringify([...outcomes])} slowest ${slowest / 1000} ms of CPU\n`);
    expect([...outcomes.keys()].sort()).toEqual(["cut", "garbled", "opened", "too-large", "version"]);
  },
  Math.max(60_000, SECONDS * 1_000 + 60_000),
);
