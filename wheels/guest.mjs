/**
 * The page for strangers' notebooks, and the first script of every page. The page is one file with all that it needs in
 * it, the worker too: it is shown in a frame of no origin, which no host lets load another. Only what few
 * notebooks need is in files beside it, which the page around the frame brings when it is wanted.
 */

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "vite";
import { NEXT_SITE, ROOT, sha256 } from "./common.mjs";
import { panelBundle } from "./panel-bundle.mjs";

const SOURCE = join(ROOT, "web/src");

/**
 * What a stranger's notebook may load and run: anything, from anywhere but this site. Its origin is opaque, so nothing
 * of this site's is in its reach whatever this says; that it sends no forms and starts no pages is said here.
 */
const POLICY = [
  "default-src 'none'",
  "script-src 'unsafe-inline' 'unsafe-eval' 'wasm-unsafe-eval' blob: data: https:",
  "worker-src blob: data:",
  "connect-src blob: data: https: wss:",
  "style-src 'unsafe-inline' blob: data: https:",
  "img-src blob: data: https:",
  "media-src blob: data: https:",
  "font-src blob: data: https:",
  "frame-src blob: data: https:",
  "form-action 'none'",
  "base-uri 'none'",
].join("; ");

/** Build the page into the site's assets; gives its path in the site. `hint` is what the site carries for Python. */
export async function buildGuest(hint) {
  const worker = await script("../../worker/src/sandboxed.ts", "es");
  for (const lazy of LAZY) lazy.path = await lazyFile(lazy);
  const first = await script("guest-first.ts", "iife", {
    WORKER_SOURCE: JSON.stringify(worker.code),
    HINT: JSON.stringify(hint),
  });
  const page = await script("guest.ts", "es", {}, [lazily]);
  const content = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8" />
<meta http-equiv="Content-Security-Policy" content="${POLICY}" />
<meta name="viewport" content="width=device-width, initial-scale=1" />
<meta name="color-scheme" content="light dark" />
<meta name="referrer" content="no-referrer" />
<title>A notebook in a sandbox</title>
<script>${inline(first.code)}</script>
<style>${page.style.replaceAll("</", "<\\/")}</style>
</head>
<body>
<script type="module">${inline(page.code)}</script>
</body>
</html>
`;
  return asset("guest", "html", content);
}

/** What a page of the app does first (`wheels/policy.mjs` puts it there). */
export async function firstScript({ worker, guest }) {
  const { code } = await script("first.ts", "iife", { WORKER: JSON.stringify(worker), GUEST: JSON.stringify(guest) });
  return inline(code.trim());
}

/** One script of a module and all that it imports, and one style sheet. */
async function script(entry, format, define = {}, plugins = []) {
  const { output } = [
    await build({
      configFile: false,
      root: SOURCE,
      logLevel: "warn",
      define,
      plugins: [sandboxed, panelBundle, ...plugins],
      build: {
        write: false,
        target: "es2022",
        modulePreload: false,
        cssCodeSplit: false,
        assetsInlineLimit: 1_000_000,
        chunkSizeWarningLimit: 10_000,
        rolldownOptions: {
          input: join(SOURCE, entry),
          preserveEntrySignatures: "strict",
          output: { format, codeSplitting: false },
          checks: { pluginTimings: false, eval: false },
        },
      },
    }),
  ].flat()[0];
  const scripts = output.filter(({ type }) => type === "chunk");
  const others = output.filter(({ type, fileName }) => type !== "chunk" && !fileName.endsWith(".css"));
  if (scripts.length !== 1 || others.length > 0)
    throw new Error(`${entry} is to be one script, but came as ${output.map(({ fileName }) => fileName).join(", ")}.`);
  const style = output.filter(({ fileName }) => fileName.endsWith(".css")).map(({ source }) => source);
  return { code: scripts[0].code, style: style.join("\n") };
}

/** Modules that are others in a sandbox. */
const OTHERS = { "./frames.js": "trust/guest-frames.ts" };

/** What few notebooks need is a file of its own, asked for with the first use. */
const LAZY = [
  { name: "tex", wanted: "tex-engine.js", entry: "outputs/tex-engine.ts" },
  { name: "vega", wanted: "vega-engine.js", entry: "elements/charts/vega-engine.ts" },
  { name: "plotly", wanted: "plotly-engine.js", entry: "elements/charts/plotly-engine.ts" },
  { name: "bokeh", wanted: "bokeh-engine.js", entry: "elements/charts/bokeh-engine.ts" },
  { name: "panel", wanted: "panel-engine.js", entry: "elements/charts/panel-engine.ts" },
  { name: "mermaid", wanted: "mermaid-engine.js", entry: "elements/mermaid-engine.ts" },
  { name: "icons", wanted: "@iconify-json/lucide/icons.json", json: "node_modules/@iconify-json/lucide/icons.json" },
];

async function lazyFile({ name, entry, json }) {
  if (json) return asset(`guest-${name}`, "js", `export default ${readFileSync(join(ROOT, json), "utf8")}`);
  const { code, style } = await script(entry, "es");
  return asset(`guest-${name}`, "js", style ? `${code}\n${styleScript(style)}` : code);
}

/** Their `import()` asks the page around the frame for the file. */
const lazily = {
  name: "cloche-lazily",
  enforce: "pre",
  transform(code, id) {
    let found = false;
    const changed = code.replace(/(?<!typeof )\bimport\("([^"]+)"\)/g, (whole, source) => {
      const lazy = LAZY.find(({ wanted }) => source.endsWith(wanted));
      if (!lazy) return whole;
      found = true;
      return `lazyModule(${JSON.stringify(lazy.path)})`;
    });
    if (!found || !id.startsWith(SOURCE)) return null;
    return `import { lazyModule } from ${JSON.stringify(join(SOURCE, "trust/guest-lazy.ts"))};\n${changed}`;
  },
};

/** They take their place; and of the formulas' fonts only the form that every browser reads. */
const sandboxed = {
  name: "cloche-sandboxed",
  enforce: "pre",
  resolveId(source) {
    const other = OTHERS[source];
    return other ? join(SOURCE, other) : null;
  },
  load(id) {
    if (!id.endsWith("katex.min.css")) return null;
    return readFileSync(id, "utf8").replace(/,url\([^)]*\.(?:woff|ttf)\) format\("[^"]*"\)/g, "");
  },
};

function styleScript(style) {
  return `document.head.append(Object.assign(document.createElement("style"),{textContent:${JSON.stringify(style)}}));`;
}

/** A script's text, as it may stand in a page. */
function inline(code) {
  return code.replace(/<\/(script)/gi, "<\\/$1").replaceAll("<!--", "<\\!--");
}

function asset(name, suffix, content) {
  const path = `assets/${name}-${sha256(content).slice(0, 8)}.${suffix}`;
  writeFileSync(join(NEXT_SITE, path), content);
  return path;
}
