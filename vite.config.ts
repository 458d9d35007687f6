import { readdirSync } from "node:fs";
import { resolve } from "node:path";
import { defineConfig } from "vite";
import { panelBundle } from "./wheels/panel-bundle.mjs";

const playground = resolve(import.meta.dirname, "playground");

const serviceWorker = resolve(import.meta.dirname, "web/src/offline/service-worker.ts");

/**
 * Every entry page of the playground. What the site carries for Python is laid beside by `wheels/assemble.mjs`,
 * which then puts all of it in `dist/site/`.
 */
const pages = readdirSync(playground)
  .filter((name) => name.endsWith(".html"))
  .map((name) => resolve(playground, name));

/**
 * What is wanted as a whole comes as one file, with all that it imports: a browser asks a server for six at a time, and those
 * of the first moment stand in line before Python's. The page comes first: the editor shares what is there already.
 */
const inOnePiece = [
  { name: "page", test: /\/web\/src\/main\.ts$/, priority: 2 },
  { name: "editor", test: /\/web\/src\/editor\/code-mirror-view\.ts$/, priority: 1 },
];

export default defineConfig({
  root: playground,
  base: "./",
  publicDir: false,
  plugins: [panelBundle],
  worker: { format: "es" },
  build: {
    outDir: resolve(import.meta.dirname, "dist/site.next"),
    emptyOutDir: true,
    target: "es2022",
    modulePreload: { polyfill: false },
    sourcemap: false,
    manifest: true, // for wheels/budget.mjs, which takes it away
    rolldownOptions: {
      input: [...pages, serviceWorker],
      // A service worker is known by its address, which decides what it may see: the site's folder.
      output: {
        entryFileNames: ({ facadeModuleId }) =>
          facadeModuleId === serviceWorker ? "service-worker.js" : "assets/[name]-[hash].js",
        codeSplitting: { groups: inOnePiece },
      },
      // Biome looks for `eval` in ours; a library has one, and the page's policy says whether it runs.
      checks: { pluginTimings: false, eval: false },
    },
  },
});
