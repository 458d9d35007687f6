import { defineConfig } from "vitest/config";

/**
 * Two rooms: code without a DOM runs in plain Node, so it cannot lean on one by accident; what draws runs in happy-dom.
 * Real browsers are Playwright's business (playwright.config.ts).
 */
export default defineConfig({
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: "node",
          environment: "node",
          include: ["worker/**/*.test.ts", "web/src/notebook/**/*.test.ts", "tests/wire/**/*.test.ts"],
        },
      },
      {
        extends: true,
        test: {
          name: "dom",
          environment: "happy-dom",
          include: ["web/**/*.test.ts"],
          exclude: ["web/src/notebook/**"],
        },
      },
    ],
    passWithNoTests: false,
  },
});
