import type { ConsoleChunk } from "../notebook/state.js";
import { AnsiReader } from "./ansi.js";
import { build } from "./build.js";
import { chunksOf, flat, news } from "./console-news.js";
import { TerminalLine } from "./terminal-line.js";

export type { ConsoleChunk };

/** What stays on the page: the newest lines, and of one update at most its last characters. */
const MOST_LINES = 1000;
const MOST_CHARACTERS = 400_000;

/** The console of one cell. Reads only what is new; draws only lines that stay. */
class ConsoleView {
  readonly #box = build("div", { class: "cloche-console", role: "log", "aria-live": "off", tabindex: "0" });
  readonly #notice = build(
    "div",
    { class: "cloche-notice" },
    `The beginning is not shown: the newest ${MOST_LINES.toLocaleString("en")} lines are kept here.`,
  );
  readonly #readers = { stdout: new AnsiReader(), stderr: new AnsiReader() };
  #line = new TerminalLine();
  #drawnLine: HTMLElement | null = null;
  #count = 0;
  #seen = "";
  #stream: ConsoleChunk["stream"] = "stdout";

  constructor(host: HTMLElement) {
    host.replaceChildren(this.#box);
  }

  /** Add what is new in `printed` (see `flat`); false when it does not go on where this view stopped. */
  goOn(printed: string): boolean {
    const more = news(this.#seen, printed);
    if (more === null) return false;
    this.#seen = printed;
    const chunks = chunksOf(more, this.#stream);
    if (chunks.length === 0) return true;
    this.#stream = chunks.at(-1)?.stream ?? this.#stream;
    const wasAtEnd = this.#box.scrollTop + this.#box.clientHeight >= this.#box.scrollHeight - 4;
    const newest = tail(chunks, MOST_CHARACTERS);
    if (newest !== chunks) {
      this.#forgetBeginning();
      this.#line = new TerminalLine();
    }
    this.#draw(newest);
    if (wasAtEnd) this.#box.scrollTop = this.#box.scrollHeight;
    return true;
  }

  #draw(chunks: readonly ConsoleChunk[]): void {
    const lines: TerminalLine[] = [this.#line];
    for (const { stream, text } of chunks) {
      for (const token of this.#readers[stream].read(text)) {
        if (token.kind === "line-end") {
          this.#line = new TerminalLine();
          lines.push(this.#line);
        } else this.#line.write(token, stream === "stderr");
      }
    }
    if (this.#drawnLine) {
      this.#drawnLine.remove();
      this.#count -= 1;
    }
    if (lines.length > MOST_LINES) this.#forgetBeginning();
    if (this.#line.isEmpty) lines.pop(); // it has no height until something is written on it
    const drawn = lines.slice(-MOST_LINES).map((line) => line.draw());
    this.#box.append(...drawn);
    this.#count += drawn.length;
    this.#drawnLine = this.#line.isEmpty ? null : (drawn.at(-1) ?? null);
    this.#trim();
  }

  #trim(): void {
    while (this.#count > MOST_LINES) {
      this.#box.querySelector(".cloche-line")?.remove();
      this.#count -= 1;
      if (!this.#notice.isConnected) this.#box.prepend(this.#notice);
    }
  }

  /** Text was left out: what is drawn no longer joins on to it. */
  #forgetBeginning(): void {
    this.#box.replaceChildren(this.#notice);
    this.#count = 0;
    this.#drawnLine = null;
  }
}

/** The last `characters` of `chunks`; `chunks` itself when that is all. */
function tail(chunks: readonly ConsoleChunk[], characters: number): readonly ConsoleChunk[] {
  let left = characters;
  for (let at = chunks.length - 1; at >= 0; at--) {
    const chunk = chunks[at] as ConsoleChunk;
    left -= chunk.text.length;
    if (left >= 0) continue;
    return [{ stream: chunk.stream, text: chunk.text.slice(-left) }, ...chunks.slice(at + 1)];
  }
  return chunks;
}

const viewByHost = new WeakMap<HTMLElement, ConsoleView>();

/**
 * Show what a cell printed. Cheap when `chunks` only grew at its end since the last call (and perhaps lost its beginning):
 * then only what is new is read. The page holds a bounded tail of it, with a notice.
 */
export function renderConsole(host: HTMLElement, chunks: readonly ConsoleChunk[]): void {
  if (chunks.length === 0) {
    viewByHost.delete(host);
    host.replaceChildren();
    return;
  }
  const printed = flat(chunks);
  if (viewByHost.get(host)?.goOn(printed)) return;
  const view = new ConsoleView(host);
  viewByHost.set(host, view);
  view.goOn(printed);
}
