// Makes the pictures of the gallery from real runs: one small WebP for each notebook and theme, and the README's sheet of all.
// Run by hand after `make site setup`: npx node tests/tools/gallery-pictures.mjs [name ...]. Needs a browser, no network.

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { chromium } from "@playwright/test";
import { OLDER_PYODIDE } from "../browser/support/older-pyodide.ts";
import { serveSite } from "../browser/support/site-server.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const EXAMPLES = resolve(ROOT, "playground/examples");
const PICTURES = resolve(EXAMPLES, "pictures");
const SHEET = resolve(ROOT, "docs/gallery.webp");

/** The cell that a picture begins with. */
const FIRST = {
  dashboard: "figures",
  mortgage: "result",
  models: "verdict",
  labeler: "desk",
  darkroom: "result",
  repair_cafe: "sign_up",
  embedding: "map_of_words",
  talk: "pictures",
};
/** What a person did before the picture was taken. */
const PLAYED = {
  talk: async (page) => {
    for (let slide = 0; slide < 2; slide++) await page.keyboard.press("ArrowRight");
  },
  labeler: async (page) => {
    for (const [done, key] of [..."1323121"].entries()) {
      await page.keyboard.press(key);
      await page.getByText(`Message ${done + 2} of`).waitFor();
    }
  },
  embedding: async (page) => {
    const map = page.locator('[data-cell-name="map_of_words"] img');
    await map.scrollIntoViewIfNeeded();
    const { x, y, width, height } = await map.boundingBox();
    await page.mouse.move(x + 0.72 * width, y + 0.05 * height);
    await page.mouse.down();
    await page.mouse.move(x + 0.98 * width, y + 0.25 * height, { steps: 5 });
    await page.mouse.up();
    await page.getByText("of 28 languages").waitFor();
  },
};

const WIDE = 960;
const HIGH = 600;
const MARGIN = 28;

const gallery = JSON.parse(readFileSync(resolve(EXAMPLES, "index.json"), "utf8")).filter(({ group }) => group);
const names = gallery.map(({ file }) => file.replace(/\.py$/, ""));
const wanted = process.argv.length > 2 ? process.argv.slice(2) : names;
const { chromium: found } = JSON.parse(readFileSync(resolve(ROOT, ".cache/browsers.json"), "utf8"));
const args = process.getuid?.() === 0 ? ["--no-sandbox"] : [];

const place = process.env.SITE ?? resolve(ROOT, "dist/site");
const site = await serveSite(place);
const older = await serveSite(place, OLDER_PYODIDE);
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? found, args });
mkdirSync(PICTURES, { recursive: true });
try {
  for (const name of wanted) {
    writeFileSync(resolve(PICTURES, `${name}.webp`), await webp([await picture(name, "light")], 1, 480, 300));
    writeFileSync(resolve(PICTURES, `${name}-dark.webp`), await webp([await picture(name, "dark")], 1, 480, 300));
  }
  const all = names.map((name) => readFileSync(resolve(PICTURES, `${name}.webp`)));
  writeFileSync(SHEET, await webp(all, 4, 480, 300));
} finally {
  await browser.close();
  await site.close();
  await older.close();
}

/** What the notebook shows, below the page's bar. */
async function picture(name, colorScheme) {
  const page = await browser.newPage({ viewport: { width: WIDE, height: HIGH }, colorScheme, deviceScaleFactor: 1.5 });
  const needsOlder = gallery.some(({ file, packages }) => file === `${name}.py` && packages.length > 0);
  await page.goto(`${(needsOlder ? older : site).origin}/?example=${name}&mode=run`);
  await page.locator('html[data-kernel="ready"]').waitFor({ timeout: 90_000 });
  const settled = () =>
    page.waitForFunction(() => !document.querySelector('[data-status="running"], [data-status="queued"]'));
  await settled();
  for (const play of [PLAYED[name]].filter(Boolean)) await play(page);
  await settled();
  const [bar] = await page.locator(".top-bar").all();
  const top = Math.round((await bar?.boundingBox())?.height ?? 0);
  await page.setViewportSize({ width: WIDE, height: HIGH + top });
  const begin = await page.locator(`[data-cell-name="${FIRST[name]}"]`).evaluate((cell) => {
    cell.scrollIntoView();
    // Nothing of what stands above is seen: a picture begins with something whole.
    for (const other of document.querySelectorAll("cloche-cell"))
      if (other.compareDocumentPosition(cell) & Node.DOCUMENT_POSITION_FOLLOWING) other.style.visibility = "hidden";
    return cell.closest(".slide") ? 0 : cell.getBoundingClientRect().top;
  });
  await page.waitForTimeout(500); // transitions end
  const y = Math.max(top, Math.round(begin) - MARGIN);
  await page.setViewportSize({ width: WIDE, height: HIGH + y });
  const png = await page.screenshot({ clip: { x: 0, y, width: WIDE, height: HIGH } });
  await page.close();
  return png;
}

/** Pictures on one sheet, so many in a row, each this large. */
async function webp(pictures, columns, width, height) {
  const page = await browser.newPage();
  const sources = pictures.map((bytes) => bytes.toString("base64"));
  const encoded = await page.evaluate(
    async ({ sources, columns, width, height }) => {
      const gap = sources.length > 1 ? 12 : 0;
      const rows = Math.ceil(sources.length / columns);
      const sheet = new OffscreenCanvas(columns * width + (columns + 1) * gap, rows * height + (rows + 1) * gap);
      const pen = sheet.getContext("2d");
      pen.imageSmoothingQuality = "high";
      pen.fillStyle = "#8a94a6";
      pen.fillRect(0, 0, sheet.width, sheet.height);
      for (const [n, source] of sources.entries()) {
        const bytes = Uint8Array.from(atob(source), (letter) => letter.charCodeAt(0));
        const image = await createImageBitmap(new Blob([bytes]));
        const [x, y] = [gap + (n % columns) * (width + gap), gap + Math.floor(n / columns) * (height + gap)];
        pen.drawImage(image, x, y, width, height);
      }
      const blob = await sheet.convertToBlob({ type: "image/webp", quality: 0.82 });
      return Array.from(new Uint8Array(await blob.arrayBuffer()));
    },
    { sources, columns, width, height },
  );
  await page.close();
  return Buffer.from(encoded);
}
