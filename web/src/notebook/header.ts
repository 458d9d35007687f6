/** What a notebook's header says to the page. The header is TOML in comments (PEP 723); only simple lines are read here. */

/**
 * Whether cells of tests run them by themselves: yes, unless `reactive_tests = false` stands under
 * `[tool.cloche.runtime]` (or marimo's table of that name).
 */
export function wantsReactiveTests(header: string): boolean {
  let isRuntime = false;
  for (const line of header.split("\n")) {
    const text = line.replace(/^#\s?/, "").trim();
    if (text.startsWith("[")) isRuntime = /^\[tool\.(cloche|marimo)\.runtime\]/.test(text);
    else if (isRuntime && /^reactive_tests\s*=\s*false\b/.test(text)) return false;
  }
  return true;
}
