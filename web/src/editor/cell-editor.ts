/**
 * The editor of one cell: text at first, coloured text and then CodeMirror when it comes near the screen, text again
 * when it has been far away for long. The notebook only sees code coming and going.
 */

import type { EditorState } from "@codemirror/state";
import type { EditorView } from "@codemirror/view";
import type { CaretPlace, EditorActions } from "./actions.js";
import type { EditorSettings } from "./code-mirror.js";
import { colouredCode, plainCode } from "./static-code.js";

/** CodeMirror's code: fetched when the first editor is wanted, not before the page is readable. */
type CodeMirror = typeof import("./code-mirror-view.js");
let loaded: CodeMirror | null = null;

export class CellEditor {
  readonly #host: HTMLElement;
  readonly #actions: EditorActions;
  #settings: EditorSettings;
  #view: EditorView | null = null;
  #engine: CodeMirror | null = null;
  /** Undo history and selection of an editor that was put away. */
  #kept: EditorState | null = null;
  #static: HTMLElement | null = null;
  #isColoured = false;
  #errorLine: number | null = null;
  #wantedCaret: CaretPlace | null = null;
  #isMounting = false;

  constructor(host: HTMLElement, settings: EditorSettings, actions: EditorActions) {
    this.#host = host;
    this.#settings = settings;
    this.#actions = actions;
    this.#drawStatic();
  }

  get isMounted(): boolean {
    return this.#view !== null;
  }
  get hasFocus(): boolean {
    return this.#view?.hasFocus ?? false;
  }

  /** Colour the text that stands for the editor: somebody may see it now. */
  colour(): void {
    if (this.#isColoured) return;
    this.#isColoured = true;
    if (this.#static && this.code) this.#static.replaceChildren(colouredCode(this.code));
  }

  /** Make the real editor, if it is not there yet: before this returns, once CodeMirror has come. */
  async mount(): Promise<void> {
    if (this.#view || this.#isMounting) return;
    this.#isMounting = true;
    try {
      loaded ??= await import("./code-mirror-view.js");
      if (!this.#view && this.#host.isConnected) this.#mountWith(loaded);
    } finally {
      this.#isMounting = false;
    }
  }

  #mountWith(engine: CodeMirror): void {
    this.#engine = engine;
    const hadFocus = this.#static?.contains(document.activeElement) ?? false;
    this.#view = engine.newView(this.#host, this.#kept, this.#settings, this.#actions);
    this.#static?.remove();
    this.#static = null;
    this.#kept = null;
    if (this.#errorLine !== null) engine.markError(this.#view, this.#errorLine);
    if (this.#wantedCaret !== null || hadFocus) this.focus(this.#wantedCaret ?? "pass");
  }

  /** Back to text. The undo history is kept for the next time. */
  putAway(): void {
    if (!this.#view || this.hasFocus) return;
    this.#kept = this.#view.state;
    this.#view.destroy();
    this.#view = null;
    this.#drawStatic();
  }

  focus(place: CaretPlace = "keep"): void {
    if (!this.#view || !this.#engine) {
      if (place !== "pass" || this.#wantedCaret === null) this.#wantedCaret = place;
      void this.mount();
      return;
    }
    this.#wantedCaret = null;
    this.#engine.focusAt(this.#view, place);
  }

  /** The code changed elsewhere (another notebook, an undo): show it. */
  setCode(code: string): void {
    if (code === this.code) return;
    this.#settings = { ...this.#settings, code };
    this.#kept = null;
    if (this.#view && this.#engine) this.#engine.replaceCode(this.#view, code);
    else this.#drawStatic();
  }

  setLabel(label: string): void {
    if (label === this.#settings.label) return;
    this.#settings = { ...this.#settings, label };
    this.#static?.setAttribute("aria-label", label);
    if (this.#view && this.#engine) this.#engine.relabel(this.#view, this.#settings);
  }

  setErrorLine(line: number | null): void {
    if (line === this.#errorLine) return;
    this.#errorLine = line;
    if (this.#view && this.#engine) this.#engine.markError(this.#view, line);
  }

  get code(): string {
    return this.#view?.state.doc.toString() ?? this.#kept?.doc.toString() ?? this.#settings.code;
  }

  close(): void {
    this.#view?.destroy();
    this.#view = null;
    this.#static?.remove();
    this.#static = null;
  }

  #drawStatic(): void {
    const box = document.createElement("div");
    box.className = "static-code";
    box.tabIndex = 0;
    box.setAttribute("role", "textbox");
    box.setAttribute("aria-multiline", "true");
    box.setAttribute("aria-label", this.#settings.label);
    const code = this.code;
    if (code) box.append(this.#isColoured ? colouredCode(code) : plainCode(code));
    else
      box.append(
        Object.assign(document.createElement("div"), {
          className: "cm-line static-hint",
          textContent: this.#settings.hint,
        }),
      );
    box.addEventListener("focus", () => this.focus("pass"));
    box.addEventListener("pointerdown", () => this.focus("keep"));
    this.#static?.remove();
    this.#static = box;
    this.#host.append(box);
  }
}
