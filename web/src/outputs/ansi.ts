/**
 * Terminal text as tokens: text in a style, line ends, and the few movements that progress bars make.
 *
 * Reads Select Graphic Rendition (colours, bold, …), carriage return, backspace and erase-in-line; every other escape
 * sequence is dropped. A sequence may be cut anywhere: the rest comes with the next text.
 */

export interface TextStyle {
  /** 0 to 15 from the theme, or a CSS colour, or null for the ordinary one. */
  readonly ink: number | string | null;
  readonly ground: number | string | null;
  readonly bold: boolean;
  readonly faint: boolean;
  readonly italic: boolean;
  readonly underlined: boolean;
  readonly struck: boolean;
  readonly inverse: boolean;
}

export const PLAIN: TextStyle = {
  ink: null,
  ground: null,
  bold: false,
  faint: false,
  italic: false,
  underlined: false,
  struck: false,
  inverse: false,
};

export type Token =
  | { readonly kind: "text"; readonly text: string; readonly style: TextStyle }
  | { readonly kind: "line-end" }
  | { readonly kind: "return" }
  | { readonly kind: "back" }
  /** 0: from here to the end, 1: from the start to here, 2: all. */
  | { readonly kind: "erase"; readonly mode: number };

const ESCAPE = 0x1b;

/** Reads one stream; keeps the style and an unfinished escape sequence between texts. */
export class AnsiReader {
  #style: TextStyle = PLAIN;
  #unfinished = "";

  *read(text: string): Generator<Token> {
    const input = this.#unfinished + text;
    this.#unfinished = "";
    let start = 0;
    let at = 0;
    for (; at < input.length; at++) {
      const code = input.charCodeAt(at);
      if (code >= 0x20 || code === 0x09) continue;
      if (at > start) yield { kind: "text", text: input.slice(start, at), style: this.#style };
      if (code === ESCAPE) {
        const end = endOfSequence(input, at);
        if (end === null) {
          this.#unfinished = input.slice(at, at + 4096); // longer than any real one: what follows is lost with it
          return;
        }
        const erase = this.#obey(input.slice(at, end));
        if (erase) yield erase;
        at = end - 1;
      } else if (code === 0x0a) yield { kind: "line-end" };
      else if (code === 0x0d) yield { kind: "return" };
      else if (code === 0x08) yield { kind: "back" };
      start = at + 1;
    }
    if (at > start) yield { kind: "text", text: input.slice(start, at), style: this.#style };
  }

  #obey(sequence: string): Token | null {
    if (sequence[1] !== "[") return null;
    const numbers = sequence.slice(2, -1).split(/[;:]/).map(Number);
    if (sequence.endsWith("K")) return { kind: "erase", mode: numbers[0] ?? 0 };
    if (sequence.endsWith("m")) this.#style = styled(this.#style, numbers);
    return null;
  }
}

/** Where the escape sequence that begins at `at` is over, or null when it is cut. */
function endOfSequence(input: string, at: number): number | null {
  const kind = input[at + 1];
  if (kind === undefined) return null;
  if (kind === "[") {
    for (let end = at + 2; end < input.length; end++) {
      const code = input.charCodeAt(end);
      if (code >= 0x40 && code <= 0x7e) return end + 1;
    }
    return null;
  }
  if (kind === "]") {
    const bell = input.indexOf("\u0007", at);
    const terminator = input.indexOf("\u001b\\", at + 1);
    if (bell >= 0 && (terminator < 0 || bell < terminator)) return bell + 1;
    return terminator >= 0 ? terminator + 2 : null;
  }
  return at + 2;
}

const SWITCHES: Readonly<Record<number, Partial<TextStyle>>> = {
  0: PLAIN,
  1: { bold: true },
  2: { faint: true },
  3: { italic: true },
  4: { underlined: true },
  7: { inverse: true },
  9: { struck: true },
  22: { bold: false, faint: false },
  23: { italic: false },
  24: { underlined: false },
  27: { inverse: false },
  29: { struck: false },
  39: { ink: null },
  49: { ground: null },
};

function styled(before: TextStyle, numbers: readonly number[]): TextStyle {
  let style = before;
  for (let at = 0; at < numbers.length; at++) {
    const number = numbers[at] ?? 0;
    if (number === 38 || number === 48) {
      const [colour, used] = extendedColour(numbers, at + 1);
      style = { ...style, [number === 38 ? "ink" : "ground"]: colour };
      at += used;
    } else if (number >= 30 && number <= 37) style = { ...style, ink: number - 30 };
    else if (number >= 40 && number <= 47) style = { ...style, ground: number - 40 };
    else if (number >= 90 && number <= 97) style = { ...style, ink: number - 82 };
    else if (number >= 100 && number <= 107) style = { ...style, ground: number - 92 };
    else style = { ...style, ...SWITCHES[number] };
  }
  return style;
}

/** The colour after a 38 or 48, and how many numbers it took. */
function extendedColour(numbers: readonly number[], at: number): [number | string | null, number] {
  const part = (offset: number) => Math.min(255, Math.max(0, Math.trunc(numbers[at + offset] ?? 0) || 0));
  if (numbers[at] === 2) return [`rgb(${part(1)} ${part(2)} ${part(3)})`, 4];
  if (numbers[at] !== 5) return [null, 1];
  const index = part(1);
  if (index < 16) return [index, 2];
  if (index >= 232)
    return [
      `rgb(${Array(3)
        .fill((index - 232) * 10 + 8)
        .join(" ")})`,
      2,
    ];
  const level = (step: number) => (step === 0 ? 0 : 55 + step * 40);
  const cube = index - 16;
  return [`rgb(${level(Math.trunc(cube / 36))} ${level(Math.trunc(cube / 6) % 6)} ${level(cube % 6)})`, 2];
}
