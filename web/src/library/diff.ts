/** Two states of a notebook as one text with the changes marked. Loaded when a history is first looked at. */

import { python } from "@codemirror/lang-python";
import { syntaxHighlighting } from "@codemirror/language";
import { unifiedMergeView } from "@codemirror/merge";
import { EditorState } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { classHighlighter } from "@lezer/highlight";
import { DEFAULT_NAME, type NotebookDocument } from "../notebook/document.js";

const viewByHost = new WeakMap<HTMLElement, EditorView>();

/** Show how `past` became `present`, in place of what the host shows. */
export function drawDiff(host: HTMLElement, past: NotebookDocument | null, present: NotebookDocument): void {
  viewByHost.get(host)?.destroy();
  host.replaceChildren();
  if (!past) return;
  const view = new EditorView({
    parent: host,
    state: EditorState.create({
      doc: textOf(present),
      extensions: [
        python(),
        syntaxHighlighting(classHighlighter),
        EditorView.lineWrapping,
        EditorState.readOnly.of(true),
        EditorView.editable.of(false),
        unifiedMergeView({
          original: textOf(past),
          mergeControls: false,
          gutter: false,
          collapseUnchanged: { margin: 2, minSize: 6 },
        }),
      ],
    }),
  });
  viewByHost.set(host, view);
}

/** The cells one below the other, each under a line that says which it is. */
function textOf(document: NotebookDocument): string {
  const cells = document.cells.map(({ name, code, kind }, place) => {
    const title = kind === "setup" ? "setup" : name === DEFAULT_NAME ? `cell ${place + 1}` : name;
    return `# ── ${title}\n${code}`;
  });
  return `${cells.join("\n\n")}\n`;
}
