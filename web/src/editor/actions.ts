import type { Completion } from "../../../worker/src/wire/messages.js";

/** What an editor asks of the notebook around it. */
export interface EditorActions {
  changed(code: string): void;
  run(): void;
  /** Run and go on to the next cell, adding one at the end. */
  runAndNext(): void;
  runAll(): void;
  save(): void;
  /** Give the keyboard back to the page: the person pressed Escape. */
  leave(): void;
  /** The caret wants to the cell above (-1) or below (1); false when there is none. */
  goTo(step: -1 | 1): boolean;
  moveCell(step: -1 | 1): void;
  addBelow(): void;
  remove(): void;
  complete(code: string, offset: number): Promise<readonly Completion[]>;
}

/** Where the caret lands when an editor gets the keyboard. `pass`: somebody came by with the Tab key and may go on. */
export type CaretPlace = "pass" | "start" | "end" | "keep" | { readonly line: number };
