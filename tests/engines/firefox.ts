import puppeteer from "puppeteer-core";
import type { Driver } from "./driver.ts";

/** Debian's Firefox by WebDriver BiDi. */
export async function startFirefox(executablePath: string): Promise<Driver> {
  const browser = await puppeteer.launch({ browser: "firefox", executablePath, headless: true });
  const page = await browser.newPage();
  return {
    name: "Firefox",
    goto: async (url) => void (await page.goto(url, { waitUntil: "domcontentloaded" })),
    reload: async () => void (await page.reload({ waitUntil: "domcontentloaded" })),
    evaluate: async (expression) =>
      JSON.parse(String(await page.evaluate(`(async () => JSON.stringify((await (${expression})) ?? null))()`))),
    evaluateInside: async (expression) => {
      const frame = page.frames().find((each) => /\/guest-[^/]*\.html/.test(each.url()));
      return frame
        ? JSON.parse(String(await frame.evaluate(`(async () => JSON.stringify((await (${expression})) ?? null))()`)))
        : null;
    },
    click: (selector) => page.click(selector),
    press: async (...keys) => {
      for (const key of keys) await page.keyboard.down(key);
      for (const key of keys.toReversed()) await page.keyboard.up(key);
    },
    type: (text) => page.keyboard.type(text),
    close: () => browser.close(),
  };
}
