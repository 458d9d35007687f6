/** What changed in the folder since somebody last looked. */

import type { FileTree } from "./tree.js";

/** The most paths that are named at once. */
const MOST = 500;

export class Changes {
  readonly #tree: FileTree;
  #known: ReadonlyMap<string, string>;

  constructor(tree: FileTree) {
    this.#tree = tree;
    this.#known = this.#present();
  }

  /** Paths that came, went or have other content; from now on they are known. */
  look(): string[] {
    const [before, now] = [this.#known, this.#present()];
    this.#known = now;
    const changed: string[] = [];
    for (const [path, state] of now) if (before.get(path) !== state) changed.push(path);
    for (const path of before.keys()) if (!now.has(path)) changed.push(path);
    return changed.slice(0, MOST);
  }

  #present(): ReadonlyMap<string, string> {
    const found = new Map<string, string>();
    for (const { path, kind, size, modified } of this.#tree.walk())
      found.set(path, kind === "file" ? `${size} ${modified}` : "folder");
    return found;
  }
}
