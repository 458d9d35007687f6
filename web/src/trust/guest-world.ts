/** A kernel's world in a sandbox: a worker of no origin, files in memory, nothing that outlives the frame. */

import type { FolderFile, Query } from "../../../worker/src/wire/messages.js";
import type { KernelWorker, KernelWorld } from "../kernel/needs.js";
import { absolute, pageMarks, pictures, sharedMemory, shownTheme } from "../kernel/page.js";
import { showToast } from "../outputs/toast.js";
import type { GuestFirst } from "./guest-first.js";
import type { Opening } from "./messages.js";

export interface GuestSurroundings {
  readonly first: GuestFirst;
  readonly opening: Opening;
  readonly query: () => Query;
  readonly showQuery: (query: Query) => void;
  readonly mode: KernelWorld["mode"];
  readonly showElement: KernelWorld["showElement"];
  readonly tellElement: KernelWorld["tellElement"];
  readonly files: () => readonly FolderFile[];
  readonly absent: () => readonly string[];
}

export function guestWorld({
  first,
  opening,
  query,
  showQuery,
  mode,
  showElement,
  tellElement,
  files,
  absent,
}: GuestSurroundings): KernelWorld {
  const base = new URL("..", location.href).href;
  return {
    mode,
    query,
    showQuery,
    theme: () => shownTheme(),
    showElement,
    tellElement,
    spawn: () => {
      const worker = first.worker ?? first.newWorker();
      first.worker = null;
      return worker as KernelWorker;
    },
    bootOptions: async () => ({
      ...absolute(opening.config, base),
      folder: null,
      files: files(),
      absent: absent(),
    }),
    sessions: { find: async () => null, keep: async () => false, remove: async () => {} },
    build: "",
    resumed: () => {},
    spare: { state: "none in a sandbox", rest: () => {}, busy: () => {}, drop: () => {}, hurry: () => {} },
    sharedMemory,
    pictures,
    waits: () => null,
    showToast,
    ...pageMarks,
  };
}
