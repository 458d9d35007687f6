// @vitest-environment node
import { deflateRawSync } from "node:zlib";
import { expect, test } from "vitest";
import { dice, pick, type Roll } from "../../../tests/tools/dice.js";
import { emptyNotebook } from "../notebook/document.js";
import { writeNotebook } from "../notebook/write.js";
import { unpackNotebooks } from "./archive.js";
import { ArchiveError } from "./zip.js";

/** Archives tried; `FUZZ_SECONDS=600` goes on for that long instead. */
const COUNT = 600;
const SECONDS = Number(process.env.FUZZ_SECONDS ?? 0);
const SEED = Number(process.env.FUZZ_SEED ?? 20_261_121);
const LIMITS = { entries: 60, entry: 200_000, all: 400_000 };
const NOTEBOOK = new TextEncoder().encode(writeNotebook(emptyNotebook()));

const NAMES = [
  ..."a.py b/b.py b/c.csv b/d/e.py .hidden a.zip b/inner.whl __MACOSX/a.py A.PY cafe\u0301.py café.py folder/".split(
    " ",
  ),
  ...["../up.py", "b/../../up.py", "/etc/passwd", "C:/x.py", "c:\\x.py", "b\\..\\x.py", "./a.py", "b//a.py", "..", "/"],
  ...["", "nul\0.py", "line\nbreak.py", `${"x/".repeat(600)}a.py`, "\u202eyp.exe", "constructor", "__proto__/a.py"],
];
const NUMBERS = [0, 1, 2, 8, 0xff, 0xfffe, 0xffff, 0x7fffffff, 0xfffffffe, 0xffffffff];

/** An archive entry by entry, with what the format says and some of it not so. */
function archive(roll: Roll, depth = 0): Uint8Array<ArrayBuffer> {
  const odd = (right: number) => (roll(12) ? right : pick(roll, NUMBERS));
  const locals: Buffer[] = [];
  const table: Buffer[] = [];
  let at = 0;
  const many = roll(40) ? roll(6) : roll(120);
  for (let n = 0; n < many; n++) {
    const name = Buffer.from(roll(4) ? `${n}-${pick(roll, NAMES)}` : pick(roll, NAMES), roll(9) ? "utf8" : "latin1");
    const content = contentOf(roll, depth);
    const isFolded = roll(2) === 0;
    const folded = isFolded ? deflateRawSync(content) : Buffer.from(content);
    const extra = Buffer.alloc(roll(5) ? 0 : roll(40), roll(256));
    const local = Buffer.alloc(30);
    local.writeUInt32LE(odd(0x04034b50), 0);
    local.writeUInt16LE(name.length, 26);
    local.writeUInt16LE(odd(extra.length) & 0xffff, 28);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(odd(0x02014b50), 0);
    entry.writeUInt16LE(roll(8) ? 0x800 : roll(0x10000), 8);
    entry.writeUInt16LE(roll(12) ? (isFolded ? 8 : 0) : roll(100), 10);
    entry.writeUInt32LE(odd(crc(content)), 16);
    entry.writeUInt32LE(odd(folded.length), 20);
    entry.writeUInt32LE(odd(content.length), 24);
    entry.writeUInt16LE(odd(name.length) & 0xffff, 28);
    entry.writeUInt16LE(odd(extra.length) & 0xffff, 30);
    entry.writeUInt32LE(roll(6) ? 0 : pick(roll, [0o120777, 0o100644, 0o60000]) * 0x10000, 38);
    entry.writeUInt32LE(odd(at), 42);
    locals.push(local, name, extra, folded);
    table.push(entry, name, extra);
    at += 30 + name.length + extra.length + folded.length;
  }
  const size = table.reduce((sum, { length }) => sum + length, 0);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(odd(many) & 0xffff, 8);
  end.writeUInt16LE(odd(many) & 0xffff, 10);
  end.writeUInt32LE(odd(size), 12);
  end.writeUInt32LE(odd(at), 16);
  const comment = Buffer.alloc(roll(4) ? 0 : roll(200), roll(2) ? "PK\x05\x06" : "c");
  end.writeUInt16LE(odd(comment.length) & 0xffff, 20);
  const whole = Buffer.concat([...locals, ...table, end, comment]);
  for (let change = roll(8) ? 0 : roll(6); change > 0 && whole.length > 0; change--)
    whole[roll(whole.length)] = roll(256);
  const cut = roll(15) ? whole.length : roll(whole.length + 1);
  return Uint8Array.from(whole.subarray(0, cut));
}

function contentOf(roll: Roll, depth: number): Uint8Array {
  const kind = roll(8);
  if (kind < 3) return NOTEBOOK;
  if (kind === 3) return new Uint8Array(roll(3) ? roll(1000) : 150_000 + roll(100_000)); // unfolds to much
  if (kind === 4 && depth < 3) return archive(roll, depth + 1);
  return Uint8Array.from({ length: roll(200) }, () => roll(256));
}

function crc(bytes: Uint8Array): number {
  let value = 0xffffffff;
  for (const byte of bytes) {
    value ^= byte;
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  }
  return (value ^ 0xffffffff) >>> 0;
}

test("whatever an archive claims, it is refused in words or gives files that stay below their folder", {
  timeout: SECONDS * 1000 + 120_000,
}, () => {
  const until = Date.now() + SECONDS * 1000;
  const outcomes = new Map<string, number>();
  for (let run = 0; SECONDS > 0 ? Date.now() < until : run < COUNT; run++) {
    const bytes = archive(dice(SEED + run));
    let outcome = "taken";
    try {
      const { notebooks } = unpackNotebooks(bytes, LIMITS);
      const files = notebooks.flatMap(({ files }) => files);
      const unfolded = files.reduce((sum, { bytes }) => sum + bytes.length, 0);
      expect(unfolded, `seed ${SEED + run}`).toBeLessThanOrEqual(LIMITS.all);
      for (const { path } of files)
        expect(path, `seed ${SEED + run}`).not.toMatch(/^\/|^[a-z]:|\\|(^|\/)\.\.?(\/|$)|\0/i);
    } catch (error) {
      if (!(error instanceof ArchiveError)) throw new Error(`seed ${SEED + run}`, { cause: error });
      expect(error.problem.length && error.hint.length, `seed ${SEED + run}`).toBeGreaterThan(10);
      outcome = error.code;
    }
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
  }
  // The generator reaches every guard, and what is sound.
  expect([...outcomes.keys()].toSorted()).toEqual([
    "link",
    "not-an-archive",
    "taken",
    "too-large",
    "too-many",
    "unreadable",
    "unsafe-name",
  ]);
});
