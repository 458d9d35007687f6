/** Modules that cells import, as far as a glance tells: what is missed or wrong costs only time. */

const IMPORT = /^[ \t]*(?:from[ \t]+(\w+)[\w.]*[ \t]+import\b|import[ \t]+([\w., \t]+))/gm;

/** Top-level names, each once. */
export function importedModules(
  cells: readonly { readonly code: string; readonly config: { readonly disabled: boolean } }[],
): string[] {
  return [...new Set(cells.flatMap(({ code, config }) => (config.disabled ? [] : modulesIn(code))))];
}

/** Top-level names that a text imports. */
export function modulesIn(text: string): string[] {
  const found = new Set<string>();
  for (const [, from, names] of text.matchAll(IMPORT)) {
    if (from) found.add(from);
    for (const name of names?.split(",") ?? []) {
      const module = /^\s*(\w+)/.exec(name)?.[1];
      if (module) found.add(module);
    }
  }
  return [...found];
}
