/** Programs that a sandbox brings late. In the frame's page this stands for their `import()` (`wheels/guest.mjs`). */

import { WANTED_FILE, type WantedFile } from "./guest-files.js";

/** What was asked for, by file. The browser keeps modules in the same way. */
const modules = new Map<string, Promise<unknown>>();

/** The module in this file of the site, once for all who ask; a failure may be tried again. */
export function lazyModule(path: string): Promise<unknown> {
  const begun = modules.get(path) ?? load(path);
  modules.set(path, begun);
  begun.catch(() => modules.delete(path));
  return begun;
}

async function load(path: string): Promise<unknown> {
  const content = await new Promise<Blob>((found, failed) => {
    const detail: WantedFile = { path, found, failed };
    document.dispatchEvent(new CustomEvent(WANTED_FILE, { detail }));
  });
  return import(/* @vite-ignore */ URL.createObjectURL(content.slice(0, content.size, "text/javascript")));
}
