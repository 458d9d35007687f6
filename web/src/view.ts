/**
 * A notebook's view: its store, its kernel, editors, outputs and elements. The same for the person's own notebooks, in
 * the page, and for a stranger's, in a frame that can reach nothing. What it has to say to the shell around it, it says
 * through the door that it is given (`trust/messages.ts`); where a notebook is kept and where its Python runs, whoever
 * makes the view says.
 */

import { effect } from "@preact/signals-core";
import type { Query } from "../../worker/src/wire/messages.js";
import { registerElements, tellElement, updateElement } from "./elements/index.js";
import { bringLikely } from "./elements/likely.js";
import { Kernel } from "./kernel/kernel.js";
import type { KernelWorld } from "./kernel/needs.js";
import { watchTheme } from "./kernel/page.js";
import { emptyNotebook } from "./notebook/document.js";
import { NotebookStore } from "./notebook/store.js";
import { ClocheApp } from "./shell/app.js";
import { Desk } from "./shell/desk.js";
import { FilesDoor } from "./shell/files-door.js";
import type { Keeping } from "./shell/outside.js";
import { registerView } from "./shell/register.js";
import { type Theme, ThemeChoice } from "./shell/theme.js";
import { Workbench } from "./shell/workbench.js";
import type { Say } from "./trust/messages.js";

/** What a kernel's world has of the view. */
export type WorldOfView = Pick<KernelWorld, "mode" | "showElement" | "tellElement" | "showQuery"> & {
  /** The open notebook; called only when there is one. */
  readonly desk: () => Desk;
  readonly bench: () => Workbench;
};

export interface Place {
  /** The way out. */
  readonly say: Say;
  readonly theme: Theme;
  readonly keeping: () => Keeping | Promise<Keeping>;
  readonly world: (view: WorldOfView) => KernelWorld;
}

export interface View {
  readonly bench: Workbench;
  /** The address has other parameters now. */
  setQuery(query: Query): void;
  /** Draw it. `surroundings` are what only the person's own notebooks have. */
  show(surroundings?: Partial<Pick<ClocheApp, "library" | "local">>): Promise<ClocheApp>;
}

/** The parts of a view, joined; nothing is open yet. */
export async function makeView({ say, theme, keeping, world }: Place): Promise<View> {
  document.documentElement.dataset.kernel = "booting";
  registerElements();
  registerView();
  const store = new NotebookStore(emptyNotebook());
  const choice = new ThemeChoice(theme, (chosen) => say({ type: "theme", theme: chosen }));
  // First of all: Python's files are on their way from here on.
  const kernelWorld = world({
    desk: () => desk,
    bench: () => bench,
    mode: () => (desk.appView.peek() ? "run" : "edit"),
    showElement: (element, value) => updateElement(document, element, value),
    tellElement: (element, message) => tellElement(document, element, message),
    showQuery: (query) => say({ type: "query", query: query as Record<string, string[]> }),
  });
  const desk = new Desk(store, {
    ...(await keeping()),
    showSlide: (slide) => say({ type: "slide", slide }),
    showEditing: () => say({ type: "edit" }),
    giveFile: (name, content) => say({ type: "save-file", name: name.slice(0, 1000), content }),
    keep: () => say({ type: "keep" }),
  });
  const kernel = new Kernel(store, kernelWorld);
  watchTheme((theme) => void kernel.setTheme(theme));
  bringLikely(store);
  const bench = new Workbench(store, kernel, desk);
  return {
    bench,
    setQuery: (query) => void kernel.setQuery(query),
    show: async (surroundings = {}) => {
      await new Promise((resolve) => setTimeout(resolve)); // reading and drawing in one go would hold the page up
      const app = Object.assign(new ClocheApp(), { bench, theme: choice, files: new FilesDoor(files) }, surroundings);
      document.body.append(app);
      effect(() => {
        if (!desk.isHome.value) say({ type: "title", title: store.title.value.slice(0, 1000) });
      });
      return app;
    },
  };
}

/** The panel of the notebook's files. */
async function files(): Promise<void> {
  const { registerFiles } = await import("./files/register.js");
  registerFiles();
}
