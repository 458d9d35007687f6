/**
 * Files that lie beside the notebook and that its file names for its look: the layout, a style sheet, a head. Read from
 * what came with the notebook, and from its folder as soon as Python has it; read again whenever files change.
 */

import { computed, effect, signal } from "@preact/signals-core";
import { ClocheError } from "../../../worker/src/wire/errors.js";
import type { KernelFiles } from "../kernel/files.js";
import { appConfig } from "../notebook/document.js";
import type { NotebookStore } from "../notebook/store.js";
import { isInside, type ParcelFile } from "../share/parcel.js";
import type { Desk } from "./desk.js";

/** Bytes of such a file; what is longer is cut, and is then most likely no such file. */
const MOST = 2_000_000;
const OPTIONS = ["css_file", "html_head_file"] as const;

export class Beside {
  readonly #texts = signal<ReadonlyMap<string, string | null>>(new Map());
  #asked = 0;

  constructor(store: NotebookStore, desk: Desk, files: KernelFiles) {
    const wanted = computed(() => wantedBy(store).join("\n"));
    effect(() => {
      desk.opened.value;
      this.#texts.value = new Map();
    });
    effect(() => {
      const paths = wanted.value.split("\n").filter(isInside);
      const given = desk.files.value;
      const { phase } = store.kernel.value;
      files.changes.value;
      desk.opened.value;
      if (paths.length > 0) void this.#read(paths, given, phase === "ready" || phase === "busy" ? files : null);
    });
    effect(() => {
      const path = store.layouts.path.value;
      store.layouts.beside = path === null ? undefined : isInside(path) ? this.#texts.value.get(path) : null;
    });
  }

  /** The file that this option of `App(...)` names: null where there is none, undefined while nobody knows. */
  text(path: string): string | null | undefined {
    return isInside(path) ? this.#texts.value.get(path) : null;
  }

  async #read(paths: readonly string[], given: readonly ParcelFile[], files: KernelFiles | null): Promise<void> {
    const asked = ++this.#asked;
    const next = new Map(this.#texts.peek());
    for (const path of paths) {
      const bytes = files ? await contentOf(files, path) : given.find(({ name }) => name === path)?.bytes;
      if (asked !== this.#asked) return;
      if (bytes) next.set(path, new TextDecoder().decode(bytes));
      else if (bytes === null) next.set(path, null);
    }
    const before = this.#texts.peek();
    if ([...next].some(([path, text]) => before.get(path) !== text)) this.#texts.value = next;
  }
}

/** Null where there is no such file, undefined where nobody answered. */
async function contentOf(files: KernelFiles, path: string): Promise<Uint8Array<ArrayBuffer> | null | undefined> {
  try {
    return await files.head(path, MOST);
  } catch (error) {
    return error instanceof ClocheError && error.code === "file-missing" ? null : undefined;
  }
}

function wantedBy(store: NotebookStore): string[] {
  const config = appConfig(store.document.value);
  const named = OPTIONS.map((name) => config[name]);
  return [store.layouts.path.value, ...named].filter((path) => typeof path === "string" && path !== "") as string[];
}
