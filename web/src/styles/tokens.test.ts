import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const css = readFileSync(new URL("./tokens.css", import.meta.url), "utf8");

/** The custom properties declared in the rule that follows `selector`. */
function tokens(selector: string): Map<string, string> {
  const found = css.indexOf(selector);
  expect(found, selector).toBeGreaterThanOrEqual(0);
  const start = css.indexOf("{", found + selector.length - 1);
  const block = css.slice(start, css.indexOf("}", start));
  return new Map([...block.matchAll(/(--[\w-]+): ([^;]+);/g)].map((found) => [found[1] ?? "", found[2] ?? ""]));
}

/** WCAG 2 contrast of two #rrggbb colours. */
function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

const light = tokens(":root {");
const dark = tokens(':root[data-theme="dark"] {');

test("dark chosen by hand and dark chosen by the system are the same", () => {
  expect(tokens(':root:not([data-theme="light"]) {')).toEqual(dark);
});

const strongLight = new Map([...light, ...tokens("@media (prefers-contrast: more) {\n  :root {")]);
const strongDark = tokens('@media screen and (prefers-contrast: more) {\n  :root[data-theme="dark"] {');

test("more contrast is the same for dark chosen by hand and by the system, and stronger than without", () => {
  const bySystem = tokens(
    '(prefers-contrast: more) and (prefers-color-scheme: dark) {\n  :root:not([data-theme="light"]) {',
  );

  expect(bySystem).toEqual(strongDark);
  for (const [theme, strong] of [
    [light, strongLight],
    [dark, new Map([...dark, ...strongDark])],
  ] as const)
    for (const name of ["--ink-soft", "--ink-faint", "--accent", "--danger", "--stale", "--line", "--line-strong"])
      expect([name, contrast(strong.get(name) ?? "", strong.get("--ground") ?? "")]).toSatisfy(
        ([, found]) => found >= 4.5 && found > contrast(theme.get(name) ?? "", theme.get("--ground") ?? ""),
      );
});

test.each([
  ["light", light],
  ["dark", dark],
  ["light, strong", strongLight],
  ["dark, strong", new Map([...dark, ...strongDark])],
])("text in the %s theme is readable on every surface it stands on", (_name, theme) => {
  const pairs: [string, string][] = [];
  for (const ink of ["--ink", "--ink-soft", "--ink-faint", "--accent", "--danger", "--stale", "--info"])
    for (const surface of ["--ground", "--surface", "--surface-raised", "--surface-sunk", "--surface-hover"])
      pairs.push([ink, surface]);
  for (const code of [...theme.keys()].filter((name) => name.startsWith("--code-") && name !== "--code-active-line"))
    pairs.push([code, "--surface"], [code, "--surface-sunk"]);
  pairs.push(["--on-accent", "--accent"], ["--on-accent", "--accent-hover"], ["--accent", "--accent-soft"]);
  pairs.push(["--danger", "--danger-soft"], ["--stale", "--stale-soft"], ["--info", "--info-soft"]);
  pairs.push(["--ink", "--selection"]);

  const weak = pairs.filter(([ink, on]) => contrast(theme.get(ink) ?? "", theme.get(on) ?? "") < 4.5);

  expect(weak).toEqual([]);
});
