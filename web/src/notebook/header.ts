/**
 * What a notebook's header says to the page, and how the page writes it. The header is TOML in comments (PEP 723);
 * only simple lines of the table `[tool.cloche.runtime]` (or marimo's of that name) are read and changed here.
 */

/** How a notebook wants to be run. Names and values in the file are those that marimo's settings have. */
export interface Runtime {
  /** What follows from a change becomes stale instead of running. */
  readonly lazy: boolean;
  /** Everything runs when the notebook is opened. */
  readonly autorun: boolean;
  /** Cells of tests run them by themselves. */
  readonly reactiveTests: boolean;
  /** Each cell sees only what it reads, and copies of it. */
  readonly strict: boolean;
}

const TABLE = /^#\s*\[tool\.(?:cloche|marimo)\.runtime\]/;
/** Where marimo has the setting for strict execution; here it may stand in either table. */
const EXPERIMENTS = /^#\s*\[tool\.(?:cloche|marimo)\.experimental\]/;
const LAZY = { key: "on_cell_change", source: '"lazy"', pattern: /^#\s*on_cell_change\s*=\s*["']lazy["']/ };
const NO_AUTORUN = { key: "auto_instantiate", source: "false", pattern: /^#\s*auto_instantiate\s*=\s*false\b/ };
const STRICT = /^#\s*execution_type\s*=\s*["']strict["']/;
const NO_TESTS = /^#\s*reactive_tests\s*=\s*false\b/;

export function runtimeOf(header: string): Runtime {
  const says = (pattern: RegExp, table = TABLE) => {
    const { lines, start, end } = tableIn(header, table);
    return lines.slice(start, end).some((line) => pattern.test(line));
  };
  return {
    lazy: says(LAZY.pattern),
    autorun: !says(NO_AUTORUN.pattern),
    reactiveTests: !says(NO_TESTS),
    strict: says(STRICT) || says(STRICT, EXPERIMENTS),
  };
}

/** The header with these wishes; what is as usual is not written. `module` names the table of a header that has none. */
export function withRuntime(
  header: string,
  { lazy, autorun }: Partial<Runtime>,
  module: "cloche" | "marimo" = "cloche",
): string {
  let next = header;
  if (lazy !== undefined) next = withLine(next, LAZY.key, lazy ? LAZY.source : null, module);
  if (autorun !== undefined) next = withLine(next, NO_AUTORUN.key, autorun ? null : NO_AUTORUN.source, module);
  return next;
}

function withLine(header: string, key: string, source: string | null, module: string): string {
  const { lines, start, end } = tableIn(header);
  const isOld = new RegExp(`^#\\s*${key}\\s*=`);
  const body = lines.slice(start, end).filter((line) => !isOld.test(line));
  if (source !== null) body.splice(1, 0, `# ${key} = ${source}`);
  if (start < lines.length) {
    const before = lines.slice(0, start);
    const isEmpty = body.every((line, at) => at === 0 || /^#?\s*$/.test(line));
    if (isEmpty && before.at(-1) === "#") before.pop();
    return withoutEmptyBlock([...before, ...(isEmpty ? [] : body), ...lines.slice(end)]);
  }
  if (source === null) return header;
  const table = [`# [tool.${module}.runtime]`, `# ${key} = ${source}`];
  const opening = lines.findIndex((line) => /^# \/\/\/ script\s*$/.test(line));
  const closing = lines.findIndex((line, at) => at > opening && /^# \/\/\/\s*$/.test(line));
  if (opening >= 0 && closing >= 0) return lines.toSpliced(closing, 0, "#", ...table).join("\n");
  const block = ["# /// script", ...table, "# ///"];
  if (lines[0]?.startsWith("#!")) return lines.toSpliced(1, 0, ...block).join("\n");
  return header.trim() ? [...block, "", header].join("\n") : block.join("\n");
}

/** The lines of the table; from the end to the end where there is none. */
function tableIn(header: string, table = TABLE): { lines: string[]; start: number; end: number } {
  const lines = header.split("\n");
  const found = lines.findIndex((line) => table.test(line));
  const start = found < 0 ? lines.length : found;
  const next = lines.findIndex((line, at) => at > start && /^(?:#\s*\[|# \/\/\/|[^#]|$)/.test(line));
  return { lines, start, end: next < 0 ? lines.length : next };
}

function withoutEmptyBlock(lines: readonly string[]): string {
  const at = lines.findIndex((line, index) => line === "# /// script" && lines[index + 1] === "# ///");
  if (at < 0) return lines.join("\n");
  const rest = lines[at + 2] === "" ? 3 : 2;
  return lines.toSpliced(at, rest).join("\n");
}
