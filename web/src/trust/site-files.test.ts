import { expect, test } from "vitest";
import { isStrangers, provenance } from "./address.js";
import { SITE_FOLDERS, SiteFiles } from "./site-files.js";

const BASE = "https://site.example/play/";
const files = new SiteFiles(
  SITE_FOLDERS.map((folder) => BASE + folder),
  () => {},
);

test("a sandbox gets Pyodide, wheels and its own page's parts, and nothing else", () => {
  for (const path of ["pyodide/314.0.7/pyodide.mjs", "wheels/manifest.json", "assets/guest-tex-1a2b.js"])
    expect(files.allows(BASE + path)).toBe(true);
  for (const url of [
    BASE,
    `${BASE}index.html`,
    `${BASE}config.json`,
    `${BASE}assets/index-1a2b.js`,
    `${BASE}wheels/../index.html`,
    `${BASE}wheels/%2e%2e/index.html`,
    `${BASE}wheels/..%2findex.html`,
    `${BASE}wheels\\..\\index.html`,
    `${BASE}wheels/a.whl?next=1`,
    `${BASE}wheels/a.whl#x`,
    "https://site.example/wheels/a.whl",
    "https://site.example.org/play/wheels/a.whl",
    "https://else.example/play/wheels/a.whl",
    "wheels/a.whl",
    "data:text/plain,x",
    "",
  ])
    expect(files.allows(url), url).toBe(false);
});

test("whose a notebook is, is told by its address", () => {
  const at = (rest: string) => new URL(`https://site.example/play/${rest}`);

  for (const rest of [
    "#code/2.AAA",
    "?src=https://else.example/a.py",
    "?src=//else.example/a.py",
    "?src=data:,x",
    "?mode=run#code/1.x",
  ])
    expect(isStrangers(at(rest)), rest).toBe(true);
  for (const rest of [
    "",
    "#home",
    "#nb/abc",
    "?src=/a.py",
    "?src=a.py",
    "?src=https://site.example/a.py",
    "?src=https://else.example/a.py#nb/abc",
    "#else",
  ])
    expect(isStrangers(at(rest)), rest).toBe(false);
  expect(provenance(at("#code/2.AAA"))).toBe("From a link");
  expect(provenance(at("?src=https://else.example/a.py"))).toBe("From else.example");
});
