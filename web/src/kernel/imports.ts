/** Modules that cells import, as far as a glance tells: what is missed or wrong costs only time. */

import type { CellText } from "../../../worker/src/wire/messages.js";

const IMPORT = /^[ \t]*(?:from[ \t]+(\w+)[\w.]*[ \t]+import\b|import[ \t]+([\w., \t]+))/gm;

/** Top-level names, each once. */
export function importedModules(cells: readonly Pick<CellText, "code" | "config">[]): string[] {
  const found = new Set<string>();
  for (const { code, config } of cells) {
    if (config.disabled) continue;
    for (const [, from, names] of code.matchAll(IMPORT)) {
      if (from) found.add(from);
      for (const name of names?.split(",") ?? []) {
        const module = /^\s*(\w+)/.exec(name)?.[1];
        if (module) found.add(module);
      }
    }
  }
  return [...found];
}
