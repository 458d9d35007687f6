/** What lies beside the open notebook, as links take it along. */

import { effect } from "@preact/signals-core";
import type { KernelFiles } from "../kernel/files.js";
import type { Kernel } from "../kernel/kernel.js";
import type { NotebookStore } from "../notebook/store.js";
import { type Folder, folderOf } from "../share/along.js";
import { LINK_LIMIT } from "../share/link-error.js";
import type { Desk } from "./desk.js";

export interface Luggage {
  folder(): Folder;
  /** Names of files that came with the notebook. */
  came(): readonly string[];
  /** Names of files that should have. */
  absent(): readonly string[];
}

/** Python has the folder; where there is no Python, it is what came with the notebook. */
export function luggageOf(store: NotebookStore, { files }: Kernel, desk: Desk): Luggage {
  return {
    folder: () => {
      if (store.kernel.peek().phase === "dead") return folderOf(desk.files.peek());
      return {
        list: async () => {
          const { entries } = await files.list();
          return entries.filter(({ kind }) => kind === "file").map(({ path, size }) => ({ name: path, size }));
        },
        read: (name) => files.head(name, LINK_LIMIT + 1),
      };
    },
    came: () => desk.files.peek().map(({ name }) => name),
    absent: () => desk.absent.peek(),
  };
}

/** Files that should have come with the notebook are missed until they lie in its folder. */
export function missAbsent(desk: Desk, luggage: Luggage, files: KernelFiles): void {
  effect(() => {
    files.changes.value;
    const missed = desk.absent.value;
    if (missed.length > 0) void look(missed);
  });

  async function look(missed: readonly string[]): Promise<void> {
    const listed = await luggage
      .folder()
      .list()
      .catch(() => []); // no Python: asked again when there is one
    if (desk.absent.peek() === missed) desk.found(new Set(listed.map(({ name }) => name)));
  }
}
