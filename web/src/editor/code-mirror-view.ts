/** Doing things to an editor's view. All of CodeMirror is reached through here, in one lazy chunk. */

import { EditorSelection, type EditorState, Transaction } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import type { CaretPlace, EditorActions } from "./actions.js";
import { beginUse, type EditorSettings, newState, setErrorLine } from "./code-mirror.js";

export { relabel } from "./code-mirror.js";

/** A view in `parent`, with the state it had when it was put away, or a new one. */
export function newView(
  parent: HTMLElement,
  kept: EditorState | null,
  settings: EditorSettings,
  actions: EditorActions,
): EditorView {
  return new EditorView({ parent, state: kept ?? newState(settings, actions) });
}

export function focusAt(view: EditorView, place: CaretPlace): void {
  view.focus();
  if (place === "pass") return;
  beginUse(view);
  if (place === "keep") return;
  const { doc } = view.state;
  const anchor =
    place === "start" ? 0 : place === "end" ? doc.length : doc.line(Math.min(Math.max(place.line, 1), doc.lines)).from;
  view.dispatch({ selection: EditorSelection.cursor(anchor), scrollIntoView: true });
}

export function replaceCode(view: EditorView, code: string): void {
  view.dispatch({
    changes: { from: 0, to: view.state.doc.length, insert: code },
    annotations: Transaction.remote.of(true),
  });
}

export function markError(view: EditorView, line: number | null): void {
  view.dispatch({ effects: setErrorLine.of(line) });
}
