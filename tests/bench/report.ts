import { execFileSync } from "node:child_process";
import { cpus, totalmem } from "node:os";

export interface Row {
  readonly what: string;
  readonly unit: "ms" | "MB" | "";
  readonly cloche: readonly number[];
  /** Empty where a bare page has nothing like it. */
  readonly bare: readonly number[];
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 ? (sorted[middle] ?? NaN) : ((sorted[middle - 1] ?? NaN) + (sorted[middle] ?? NaN)) / 2;
}

function shown(values: readonly number[], unit: string): string {
  if (values.length === 0) return "";
  const digits = median(values) < 20 && unit !== "" ? 1 : 0;
  const round = (value: number) => value.toFixed(digits);
  const range = values.length > 1 ? ` [${round(Math.min(...values))}..${round(Math.max(...values))}]` : "";
  return `${round(median(values))}${unit && ` ${unit}`}${range}`;
}

export function table(rows: readonly Row[]): string {
  const lines = rows.map(({ what, unit, cloche, bare }) => {
    const ratio = bare.length > 0 ? `${(median(cloche) / median(bare)).toFixed(2)}` : "";
    return `| ${what} | ${shown(cloche, unit)} | ${shown(bare, unit)} | ${ratio} |`;
  });
  return ["| | Cloche | bare Pyodide | ratio |", "|---|---|---|---|", ...lines].join("\n");
}

/** What the figures were measured on, in words; nothing that tells whose machine it is. */
export function machine(executablePath: string): string {
  const browser = execFileSync(executablePath, ["--version"], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] })
    .trim()
    .split(/\s+built|\s+Debian/)[0];
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${cpus().length} cores (${cpus()[0]?.model.trim() ?? "unknown"}), ${memory} GB memory, ${process.platform}, ${browser}, headless`;
}

export function page(rows: readonly Row[], kernel: string, runs: number, on: string, date: string): string {
  return `# Performance

Written by \`make bench\`; do not edit by hand. Last run ${date}: ${on}.

Each figure is a median [smallest..largest] of what one run of the benchmark saw; "bare Pyodide" is a page that boots the
same Pyodide as npm ships it, from the same server, in the same minutes, and prints. The two are measured in turn, so
compare the ratio, not the milliseconds: those are this machine's. Boots are medians of ${runs}. Where a line names what is beside,
the second column has that, measured in the same runs.

${table(rows)}

- \`make bench ONLY="boots line"\` measures some parts (boots, line, reactions, charts, chains, sandbox, saves, stop, large, elements, minute, endurance, restarts) and only prints;
  \`RUNS=\` says how often.
- *Cold* is the first visit of a new browser profile, *warm* the second one, after the first one lasted a quarter of a minute:
  browsers keep compiled WebAssembly for the next visit only when it has come to rest, for either page. The server is on loopback and sends
  compressed files as a good host does; there is no network delay but where a line is named: there all connections together
  get its bits, and each answer and each new connection its delay. Times run from the start of navigation until the first output is painted.
- *Changed* is when the new text was in the document; *painted* when the browser had made the picture with it: a task begun in
  the next animation frame's callbacks, which runs right after that frame's layout and painting; what changed in such a callback is in
  that frame itself. A frame comes every 16.7 ms: without more, half of that lies between the two in the middle. (Two animation frames, as it was measured before, count a whole frame more. The
  browser's own Event Timing ends with the first picture after the event's handlers, which an answer from a worker is not part of.)
- *Edit* runs from the key press that runs a cell, *slider* from the input event. A *chain* is that many cells, each reading the
  one before it, rerun by an edit of the first; for the bare page, as many calls one after the other.
- *The page's longest task* is what its thread does in one go, in processor time (a clock would also count what else the machine does),
  told by the browser's trace; asked is at most 100 ms. Notebooks are watched from inside: the test tool's own look at thousands of cells,
  each time that it waits for something, takes half a second of the page's thread.
- *Page readable* is the notebook's code on the screen, for the bare page its first paint. *Restart to ready* is a new Python in the
  same page that has run the notebook; after five seconds of rest a spare one is made.
- *An answer, painted* runs from the key press or the pressing of the pointer to the picture with the element's new value, over 200
  elements of five kinds, each asked once; *answer to output* to the text of a cell that reads them all. Beside it stand the browser's own
  controls of those kinds, without a script: what a picture takes at the least. *A minute of dragging* is 60 events in each second; scripts'
  memory is counted after a collection.
- *A stranger's* notebook is opened by a link, in its sandbox; asked is at most 1.3 of one's own. A *save* is acknowledged when the page says
  so, in the browser's database; asked is within 50 ms while Python is busy. One bare put begins with the same key, and waits
  for the same drawing of the letter; the other begins when the page does nothing, and shows what the database itself takes.
- *Stop* is pressed after three seconds of what never ends, or at once: until no cell runs, and from there until Python is ready; asked is
  at most a second for each. The second column has a page that is not cross-origin isolated, where a busy Python has to be replaced: a
  spare one wakes when a run lasts longer than a second.
- *Memory* is the proportional set size of all the browser's processes after the first output.

## Where the time of a warm start goes

Processor time until the first output, which on a machine with few cores is what decides (medians of a busy machine, so compare
them with one another): 1.6 s in all, the bare page 3.6 s. Of it the worker takes 0.39 s, the page's own thread 0.34 s, the
browser's helper threads (checking the WebAssembly, reading scripts) 0.33 s, its main and network processes 0.45 s, drawing 0.11 s.

- A snapshot holds 15 MB of the 31 MB of memory: pages that are blank or the program's own are left out. Reading it takes less time
  than the WebAssembly beside it, so a faster store would gain nothing.
- Nothing of the page moves in the first 0.9 s, and editors are made after the first run: 13 percent less than with a light that
  breathed and editors that came at once.
- Compiled WebAssembly that the browser has kept takes 18 percent off. Chromium keeps it two seconds after the last function was
  compiled anew, in a later burst than the first; the spare Python is one. A first visit of a few seconds leaves nothing.
- A stranger's notebook, warm, took 1.1 s of processor time more than one's own on a loaded machine (2.8 s to 1.6 s; 1.4 to 1.7 s more before its
  files were begun by the page's first script and went in whole). It is a second process, for a frame of no origin, and what the browser keeps
  for no such origin: the page's and the worker's scripts are compiled anew at each visit (0.15 s in the worker alone), and so is the
  WebAssembly: 0.07 s for what runs, and in a thread beside it 0.2 s to optimise the interpreter's loop. One's own notebook without kept
  WebAssembly takes 1.08 of its time: that is the smaller part.
- Emscripten wraps 260 JavaScript functions in programs of their own before Python begins; compiled once for each signature.
  Placing the program is still the longest step of a start from what the page has kept.
- What is left of an edit: 1 ms for the key, 3 to 4 ms in Python, 1 ms for its output. That a cell runs has a picture of its own only
  after 50 ms: the output waited 8 ms for it before. What else there is of *painted* is the next frame. Chromium leaves a worker's messages
  lie after a key until the next frame was made, 8 ms in the middle; where page and worker share memory the page hears of the answer
  there, and a slider's answer that comes while the page is about to draw is in that very frame (\`docs/decisions/0025-answers-in-the-same-picture.md\`).

## The kernel alone

Processor time on CPython, without a browser: medians of what one command costs, the run of the trivial edited cell included.
\`python tests/bench/kernel.py\` prints it alone.

${kernel.trim()}

How it is measured: \`tests/bench/\`.
`;
}
