import type { ConsoleChunk } from "../notebook/state.js";
import { AnsiReader } from "./ansi.js";
import { build } from "./build.js";
import { TerminalLine } from "./terminal-line.js";

export type { ConsoleChunk };

/** What stays on the page: the newest lines, and of one update at most its last characters. */
const MOST_LINES = 2000;
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
  #last: ConsoleChunk | null = null;
  #chunkCount = 0;

  constructor(host: HTMLElement) {
    host.replaceChildren(this.#box);
  }

  /** True when `chunks` goes on where this view stopped. */
  continues(chunks: readonly ConsoleChunk[]): boolean {
    if (!this.#last) return true;
    const same = chunks[this.#chunkCount - 1];
    return same !== undefined && same.stream === this.#last.stream && same.text.startsWith(this.#last.text);
  }

  append(chunks: readonly ConsoleChunk[]): void {
    const news = this.#newsIn(chunks);
    if (news.length === 0) return;
    this.#last = chunks.at(-1) ?? null;
    this.#chunkCount = chunks.length;
    const wasAtEnd = this.#box.scrollTop + this.#box.clientHeight >= this.#box.scrollHeight - 4;
    this.#draw(tail(news, MOST_CHARACTERS, () => this.#forgetBeginning()));
    if (wasAtEnd) this.#box.scrollTop = this.#box.scrollHeight;
  }

  #newsIn(chunks: readonly ConsoleChunk[]): ConsoleChunk[] {
    if (!this.#last) return [...chunks];
    const news = chunks.slice(this.#chunkCount);
    const grown = chunks[this.#chunkCount - 1];
    const more = grown?.text.slice(this.#last.text.length) ?? "";
    return grown && more !== "" ? [{ stream: grown.stream, text: more }, ...news] : news;
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

/** The last `characters` of `chunks`; `onCut` is called when that leaves some out. */
function tail(chunks: readonly ConsoleChunk[], characters: number, onCut: () => void): readonly ConsoleChunk[] {
  let left = characters;
  for (let at = chunks.length - 1; at >= 0; at--) {
    const chunk = chunks[at] as ConsoleChunk;
    left -= chunk.text.length;
    if (left >= 0) continue;
    onCut();
    return [{ stream: chunk.stream, text: chunk.text.slice(-(chunk.text.length + left)) }, ...chunks.slice(at + 1)];
  }
  return chunks;
}

const viewByHost = new WeakMap<HTMLElement, ConsoleView>();

/**
 * Show what a cell printed. Cheap when `chunks` only grew at its end since the last call: then only what is new is read.
 * The page holds a bounded tail of it, with a notice.
 */
export function renderConsole(host: HTMLElement, chunks: readonly ConsoleChunk[]): void {
  if (chunks.length === 0) {
    viewByHost.delete(host);
    host.replaceChildren();
    return;
  }
  let view = viewByHost.get(host);
  if (!view?.continues(chunks)) {
    view = new ConsoleView(host);
    viewByHost.set(host, view);
  }
  view.append(chunks);
}
