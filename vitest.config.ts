import { defineConfig } from "vitest/config";

/** The folders whose code makes elements. */
const DRAWS = "web/src/{editor,outputs,elements,shell,library}/**/*.test.ts";

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
          include: ["{worker,web,playground,wheels}/**/*.test.ts"],
          exclude: [DRAWS],
        },
      },
      {
        extends: true,
        test: {
          name: "dom",
          environment: "happy-dom",
          include: [DRAWS],
        },
      },
    ],
    passWithNoTests: false,
  },
});
