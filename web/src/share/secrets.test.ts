import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { secretFinder, secretsIn } from "./secrets.js";

const samples: { secret: { kind: string; text: string[] }[]; harmless: string[] } = JSON.parse(
  readFileSync("tests/wire/secrets.json", "utf8"),
);

test("what looks like a secret is found, with its line and no more than its beginning", async () => {
  const find = await secretFinder();

  for (const { kind, text } of samples.secret) {
    const found = find(`# a line\n${text.join("")}`);
    expect(found.map((secret) => [secret.kind, secret.line])).toEqual([[kind, 2]]);
    expect(found[0]?.shown).toMatch(/^.{1,4}…$/);
  }
});

test("what is no secret is left alone", async () => {
  const find = await secretFinder();

  for (const text of samples.harmless) expect([text, find(text)]).toEqual([text, []]);
});

test("a secret is told by its cell and line there, one outside of the cells and in other files by theirs", async () => {
  const hidden = "password = 'correct-horse'";
  const text = `# ${hidden}\nimport cloche\n\ndef _():\n    x = 1\n    ${hidden}\n`;
  const files = [{ name: "settings.toml", bytes: new TextEncoder().encode(`\n\n${hidden}`) }];

  const found = await secretsIn({ cloche: null, notebook: { name: "nb.py", text }, files }, [
    { code: "2" },
    { code: `x = 1\n${hidden}` },
  ]);

  expect(found.map(({ file, cell, line }) => [file, cell, line])).toEqual([
    ["nb.py", 1, 2],
    ["nb.py", null, 6],
    ["settings.toml", null, 3],
  ]);
});

test("a long text that nearly matches is searched to its end", async () => {
  const find = await secretFinder();

  for (const piece of ['token = "', "a://", "password : str ", "sk-aaaa", "eyJaaaaaaaaaaa.", '"password"   '])
    find(piece.repeat(200_000 / piece.length));
}, 60_000);
