import { effect } from "@preact/signals-core";
import { html, nothing, type TemplateResult } from "lit";
import { copyText } from "../outputs/copy.js";
import "./files.css";
import type { FileEntry, FileList } from "../../../worker/src/wire/messages.js";
import type { ClocheRowMenu, MenuEntry } from "../library/row-menu.js";
import { DropZone } from "../shell/drop-zone.js";
import { type Dropped, droppedFiles } from "../shell/dropped.js";
import { icon } from "../shell/icons.js";
import { LiveElement } from "../shell/live.js";
import { fileSize, plural } from "../shell/words.js";
import type { Workbench } from "../shell/workbench.js";
import { contentOf, download, downloadFolder } from "./downloads.js";
import { empty, foot, uploadsList } from "./panel-parts.js";
import { isDocument, joined, nameOf, parentOf, placesFor, type Row, rowsOf, snippetFor } from "./paths.js";
import type { ClocheFilePreview } from "./preview.js";
import type { ClocheFileQuestion } from "./question.js";
import type { ClocheFileTree, TreeActions } from "./tree-view.js";
import { Uploads, withPlaces, words } from "./uploads.js";

/** The panel on the notebook's folder: what lies in it, what comes and goes. */
export class ClocheFiles extends LiveElement {
  static override properties = {
    bench: { attribute: false },
    isOpen: { state: true },
    found: { state: true },
    folders: { state: true },
    fault: { state: true },
  };
  declare bench: Workbench;
  declare isOpen: boolean;
  /** Null until Python has told. */
  declare found: FileList | null;
  /** Those whose content is shown. */
  declare folders: ReadonlySet<string>;
  declare fault: string;
  readonly #zone = new DropZone((dropped) => void this.#receive(droppedFiles(dropped), ""));
  #uploads: Uploads | null = null;
  #came: Element | null = null;
  #asked = 0;
  #stop: () => void = () => {};

  constructor() {
    super();
    this.isOpen = false;
    this.found = null;
    this.folders = new Set();
    this.fault = "";
  }

  /** Open it and take the keyboard there; close it and give the keyboard back. */
  toggle(): void {
    if (this.isOpen) this.#close();
    else {
      this.#came = document.activeElement;
      this.#open();
      void this.updateComplete.then(() => this.querySelector<HTMLElement>(".files-head .button")?.focus());
    }
  }

  /** Files that were dropped somewhere else on the page. */
  async take(dropped: Promise<readonly Dropped[]>): Promise<void> {
    this.#open();
    await this.updateComplete;
    await this.#receive(dropped, "");
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop();
    this.#sending.cancelAll();
    document.documentElement.removeAttribute("data-files");
  }

  protected override render(): TemplateResult | typeof nothing {
    if (!this.isOpen) return nothing;
    const rows = rowsOf(this.found?.entries ?? [], this.folders);
    return html`<aside
      class="files"
      aria-label="Files"
      ?data-dropping-files=${this.#zone.isUnder.value}
      @keydown=${this.#onKey}
      @dragover=${this.#zone.onDragOver}
      @dragleave=${this.#zone.onDragLeave}
      @drop=${this.#zone.onDrop}
    >
      <div class="files-head">
        <h2>Files</h2>
        <button class="button quiet icon-only" aria-label="New file" title="New file" @click=${() => this.#begin("file")}>${icon("filePlus")}</button>
        <button class="button quiet icon-only" aria-label="New folder" title="New folder" @click=${() => this.#begin("folder")}>${icon("folderPlus")}</button>
        <button class="button quiet icon-only" aria-label="Upload files" title="Upload files" @click=${this.#pick}>${icon("upload")}</button>
        <button class="button quiet icon-only" aria-label="Close the files" title="Close (Ctrl+Shift+E)" @click=${() => this.#close()}>${icon("close")}</button>
      </div>
      ${this.#notices()}
      <div class="files-body">
        <cloche-file-tree .rows=${rows} .actions=${this.#actions}></cloche-file-tree>
        ${this.found && rows.length === 0 ? empty(this.#pick) : nothing}
      </div>
      ${uploadsList(this.#sending)} ${this.found ? foot(this.found, this.bench.kernel.files.isStoring.value, () => this.#downloadAll(null)) : nothing}
      <input type="file" multiple hidden class="files-picker" @change=${this.#onPicked} />
      <cloche-row-menu></cloche-row-menu>
      <cloche-file-question></cloche-file-question>
      <cloche-file-preview .bench=${this.bench} .onDownload=${(entry: FileEntry) => void this.#download(entry)}></cloche-file-preview>
    </aside>`;
  }

