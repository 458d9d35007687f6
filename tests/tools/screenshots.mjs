// Makes the README's picture from the built site: light, dark, a phone and the app view, side by side.
// Run by hand after `make site setup`: npx node tests/tools/screenshots.mjs [example name]. Needs a browser, no network.

import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "@playwright/test";
import { serveSite } from "../browser/support/site-server.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const OUT = resolve(ROOT, ".cache/screenshots");
const TARGET = resolve(ROOT, "docs/screenshot.png");

/** Every view: how wide, how it is opened, and in which colours. */
const VIEWS = [
  { name: "light", width: 1180, height: 860, query: "", colorScheme: "light" },
  { name: "dark", width: 1180, height: 860, query: "", colorScheme: "dark" },
  { name: "app", width: 1180, height: 860, query: "&mode=run", colorScheme: "light" },
  { name: "phone", width: 360, height: 860, query: "", colorScheme: "light" },
];

const example = process.argv[2] ?? "intro";
const text = readFileSync(resolve(ROOT, `playground/examples/${example}.py`), "utf8");
const { chromium: found } = JSON.parse(readFileSync(resolve(ROOT, ".cache/browsers.json"), "utf8"));
const args = process.getuid?.() === 0 ? ["--no-sandbox"] : [];

const site = await serveSite(process.env.SITE ?? resolve(ROOT, "dist/site"), {
  folders: { "/pyodide-0.27.7/": resolve(ROOT, ".cache/pyodide-0.27.7") },
});
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? found, args });
rmSync(OUT, { recursive: true, force: true });
mkdirSync(OUT, { recursive: true });
try {
  for (const view of VIEWS) await picture(view);
  await composite();
} finally {
  await browser.close();
  await site.close();
}

async function picture({ name, width, height, query, colorScheme }) {
  const page = await browser.newPage({ viewport: { width, height }, colorScheme, deviceScaleFactor: 2 });
  await page.goto(`${site.origin}/?src=${site.put(text, `${example}.py`)}${query}`);
  await page.locator('html[data-kernel="ready"]').waitFor({ timeout: 90_000 });
  await page.waitForFunction(() => !document.querySelector('[data-status="running"], [data-status="queued"]'));
  await page.waitForTimeout(800);
  await page.screenshot({ path: resolve(OUT, `${name}.png`) });
  await page.close();
}

/** All views on one sheet: two above, the app view and the phone below. */
async function composite() {
  const image = ({ name, width }) => `<img src="${name}.png" width="${width / 2}" alt="">`;
  const html = `<style>body{margin:0;padding:16px;background:#8a94a6;width:1196px;display:flex;flex-wrap:wrap;gap:16px}
    img{border-radius:8px;box-shadow:0 2px 12px #0006;display:block}</style>${VIEWS.map(image).join("")}`;
  const sheet = resolve(OUT, "sheet.html");
  writeFileSync(sheet, html);
  const page = await browser.newPage({ viewport: { width: 1228, height: 600 }, deviceScaleFactor: 1 });
  await page.goto(pathToFileURL(sheet).href, { waitUntil: "load" });
  await page.screenshot({ path: TARGET, fullPage: true });
  process.stdout.write(`wrote ${TARGET}; single views are in ${OUT}\n`);
}
