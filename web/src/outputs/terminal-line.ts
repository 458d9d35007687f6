import { PLAIN, type TextStyle, type Token } from "./ansi.js";
import { build } from "./build.js";

interface Piece {
  readonly text: string;
  readonly style: TextStyle;
  readonly isError: boolean;
}

/** Beyond this a line is cut: nobody reads on, and layout of one endless line is slow. */
const LONGEST = 20_000;

/** One line of a terminal: text is written over what is there, from the column on. */
export class TerminalLine {
  #pieces: Piece[] = [];
  #length = 0;
  #column = 0;
  #isCut = false;

  write(token: Exclude<Token, { kind: "line-end" }>, isError: boolean): void {
    if (token.kind === "return") this.#column = 0;
    else if (token.kind === "back") this.#column = Math.max(0, this.#column - 1);
    else if (token.kind === "erase") this.#erase(token.mode);
    else this.#put({ text: token.text, style: token.style, isError });
  }

  get isEmpty(): boolean {
    return this.#length === 0;
  }

  /** The line as DOM. */
  draw(): HTMLElement {
    const line = build("div", { class: "cloche-line" });
    for (const piece of this.#pieces) line.append(drawPiece(piece));
    if (this.#isCut) line.append(build("span", { class: "cloche-cut" }, " … (line cut)"));
    if (this.#pieces.length === 0) line.append("\u200b"); // keeps the height of an empty line
    return line;
  }

  #put(piece: Piece): void {
    const room = LONGEST - this.#column;
    if (piece.text.length > room) this.#isCut = true;
    const text = piece.text.slice(0, Math.max(0, room));
    if (text === "") return;
    const end = this.#column + text.length;
    const written = { ...piece, text };
    if (this.#column === this.#length) this.#pieces.push(written);
    else this.#pieces = [...this.#slice(0, this.#column), written, ...this.#slice(end, this.#length)];
    this.#length = Math.max(this.#length, end);
    this.#column = end;
  }

  #erase(mode: number): void {
    if (mode === 0) {
      this.#pieces = this.#slice(0, this.#column);
      this.#length = Math.min(this.#length, this.#column);
    } else {
      const end = mode === 1 ? this.#column : this.#length;
      const blank = { text: " ".repeat(this.#column), style: PLAIN, isError: false };
      this.#pieces = [blank, ...this.#slice(end, this.#length)].filter((piece) => piece.text !== "");
      this.#length = mode === 1 ? Math.max(this.#length, this.#column) : this.#column;
    }
  }

  #slice(from: number, to: number): Piece[] {
    const kept: Piece[] = [];
    let at = 0;
    for (const piece of this.#pieces) {
      const text = piece.text.slice(Math.max(0, from - at), Math.max(0, to - at));
      if (text !== "") kept.push({ ...piece, text });
      at += piece.text.length;
    }
    return kept;
  }
}

function drawPiece({ text, style, isError }: Piece): Node {
  if (style === PLAIN && !isError) return document.createTextNode(text);
  const span = build("span", {}, text);
  if (isError) span.classList.add("cloche-stderr");
  const [ink, ground] = style.inverse ? [style.ground ?? "inverse", style.ink ?? "inverse"] : [style.ink, style.ground];
  paint(span, "color", "ink", ink);
  paint(span, "background-color", "ground", ground);
  for (const mark of ["bold", "faint", "italic", "underlined", "struck"] as const) {
    if (style[mark]) span.classList.add(`ansi-${mark}`);
  }
  return span;
}

function paint(span: HTMLElement, property: string, role: "ink" | "ground", colour: number | string | null): void {
  if (colour === null) return;
  if (typeof colour === "number" || colour === "inverse") span.classList.add(`ansi-${role}-${colour}`);
  else span.style.setProperty(property, colour);
}
