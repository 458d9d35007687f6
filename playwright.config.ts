import { readFileSync } from "node:fs";
import { defineConfig } from "@playwright/test";

/**
 * Real browsers on the built site (`make site`), loopback only. Chromium by Playwright; Firefox and WebKit by drivers of
 * our own in the project "engines" (docs/decisions/0006). `make setup` writes down where the browsers are.
 */
const browsers = JSON.parse(readFileSync(new URL(".cache/browsers.json", import.meta.url), "utf8")) as {
  chromium: string;
};
const executablePath = process.env.CHROMIUM ?? browsers.chromium;
const root = process.getuid?.() === 0;

/** Tests with a limit in milliseconds: they have the machine to themselves, `--workers=1` after all others. */
const MEASURED = /(large|stop)\.spec\.ts$/;

export default defineConfig({
  testDir: "tests",
  outputDir: "test-results",
  timeout: 90_000,
  expect: { timeout: 20_000 },
  // Each test boots a Python; more at once only makes all of them slow.
  workers: 2,
  // No test leans on another of its file, and so the last ones are shared out too.
  fullyParallel: true,
  // CI's machines are shared: a test that passes the second time is listed as flaky, and is there to be looked at.
  retries: process.env.CI === undefined ? 0 : 1,
  forbidOnly: process.env.CI !== undefined,
  reporter: [["list"]],
  use: {
    launchOptions: { executablePath, args: root ? ["--no-sandbox"] : [] },
    viewport: { width: 1280, height: 800 },
    trace: "off",
    screenshot: "only-on-failure",
  },
  projects: [
    { name: "chromium", testDir: "tests/browser", testIgnore: MEASURED },
    { name: "measured", testDir: "tests/browser", testMatch: MEASURED },
    { name: "engines", testDir: "tests/engines", timeout: 300_000 },
  ],
});
