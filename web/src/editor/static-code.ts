import { classHighlighter, highlightCode } from "@lezer/highlight";
import { parser } from "@lezer/python";

/**
 * Code as text: what stands in a cell until its editor is made. Same lines, same classes, same size as the editor, so
 * that nothing moves when the editor takes its place.
 */

/** Without colours, for cells that are found and read but not seen: one node, however long. */
export function plainCode(code: string): HTMLElement {
  const lines = document.createElement("div");
  lines.className = "cm-line";
  lines.textContent = code.endsWith("\n") ? `${code}\n` : code; // the last line's end would not be drawn
  return lines;
}

/** With the editor's colours. */
export function colouredCode(code: string): DocumentFragment {
  const fragment = document.createDocumentFragment();
  let line = newLine(fragment);
  highlightCode(
    code,
    parser.parse(code),
    classHighlighter,
    (text, classes) => {
      if (!classes) line.append(text);
      else line.append(Object.assign(document.createElement("span"), { className: classes, textContent: text }));
    },
    () => {
      line = newLine(fragment);
    },
  );
  for (const drawn of fragment.children) if (!drawn.hasChildNodes()) drawn.append(document.createElement("br"));
  return fragment;
}

function newLine(parent: DocumentFragment): HTMLElement {
  const line = document.createElement("div");
  line.className = "cm-line";
  parent.append(line);
  return line;
}
