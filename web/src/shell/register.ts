import { ClocheAnnouncer } from "./announcer.js";
import { ClocheApp } from "./app.js";
import { ClocheCell } from "./cell.js";
import { ClocheCellMenu } from "./cell-menu.js";
import { ClocheCells } from "./cells.js";
import { ClocheDiagnostics } from "./diagnostics.js";
import { ClocheGallery } from "./gallery.js";
import { ClocheMainMenu } from "./main-menu.js";
import { ClocheShare } from "./share-dialog.js";
import { ClocheShortcuts } from "./shortcuts.js";
import { ClocheTopBar } from "./top-bar.js";

/** A notebook's view. */
const VIEW: Readonly<Record<string, CustomElementConstructor>> = {
  "cloche-app": ClocheApp,
  "cloche-top-bar": ClocheTopBar,
  "cloche-announcer": ClocheAnnouncer,
  "cloche-cell": ClocheCell,
  "cloche-cells": ClocheCells,
  "cloche-cell-menu": ClocheCellMenu,
  "cloche-main-menu": ClocheMainMenu,
  "cloche-diagnostics": ClocheDiagnostics,
  "cloche-shortcuts": ClocheShortcuts,
};

/** What lies around it, and is not there for a stranger's (`web/src/trust/`). */
const SURROUNDINGS: Readonly<Record<string, CustomElementConstructor>> = {
  "cloche-gallery": ClocheGallery,
  "cloche-share": ClocheShare,
};

/** Teach the browser the elements of a notebook's view. Once; again does nothing. */
export function registerView(): void {
  define(VIEW);
}

export function registerShell(): void {
  define(VIEW);
  define(SURROUNDINGS);
}

function define(classByTag: Readonly<Record<string, CustomElementConstructor>>): void {
  for (const [tag, elementClass] of Object.entries(classByTag))
    if (!customElements.get(tag)) customElements.define(tag, elementClass);
}
