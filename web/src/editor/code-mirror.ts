/**
 * One CodeMirror editor for a cell: its extensions and its keys. Loaded on its own, after the
 * page is readable.
 */

import {
  autocompletion,
  type CompletionContext,
  type CompletionResult,
  closeBrackets,
  closeBracketsKeymap,
  closeCompletion,
  completionKeymap,
} from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentLess, indentMore } from "@codemirror/commands";
import { globalCompletion, localCompletionSource, python } from "@codemirror/lang-python";
import { bracketMatching, indentOnInput, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import {
  Compartment,
  EditorState,
  type Extension,
  Prec,
  StateEffect,
  StateField,
  Transaction,
} from "@codemirror/state";
import {
  crosshairCursor,
  Decoration,
  type DecorationSet,
  drawSelection,
  EditorView,
  highlightActiveLine,
  keymap,
  lineNumbers,
  placeholder,
  rectangularSelection,
  ViewPlugin,
  type ViewUpdate,
} from "@codemirror/view";
import { classHighlighter } from "@lezer/highlight";
import type { EditorActions } from "./actions.js";
import { tripleQuotes } from "./triple-quotes.js";

/** Mark this 1-based line as the one that failed; null for none. */
export const setErrorLine = StateEffect.define<number | null>();

const errorMark = Decoration.line({ class: "cm-error-line" });

const errorLine = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, transaction) {
    let next = transaction.docChanged ? Decoration.none : marks;
    for (const effect of transaction.effects) {
      if (!effect.is(setErrorLine)) continue;
      const { doc } = transaction.state;
      const line = effect.value;
      next =
        line !== null && line >= 1 && line <= doc.lines
          ? Decoration.set(errorMark.range(doc.line(line).from))
          : Decoration.none;
    }
    return next;
  },
  provide: (field) => EditorView.decorations.from(field),
});

/**
 * Whether the person works in the editor or only passes through with the Tab key. Tab indents
 * for the first and moves on for the second, so that nobody is caught in the first cell.
 */
const use = ViewPlugin.fromClass(
  class {
    isInUse = false;

    update(update: ViewUpdate): void {
      const byPerson = update.transactions.some((each) => each.annotation(Transaction.userEvent) !== undefined);
      if (byPerson) this.isInUse = true;
    }
  },
  {
    eventHandlers: {
      pointerdown() {
        this.isInUse = true;
      },
      blur() {
        this.isInUse = false;
      },
    },
  },
);

function isInUse(view: EditorView): boolean {
  return view.plugin(use)?.isInUse ?? false;
}

/** The page brought the person here to work: Tab indents from the start. */
export function beginUse(view: EditorView): void {
  const plugin = view.plugin(use);
  if (plugin) plugin.isInUse = true;
}

export interface EditorSettings {
  readonly code: string;
  readonly label: string;
  readonly hint: string;
  readonly describedBy: string;
}

const described = new Compartment();

export function newState(settings: EditorSettings, actions: EditorActions): EditorState {
  return EditorState.create({
    doc: settings.code,
    extensions: [
      Prec.highest(keymap.of(cellKeys(actions))),
      described.of(attributes(settings)),
      lineNumbers(),
      history(),
      drawSelection(),
      EditorState.allowMultipleSelections.of(true),
      rectangularSelection(),
      crosshairCursor(),
      indentUnit.of("    "),
      indentOnInput(),
      bracketMatching(),
      tripleQuotes,
      closeBrackets(),
      highlightActiveLine(),
      highlightSelectionMatches(),
      search({ top: true }),
      EditorView.lineWrapping,
      python(),
      syntaxHighlighting(classHighlighter),
      autocompletion({ override: [completionSource(actions)], activateOnTyping: true, icons: true }),
      placeholder(settings.hint),
      errorLine,
      use,
      keymap.of([
        ...closeBracketsKeymap,
        ...completionKeymap,
        ...searchKeymap,
        ...historyKeymap,
        ...defaultKeymap,
        {
          key: "Tab",
          run: (view) => isInUse(view) && indentMore(view),
          shift: (view) => isInUse(view) && indentLess(view),
        },
        // Last, so that a search panel, a list of completions or a second caret closes first.
        { key: "Escape", run: () => leave(actions) },
      ]),
      EditorView.updateListener.of((update) => {
        const byPage = update.transactions.some((each) => each.annotation(Transaction.remote));
        if (update.docChanged && !byPage) actions.changed(update.state.doc.toString());
      }),
    ],
  });
}

