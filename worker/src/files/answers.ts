/** The page's calls about files, and telling it what changed. Each call is done at once: none waits for storage. */

import type { FileSystem } from "../python.js";
import type { WireEvent, WorkerCalls } from "../wire/messages.js";
import type { Answers } from "../wire/server.js";
import { Changes } from "./changes.js";
import type { Folder } from "./folder.js";
import { FileTree } from "./tree.js";
import { Uploads } from "./uploads.js";

type FileCall =
  | "listFiles"
  | "readFile"
  | "makeFolder"
  | "moveFile"
  | "removeFile"
  | "beginUpload"
  | "appendUpload"
  | "finishUpload"
  | "abortUpload";

/** The files of a Python that has started. */
export class NotebookFiles {
  readonly tree: FileTree;
  readonly uploads: Uploads;
  readonly isLasting: boolean;
  readonly #changes: Changes;
  readonly #folder: Folder;
  readonly #tell: (event: WireEvent) => void;

  constructor(files: FileSystem, folder: Folder, tell: (event: WireEvent) => void) {
    this.tree = new FileTree(files, folder.path);
    this.uploads = new Uploads(files, this.tree);
    this.isLasting = folder.isLasting;
    this.#changes = new Changes(this.tree);
    this.#folder = folder;
    this.#tell = tell;
  }

  /** Tell what changed since the last look. */
  look(by: "page" | "python"): void {
    const paths = this.#changes.look();
    if (paths.length === 0) return;
    this.#folder.touched();
    this.#tell({ type: "files-changed", paths, by });
  }

  /** Change something for the page; what Python wrote before is told as Python's. */
  change<Answer>(act: () => Answer): Answer {
    this.look("python");
    try {
      return act();
    } finally {
      this.look("page");
    }
  }
}

export function fileAnswers(open: () => Promise<NotebookFiles>): Pick<Answers, FileCall & keyof WorkerCalls> {
  const change = async <Answer>(act: (files: NotebookFiles) => Answer): Promise<Answer> => {
    const files = await open();
    return files.change(() => act(files));
  };
  return {
    listFiles: async () => {
      const { tree, isLasting } = await open();
      return tree.list(isLasting);
    },
    readFile: async (path, start, most) => (await open()).tree.read(path, start, most),
    makeFolder: (path) => change(({ tree }) => tree.makeFolder(path)),
    moveFile: (from, to) => change(({ tree }) => tree.move(from, to)),
    removeFile: (path) =>
      change(({ tree }) => {
        tree.remove(path);
        return null;
      }),
    beginUpload: async (path, size, replace) => (await open()).uploads.begin(path, size, replace),
    appendUpload: async (upload, bytes) => {
      (await open()).uploads.append(upload, bytes);
      return null;
    },
    finishUpload: (upload) => change(({ uploads }) => uploads.finish(upload)),
    abortUpload: async (upload) => {
      (await open()).uploads.abort(upload);
      return null;
    },
  };
}
