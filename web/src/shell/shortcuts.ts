import { html, type TemplateResult } from "lit";
import { LiveDialog } from "./dialog.js";

type Shortcut = readonly [keys: string, what: string];

const GROUPS: readonly (readonly [string, readonly Shortcut[]])[] = [
  [
    "Running",
    [
      ["Mod Enter", "Run the cell"],
      ["Shift Enter", "Run the cell and go to the next, adding one at the end"],
      ["Mod Shift Enter", "Run all cells"],
    ],
  ],
  [
    "Cells",
    [
      ["Alt Enter", "Add a cell below"],
      ["Alt Shift ↑", "Move the cell up"],
      ["Alt Shift ↓", "Move the cell down"],
      ["Mod Shift ⌫", "Delete the cell"],
      ["Mod Z", "Right after that, or outside an editor: bring it back (Z with a cell selected)"],
      ["↑ ↓", "At the edge of a cell: go to the one above or below"],
      ["Esc", "Leave the editor, so that Tab moves on; Enter goes back in"],
    ],
  ],
  [
    "Editing",
    [
      ["Mod /", "Comment or uncomment lines"],
      ["Mod D", "Select the next occurrence as well"],
      ["Mod F", "Find in the cell"],
      ["Ctrl Space", "Suggest completions"],
      ["Tab", "Indent"],
    ],
  ],
  [
    "Files",
    [
      ["↑ ↓ ← →", "Go through the files, open and close folders"],
      ["Enter", "Look into a file"],
      ["F2", "Rename"],
      ["Del", "Delete, after a question"],
      ["Shift F10", "All that can be done with it"],
    ],
  ],
  [
    "Slides",
    [
      ["→ ←", "Next or previous step; also Space, PgDn, PgUp"],
      ["Shift → ←", "Past the slides below, or back"],
      ["Home End", "First or last slide"],
      ["O Esc", "All slides"],
      ["S", "Speaker notes"],
      ["W", "Speaker window: notes, the next slide, the time"],
      ["F", "Full screen"],
    ],
  ],
  ["Columns", [["Alt Shift ← →", "With the cell selected (Esc): move it to the column beside"]]],
  [
    "Notebook",
    [
      ["Mod S", "Save in this browser (it also saves itself)"],
      ["Mod .", "Switch between editing and the app view"],
      ["Mod ;", "Open or close the scratchpad"],
      ["Mod Shift E", "Open or close the files"],
      ["?", "This overview, outside an editor"],
    ],
  ],
];

const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent);

/** The overview of keys. */
export class ClocheShortcuts extends LiveDialog {
  protected readonly heading = "Keyboard shortcuts";

  protected body(): TemplateResult {
    return html`<div class="shortcuts">
      ${GROUPS.map(
        ([title, shortcuts]) => html`<section>
          <h3>${title}</h3>
          <dl>
            ${shortcuts.map(([keys, what]) => html`<div><dt>${keys.split(" ").map((key) => html`<kbd>${shown(key)}</kbd>`)}</dt><dd>${what}</dd></div>`)}
          </dl>
        </section>`,
      )}
    </div>`;
  }
}

function shown(key: string): string {
  if (key === "Mod") return isMac ? "⌘" : "Ctrl";
  return isMac && key === "Alt" ? "⌥" : key;
}