/** The cell was renamed or moved: say its new name to people who listen. */
export function relabel(view: EditorView, settings: EditorSettings): void {
  view.dispatch({ effects: described.reconfigure(attributes(settings)) });
}

function attributes({ label, describedBy }: EditorSettings): Extension {
  return EditorView.contentAttributes.of({
    "aria-label": label,
    "aria-describedby": describedBy,
    spellcheck: "false",
    autocapitalize: "off",
  });
}

function cellKeys(actions: EditorActions) {
  const done = (act: () => void) => (view: EditorView) => {
    closeCompletion(view); // also one that is still on its way
    act();
    return true;
  };
  return [
    { key: "Mod-Enter", run: done(() => actions.run()) },
    { key: "Shift-Enter", run: done(() => actions.runAndNext()) },
    { key: "Mod-Shift-Enter", run: done(() => actions.runAll()) },
    { key: "Alt-Enter", run: done(() => actions.addBelow()) },
    { key: "Mod-s", preventDefault: true, run: done(() => actions.save()) },
    { key: "Mod-Shift-Backspace", run: done(() => actions.remove()) },
    { key: "Alt-Shift-ArrowUp", run: done(() => actions.moveCell(-1)) },
    { key: "Alt-Shift-ArrowDown", run: done(() => actions.moveCell(1)) },
    { key: "ArrowUp", run: (view: EditorView) => isAtEdge(view, -1) && actions.goTo(-1) },
    { key: "ArrowDown", run: (view: EditorView) => isAtEdge(view, 1) && actions.goTo(1) },
  ];
}

/** Escape gives the keyboard back to the page, so that Tab can move on. */
function leave(actions: EditorActions): boolean {
  actions.leave();
  return true;
}

/** True when the caret cannot go further that way: first or last line as drawn, nothing selected. */
function isAtEdge(view: EditorView, step: -1 | 1): boolean {
  const range = view.state.selection.main;
  if (!range.empty || view.state.selection.ranges.length > 1) return false;
  if (view.dom.querySelector(".cm-tooltip-autocomplete")) return false;
  const moved = view.moveVertically(range, step > 0);
  const line = view.state.doc.lineAt(range.head);
  const isOuterLine = step > 0 ? line.number === view.state.doc.lines : line.number === 1;
  return isOuterLine && (moved.head === range.head || moved.head === (step > 0 ? view.state.doc.length : 0));
}

function completionSource(actions: EditorActions) {
  return async (context: CompletionContext): Promise<CompletionResult | null> => {
    const word = context.matchBefore(/[\p{L}_][\p{L}\p{N}_]*/u);
    const isAfterDot = context.matchBefore(/\.[\p{L}\p{N}_]*/u) !== null;
    if (!word && !isAfterDot && !context.explicit) return null;
    const found = await actions.complete(context.state.doc.toString(), context.pos);
    if (context.aborted || !context.view?.hasFocus) return null; // the writer has gone on meanwhile
    const from = word?.from ?? context.pos;
    if (found.length > 0) {
      const options = found.map(({ label, kind, detail }, index) => ({
        label,
        type: kind,
        detail,
        boost: -index / 100,
      }));
      return { from, options, validFor: /^[\p{L}\p{N}_]*$/u };
    }
    return isAfterDot ? null : (localCompletionSource(context) ?? (await globalCompletion(context)));
  };
}