  #notices(): TemplateResult {
    const { files } = this.bench.kernel;
    const unsaved = files.fault.value;
    const { phase } = this.bench.kernelState.value;
    const why =
      phase === "booting" && !this.found
        ? "Python is starting, and brings the files."
        : files.waiting.value > 0
          ? "Python is busy: files wait until it is done."
          : "";
    return html`<div role="status" class="files-status">${why}</div>
      ${this.fault ? html`<p class="file-fault" role="alert">${this.fault}</p>` : nothing}
      ${unsaved ? html`<p class="file-fault" role="alert">${unsaved.problem} ${unsaved.hint}</p>` : nothing}`;
  }

  // --------------------------------------------------------------- opening

  get #sending(): Uploads {
    this.#uploads ??= new Uploads(this.bench.kernel.files);
    return this.#uploads;
  }

  #open(): void {
    if (this.isOpen) return;
    this.isOpen = true;
    document.documentElement.toggleAttribute("data-files", true);
    const { kernel, desk } = this.bench;
    let opened = desk.opened.peek();
    this.#stop = effect(() => {
      kernel.files.changes.value;
      if (opened !== desk.opened.value) {
        opened = desk.opened.value; // another notebook, with another folder
        this.found = null;
        this.folders = new Set();
        this.#sending.cancelAll();
      }
      void this.#list();
    });
  }

  #close(): void {
    const hadFocus = this.contains(document.activeElement);
    this.#stop();
    this.isOpen = false;
    document.documentElement.removeAttribute("data-files");
    if (hadFocus && this.#came instanceof HTMLElement && this.#came.isConnected) this.#came.focus();
  }

  /** Ask for the list; of two on their way only the newer counts. */
  async #list(): Promise<void> {
    const asked = ++this.#asked;
    try {
      const found = await this.bench.kernel.files.list();
      if (asked !== this.#asked) return;
      this.found = found;
      this.fault = "";
    } catch (error) {
      if (asked === this.#asked && this.bench.store.kernel.peek().phase === "dead") this.fault = words(error);
    }
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || event.defaultPrevented || (event.target as Element).closest("dialog, input, .menu"))
      return;
    event.preventDefault();
    this.#close();
  };

  // ----------------------------------------------------------- what is done

  readonly #actions: TreeActions = {
    open: ({ entry }) => void this.#preview(entry),
    toggle: (path, isOpen) => {
      const folders = new Set(this.folders);
      if (isOpen) folders.add(path);
      else folders.delete(path);
      this.folders = folders;
    },
    rename: (path, to) => this.#move(path, to),
    create: async (path, kind) => {
      const isDone = await this.#act(async () => {
        if (kind === "folder") await this.bench.kernel.files.makeFolder(path);
        else await this.bench.kernel.files.upload(path, new Blob([]), { replace: false, ...UNWATCHED() });
      });
      const entry = this.found?.entries.find((each) => each.path === path);
      if (isDone && kind === "file" && entry) void this.#preview(entry, { edit: true });
      return isDone;
    },
    remove: (row) => void this.#remove(row),
    menu: (row, anchor) => this.#menu(row, anchor),
    move: (from, folder) => void this.#move(from, joined(folder, nameOf(from))),
    take: (transfer, folder) => {
      this.#zone.isUnder.value = false;
      void this.#receive(droppedFiles(transfer), folder);
    },
  };

  /** Do it, show what is there now, and say what went wrong if it did. */
  async #act(work: () => Promise<void>): Promise<boolean> {
    this.fault = "";
    let fault = "";
    await work().catch((error: unknown) => {
      fault = words(error);
    });
    await this.#list();
    this.fault = fault;
    return fault === "";
  }

  #begin(kind: "file" | "folder"): void {
    const { folder } = this.#tree;
    this.#tree.begin(kind, folder);
  }

  async #preview(entry: FileEntry, options?: { readonly edit: boolean }): Promise<void> {
    await this.querySelector<ClocheFilePreview>("cloche-file-preview")?.show(entry, options);
  }

  #move(from: string, to: string): Promise<boolean> {
    return this.#act(async () => {
      await this.bench.kernel.files.move(from, to);
      const moved = (path: string) =>
        path === from || path.startsWith(`${from}/`) ? to + path.slice(from.length) : path;
      this.folders = new Set([...this.folders].map(moved).concat(parentOf(to) || []));
    });
  }

  async #remove({ entry }: Row): Promise<void> {
    const { path, kind, size } = entry;
    const inside = this.found?.entries.filter((each) => each.path.startsWith(`${path}/`)).length ?? 0;
    const what =
      kind === "file"
        ? `It has ${fileSize(size)}.`
        : inside > 0
          ? `${plural(inside, "thing")} in it will be gone too.`
          : "It is empty.";
    const answer = await this.#ask({
      heading: `Delete “${nameOf(path)}”?`,
      text: `${what} This cannot be undone.`,
      answers: [{ answer: "delete", label: "Delete", isDanger: true }],
    });
    if (answer === "delete" && (await this.#act(() => this.bench.kernel.files.remove(path)))) this.#tree.focusRow();
  }

  async #moveByQuestion(entry: FileEntry): Promise<void> {
    const places = placesFor(entry, this.found?.entries ?? []);
    if (places.length === 0) {
      this.bench.say("There is no other folder yet. Make one first.");
      return;
    }
    const folder = await this.#ask<string>({
      heading: `Move “${nameOf(entry.path)}”`,
      text: "",
      places,
      answers: [{ answer: "move", label: "Move" }],
    });
    if (folder === null) return;
    const to = joined(folder, nameOf(entry.path));
    if (await this.#move(entry.path, to)) this.#tree.focusRow(to);
  }

  #menu(row: Row, anchor: HTMLElement): void {
    const { entry } = row;
    const { path, kind } = entry;
    const isFile = kind === "file";
    const entries: MenuEntry[] = [];
    if (isFile) entries.push(["eye", "Look into it", "Enter", () => void this.#preview(entry)]);
    if (isFile && isDocument(path))
      entries.push(["book", "Open as a notebook", "", () => void this.#openAsNotebook(path)]);
    if (isFile) entries.push(["plus", "Use in a cell", "", () => this.#useInCell(path)]);
    if (!isFile) entries.push(["filePlus", "New file in it", "", () => this.#beginIn(path, "file")]);
    if (!isFile) entries.push(["folderPlus", "New folder in it", "", () => this.#beginIn(path, "folder")]);
    entries.push(
      ["pen", "Rename", "F2", () => this.#tree.beginRename(path)],
      ["folder", "Move to…", "", () => void this.#moveByQuestion(entry)],
      ["copy", "Copy the path", "", () => void copyPath(path, this.bench)],
      isFile
        ? ["download", "Download", "", () => void this.#download(entry)]
        : ["download", "Download as a zip", "", () => this.#downloadAll(path)],
      ["trash", "Delete…", "Del", () => void this.#remove(row)],
    );
    void this.querySelector<ClocheRowMenu>("cloche-row-menu")?.openFor(anchor, nameOf(path), entries);
  }

  #beginIn(folder: string, kind: "file" | "folder"): void {
    this.#actions.toggle(folder, true);
    this.#tree.begin(kind, folder);
  }

  async #openAsNotebook(path: string): Promise<void> {
    await this.#act(async () => {
      const content = await contentOf(this.bench.kernel.files, path);
      await this.bench.opener.openFile(new File([content], nameOf(path)));
    });
  }

  #useInCell(path: string): void {
    const { store } = this.bench;
    const cell = store.insert(store.order.peek().length, snippetFor(path));
    this.bench.focusCell(cell, "end");
  }

  async #download(entry: FileEntry): Promise<void> {
    await this.#act(() => download(this.bench.kernel.files, entry.path, this.bench.desk.outside.giveFile));
  }

  #downloadAll(folder: string | null): void {
    const name = folder === null ? `${this.bench.store.title.peek() || "notebook"} files` : nameOf(folder);
    const { kernel, desk } = this.bench;
    const safe = name.replace(/[/\\:*?"<>|]/g, "_");
    void this.#act(() => downloadFolder(kernel.files, folder, this.found?.entries ?? [], safe, desk.outside.giveFile));
  }

  // ----------------------------------------------------------- what arrives

  readonly #pick = (): void => this.querySelector<HTMLInputElement>(".files-picker")?.click();

  readonly #onPicked = (event: Event): void => {
    const picker = event.currentTarget as HTMLInputElement;
    const picked = [...(picker.files ?? [])].map((file) => ({ path: file.name, file }));
    picker.value = "";
    void this.#receive(Promise.resolve(picked), this.#tree.folder);
  };

  async #receive(coming: Promise<readonly Dropped[]>, folder: string): Promise<void> {
    const dropped = await coming.catch((error: unknown) => {
      this.fault = words(error);
      return [];
    });
    if (!this.found) await this.#list();
    const taken = new Set(this.found?.entries.map(({ path }) => path));
    const arriving = dropped.map(({ path, file }) => ({ path: joined(folder, path), file }));
    const doubles = arriving.filter(({ path }) => taken.has(path));
    let answer: "replace" | "both" | null = null;
    if (doubles.length > 0) {
      answer = await this.#ask<"replace" | "both">({
        heading:
          doubles.length === 1
            ? `“${nameOf(doubles[0]?.path ?? "")}” is there already`
            : "Some files are there already",
        text: `${doubles
          .map(({ path }) => path)
          .slice(0, 5)
          .join(", ")}${doubles.length > 5 ? ", …" : ""}`,
        answers: [
          { answer: "both", label: "Keep both" },
          { answer: "replace", label: "Replace" },
        ],
      });
      if (answer === null) return;
    }
    if (folder) this.#actions.toggle(folder, true);
    const arrived = await this.#sending.send(withPlaces(arriving, taken, answer));
    if (arrived.length > 0)
      this.bench.say(arrived.length === 1 ? `${arrived[0]} is there.` : `${arrived.length} files are there.`);
  }

  #ask<Answer extends string>(asked: Parameters<ClocheFileQuestion["ask"]>[0]): Promise<Answer | null> {
    const dialog = this.querySelector<ClocheFileQuestion>("cloche-file-question");
    return dialog ? (dialog.ask(asked) as Promise<Answer | null>) : Promise.resolve(null);
  }

  get #tree(): ClocheFileTree {
    return this.querySelector("cloche-file-tree") as ClocheFileTree;
  }
}

async function copyPath(path: string, bench: Workbench): Promise<void> {
  const isDone = await copyText(path);
  bench.say(isDone ? `Copied: ${path}` : `The browser did not let the page copy. The path is ${path}`);
}

/** For a file so small that nobody waits for it. */
const UNWATCHED = () => ({ signal: new AbortController().signal, onProgress: () => {} });
