import type { Answer } from "../browser/support/site-server.ts";

/**
 * The page to compare with: Pyodide as npm ships it, in a module worker, and nothing else. It prints, it runs what it is
 * told, it moves a slider. Whoever adds features to this page adds time to it.
 */

/** `pyodide` is the folder of the site that holds Pyodide, its standard library as shipped. */
const worker = (pyodide: string) => `
import { loadPyodide } from "${pyodide}pyodide.mjs";
const ready = loadPyodide({ indexURL: "${pyodide}" });
self.onmessage = async ({ data }) => {
  const python = await ready;
  self.postMessage({ id: data.id, text: String(python.runPython(data.code)) });
};
`;

const PAGE = `<!doctype html><meta charset="utf-8"><title>bare Pyodide</title>
<button id="run">run</button><input id="slider" type="range" min="0" max="1000" value="0">
<div id="out" data-part="output"></div>
<script type="module">
const begin = () => new Worker("/bare/worker.mjs", { type: "module" });
let worker = begin();
const out = document.querySelector("#out");
const hear = ({ data }) => { out.textContent = data.text; chain(data.id); };
worker.onmessage = hear;
window.restart = () => new Promise((ready) => {
  const began = performance.now();
  worker.terminate();
  worker = begin();
  worker.onmessage = (message) => { hear(message); worker.onmessage = hear; ready(performance.now() - began); };
  send("1 + 1");
});
let left = 0;
const send = (code, id = 0) => worker.postMessage({ code, id });
const chain = () => { if (left > 0) { left -= 1; send("v = v + 1\\nv"); } };
send("1 + 1");
let runs = 0;
document.querySelector("#run").onclick = () => send(\`\${++runs} + 1000\`);
document.querySelector("#slider").oninput = (event) => send(\`\${event.target.value} * 100\`);
window.startChain = (cells, first) => { left = cells - 1; send(\`v = \${first}\\nv\`); };
</script>`;

/** So many of the browser's own controls as its address says, of the kinds and in the size of a notebook's elements. */
const ELEMENTS = `<!doctype html><meta charset="utf-8"><title>bare controls</title>
<style>div[data-element] { display: flex; gap: 8px; min-height: 32px; align-items: center; margin: 8px; }</style>
<div data-element="array"></div>
<script type="module">
const CONTROLS = [
  '<input type="range" value="50">', '<input type="checkbox">', '<input type="number" min="0" max="100" value="50">',
  '<input type="checkbox" role="switch">', "<select><option>a</option><option>b</option><option>c</option></select>",
];
document.querySelector("[data-element]").innerHTML = Array.from({ length: Number(location.search.slice(1)) }, (_, n) =>
  \`<div data-element><label for="c\${n}">element \${n}</label>\${CONTROLS[n % 5].replace(" ", \` id="c\${n}" \`).replace("<select>", \`<select id="c\${n}">\`)}</div>\`,
).join("");
</script>`;

export function bareAnswers(pyodide: string): Readonly<Record<string, Answer>> {
  return {
    "/bare/": { type: "text/html; charset=utf-8", body: PAGE },
    "/bare/elements": { type: "text/html; charset=utf-8", body: ELEMENTS },
    "/bare/worker.mjs": { type: "text/javascript; charset=utf-8", body: worker(pyodide) },
  };
}
