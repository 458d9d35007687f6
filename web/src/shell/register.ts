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

const CLASS_BY_TAG: Readonly<Record<string, CustomElementConstructor>> = {
  "cloche-app": ClocheApp,
  "cloche-top-bar": ClocheTopBar,
  "cloche-announcer": ClocheAnnouncer,
  "cloche-cell": ClocheCell,
  "cloche-cells": ClocheCells,
  "cloche-cell-menu": ClocheCellMenu,
  "cloche-main-menu": ClocheMainMenu,
  "cloche-gallery": ClocheGallery,
  "cloche-share": ClocheShare,
  "cloche-diagnostics": ClocheDiagnostics,
  "cloche-shortcuts": ClocheShortcuts,
};

/** Teach the browser the shell's elements. Once; again does nothing. */
export function registerShell(): void {
  for (const [tag, elementClass] of Object.entries(CLASS_BY_TAG))
    if (!customElements.get(tag)) customElements.define(tag, elementClass);
}
