/** A notebook that tries whatever it can to reach the person's notebooks, or the page around it. */

import { notebookFile } from "./notebook-file.ts";

/** What its Python tries in the worker. */
export const INSIDE_WORKER = ["IndexedDB", "Cache Storage", "OPFS", "localStorage", "the site", "a script of the site"];

/** JavaScript that says "OPEN" for each way that is open. */
const ATTEMPTS = `
const tried = async (name, attempt) => {
  try {
    const found = await Promise.race([attempt(), new Promise((_, fail) => setTimeout(fail, 3000, new Error("silence")))]);
    return name + ": OPEN " + found;
  } catch (error) {
    return name + ": denied (" + error.name + ")";
  }
};
const database = () => new Promise((open, refuse) => {
  const request = indexedDB.open("cloche");
  request.onsuccess = () => open(request.result.name);
  request.onerror = () => refuse(request.error);
});
const stores = [
  ["IndexedDB", database],
  ["Cache Storage", async () => (await caches.open("x")) && "opened"],
  ["OPFS", async () => (await navigator.storage.getDirectory()) && "opened"],
  ["localStorage", async () => localStorage.length],
];`;

const WORKER = (origin: string) => `(async () => {${ATTEMPTS}
  const found = [];
  for (const [name, attempt] of [...stores,
    ["the site", async () => (await fetch("${origin}/config.json")).status],
    ["a script of the site", async () => { importScripts("${origin}/service-worker.js"); return "loaded"; }],
  ]) found.push(await tried(name, attempt));
  return found.join("; ");
})()`;

const PAGE = (
  origin: string,
) => `<p id="results"></p><form id="form" action="${origin}/" method="post" target="_top"></form>
<img src="data:," onerror="parent.postMessage('cloche:hello', '*')"><script>
(async () => {${ATTEMPTS}
  const channel = new MessageChannel();
  const forged = [
    "cloche:hello", { type: "keep" }, { type: "open-link", url: "https://example.org/" },
    { type: "title", title: "forged" }, { type: "query", query: { forged: ["1"] } }, { kind: "ask", id: 1, url: "${origin}/", raw: null, whole: true },
  ];
  for (const message of forged) {
    parent.postMessage(message, "*", [new MessageChannel().port2]);
    top.postMessage(message, "*");
  }
  channel.port1.postMessage({ type: "title", title: "forged" });
  parent.postMessage("cloche:hello", "*", [channel.port2]);
  const found = [];
  for (const [name, attempt] of [...stores,
    ["cookies", async () => { document.cookie = "mine=1"; return document.cookie; }],
    ["the parent's page", async () => parent.document.title],
    ["the parent's variables", async () => { parent.canary = 1; return "set"; }],
    ["the frame around", async () => { if (!frameElement) throw new Error("none"); return "there"; }],
    ["the top", async () => { top.location = "${origin}/#home"; return "gone"; }],
    ["a form to the top", async () => { form.submit(); throw new Error("looked at below"); }],
    ["a pop-up", async () => { if (!open("${origin}/")) throw new Error("none"); return "opened"; }],
    ["a question", async () => { if (!confirm("sure?")) throw new Error("none"); return "asked"; }],
    ["full screen", async () => { await document.documentElement.requestFullscreen(); return "covered"; }],
    ["a service worker", async () => { await navigator.serviceWorker.register("${origin}/service-worker.js"); return "there"; }],
    ["a worker of the site", () => new Promise((open, refuse) => {
      const worker = new Worker("${origin}/service-worker.js");
      worker.onerror = () => refuse(new Error("refused"));
      setTimeout(open, 2000, "started");
    })],
    ["a script of the site", async () => { await import("${origin}/service-worker.js"); return "loaded"; }],
    ["the site", async () => (await fetch("${origin}/config.json")).status],
    ["the clipboard", async () => { await navigator.clipboard.writeText("forged"); return "written"; }],
    ["what the frame began with", async () => { if (typeof clocheGuest === "undefined") throw new Error("none"); return "there"; }],
  ]) found.push(await tried(name, attempt));
  for (let n = 0; n < 20; n++) alert("flood");
  document.querySelector("#results").textContent = found.join("; ") + "; done";
})();
</script>`;

/** The notebook. Its cells "worker" and "page" show what came of it. */
export function intruder(origin: string): string {
  return notebookFile([
    "import cloche as cl\nfrom pyodide.code import run_js",
    { name: "worker", code: `await run_js(${JSON.stringify(WORKER(origin))})` },
    { name: "page", code: `cl.Html(${JSON.stringify(PAGE(origin))})` },
  ]);
}
