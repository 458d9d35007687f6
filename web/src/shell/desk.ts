/**
 * Which notebook lies open, where it came from, and keeping it saved.
 *
 * A notebook from the shelf is saved under its id at every change. A copy (an example, a
 * link, a file) gets an id and a place on the shelf with its first change; until then
 * looking at it leaves no trace.
 */

import { batch, effect, type ReadonlySignal, signal } from "@preact/signals-core";
import type { NotebookDocument } from "../notebook/document.js";
import { emptyNotebook, titleOf } from "../notebook/document.js";
import { NotebookReadError, readInSlices, readNotebook, readScript } from "../notebook/read.js";
import type { ShownCell } from "../notebook/session.js";
import type { NotebookStore } from "../notebook/store.js";
import { type Request, readRequest, readWishes, savedAddress } from "../share/address.js";
import { FetchError, fetchSource } from "../share/fetch-source.js";
import { parcelIn } from "../share/link.js";
import { LinkError } from "../share/link-error.js";
import type { ParcelFile } from "../share/parcel.js";
import { leaveRescue, takeRescue } from "../storage/rescue.js";
import { newNotebookId, type SavedContent, Saver, type SaveState } from "../storage/saver.js";
import { Sessions } from "../storage/sessions.js";
import type { Shelf, ShelfEntry } from "../storage/shelf.js";
import { INTRODUCTION, loadExample } from "./examples.js";

/** Something about the notebook that the person should read before going on. */
export interface DeskNotice {
  readonly problem: string;
  readonly hint: string;
}

/** A notebook on its way to the table. */
interface Found {
  readonly document: NotebookDocument;
  readonly id: string | null;
  readonly version: number;
  readonly elements: Readonly<Record<string, unknown>>;
  readonly appView: boolean;
  readonly isTrusted: boolean;
  /** What lies beside it in its folder, where it came with files. */
  readonly files?: readonly ParcelFile[];
  /** What its cells showed when it last ran. */
  readonly shown?: readonly ShownCell[];
}

/** A document of another format. */
export interface Foreign {
  readonly text: string;
  readonly filename: string;
  readonly files: readonly ParcelFile[];
  readonly isTrusted: boolean;
}

export class Desk {
  readonly #store: NotebookStore;
  readonly #shelf: Shelf;
  readonly #notice = signal<DeskNotice | null>(null);
  readonly #appView = signal(false);
  readonly #showCode = signal(false);
  readonly #isTrusted = signal(true);
  readonly #files = signal<readonly ParcelFile[]>([]);
  readonly #saveState = signal<SaveState>("clean");
  readonly #opened = signal(0);
  #saver: Saver;
  #stopWatching: () => void = () => {};

  constructor(store: NotebookStore, shelf: Shelf) {
    this.#store = store;
    this.#shelf = shelf;
    this.#saver = this.#newSaver(newNotebookId(), 0);
  }

  get notice(): ReadonlySignal<DeskNotice | null> {
    return this.#notice;
  }
  get appView(): ReadonlySignal<boolean> {
    return this.#appView;
  }
  /** The address wants the code shown in the app view. */
  get showCode(): ReadonlySignal<boolean> {
    return this.#showCode;
  }
  /** False for a stranger's notebook that could reach the person's own and that they have not agreed to run. */
  get isTrusted(): ReadonlySignal<boolean> {
    return this.#isTrusted;
  }
  /** The files that came with the notebook. */
  get files(): ReadonlySignal<readonly ParcelFile[]> {
    return this.#files;
  }
  /** Counts the notebooks laid open, so that what is drawn of one is not taken for another. */
  get opened(): ReadonlySignal<number> {
    return this.#opened;
  }
  get saveState(): ReadonlySignal<SaveState> {
    return this.#saveState;
  }
  get isLasting(): boolean {
    return this.#shelf.isLasting;
  }

  /**
   * Open what the address asks for. Never fails: what cannot be opened is told in `notice`. Gives a document that has to
   * be made a notebook first; an empty one lies open meanwhile.
   */
  async openRequested(address: URL): Promise<Foreign | null> {
    const request = readRequest(address);
    const wishes = readWishes(address);
    this.#showCode.value = wishes.showCode;
    try {
      const found = await this.#find(request);
      if (!("document" in found)) {
        this.#lay(copy(emptyNotebook()));
        return found;
      }
      this.#lay({ ...found, ...(wishes.appView ? { appView: true } : {}) });
    } catch (error) {
      this.#lay(copy(emptyNotebook()));
      this.#notice.value = noticeFrom(error);
    }
    return null;
  }

  /** Open text that the person chose: a file of theirs. What cannot be opened is told, and the open notebook stays. */
  openText(text: string, filename: string): Promise<boolean> {
    return this.#tryToLay(async () => {
      const document = await readAny(text, filename);
      this.#turnPage();
      this.#lay(copy(document));
      void this.saveNow();
    });
  }

  /** Open what was made of the document that the address asked for. */
  openConverted(text: string, { filename, files, isTrusted }: Foreign): Promise<boolean> {
    return this.#tryToLay(async () => {
      this.#lay({ ...copy(await readAny(text, notebookName(filename))), files, isTrusted });
    });
  }

  /** Something that the person should read about the notebook. */
  tell(notice: DeskNotice): void {
    this.#notice.value = notice;
  }

  async openExample(file: string): Promise<void> {
    const example = await loadExample(file);
    if (!example) return;
    this.#turnPage();
    this.#lay({ ...copy(readNotebook(example.text, file)), shown: example.shown });
  }

  newNotebook(): void {
    this.#turnPage();
    this.#lay(copy(emptyNotebook()));
    void this.saveNow();
  }

  list(): Promise<ShelfEntry[]> {
    return this.#shelf.list();
  }

  async remove(id: string): Promise<void> {
    await Promise.all([this.#shelf.remove(id), new Sessions().remove(id).catch(() => {})]);
  }

  get id(): string {
    return this.#saver.id;
  }

  trust(): void {
    if (this.#isTrusted.peek()) return;
    this.#isTrusted.value = true;
    this.#notice.value = null;
    if (this.#saveState.peek() !== "clean") void this.saveNow();
  }

  dismissNotice(): void {
    this.#notice.value = null;
  }

  setAppView(on: boolean): void {
    this.#appView.value = on;
    if (this.#saveState.peek() !== "clean") void this.saveNow();
  }

  /** An element moved: remembered with a notebook that is on the shelf, no reason to put one there. */
  noteElement(): void {
    if (this.#saveState.peek() !== "clean") void this.saveNow();
  }

  /** Save at once; settles when the notebook is in the database or was refused. */
  async saveNow(): Promise<void> {
    const isNew = this.#saveState.peek() === "clean";
    const saved = this.#saver.save(this.#content());
    if (isNew) this.#showAddress(this.#saver.id);
    await saved;
  }

  /** The page is going away: what the database has not taken yet is put where it is safe at once. */
  leave(): void {
    const atRisk = this.#saver.atRisk;
    if (atRisk && this.#saveState.peek() !== "clean") leaveRescue(() => localStorage, atRisk);
  }

  close(): void {
    this.#stopWatching();
    this.#shelf.close();
  }

  // ------------------------------------------------------------- inside

  async #tryToLay(lay: () => Promise<void>): Promise<boolean> {
    try {
      await lay();
      return true;
    } catch (error) {
      this.#notice.value = noticeFrom(error);
      return false;
    }
  }

  async #find(request: Request): Promise<Found | Foreign> {
    switch (request.kind) {
      case "saved":
        return this.#fromShelf(request.id);
      case "link": {
        const { notebook, files } = await parcelIn(request.payload);
        return {
          ...copy(await readAny(notebook.text, notebook.name)),
          files,
          isTrusted: await this.#hasNothingToLose(),
        };
      }
      case "source": {
        const { text, filename, files } = await fetchSource(request.url, location.href);
        const isOurs = new URL(request.url, location.href).origin === location.origin;
        const isTrusted = isOurs || (await this.#hasNothingToLose());
        if (isForeign(filename)) return { text, filename, files, isTrusted };
        return { ...copy(await readAny(text, filename)), files, isTrusted };
      }
      case "unknown":
        throw new FetchError("This address does not name a notebook.", "Your own notebooks are in the menu.");
      case "none":
        return this.#lastOrIntroduction();
    }
  }

  /** Whether a stranger's notebook may run unasked: this browser keeps no notebook that its code could reach. */
  async #hasNothingToLose(): Promise<boolean> {
    return this.#shelf.list().then(
      (kept) => kept.length === 0,
      () => false,
    );
  }

  async #fromShelf(id: string): Promise<Found> {
    const record = await this.#shelf.load(id);
    if (record === "damaged")
      throw new FetchError(
        "This notebook could not be read: its record in this browser is damaged.",
        "It was set aside and nothing was deleted; your other notebooks are not affected.",
      );
    const newest = takeRescue(() => localStorage, id, record) ?? record;
    if (!newest)
      throw new FetchError(
        "This notebook is not in this browser.",
        "It may have been saved in another browser or profile. Ask for a share link or the file.",
      );
    const { document, elements, view } = newest;
    const version = record?.version ?? 0;
    return { document, id, version, elements, appView: view.appView, isTrusted: view.isTrusted };
  }

  async #lastOrIntroduction(): Promise<Found> {
    const last = await this.#shelf.last().catch(() => null);
    const record = last ? await this.#shelf.load(last).catch(() => null) : null;
    if (record && record !== "damaged") {
      history.replaceState(null, "", savedAddress(new URL(location.href), record.id));
      return this.#fromShelf(record.id);
    }
    const example = await loadExample(INTRODUCTION);
    if (!example) return copy(emptyNotebook());
    return { ...copy(readNotebook(example.text, INTRODUCTION)), shown: example.shown };
  }

  #lay(found: Found): void {
    this.#stopWatching();
    this.#notice.value = null;
    this.#appView.value = found.appView;
    this.#isTrusted.value = found.isTrusted;
    this.#files.value = found.files ?? [];
    this.#saver = this.#newSaver(found.id ?? newNotebookId(), found.version);
    this.#saveState.value = this.#saver.state.peek();
    batch(() => {
      this.#opened.value += 1;
      this.#store.open(found.document, found.elements, found.shown);
    });
    const opened = this.#store.document.peek();
    const saver = this.#saver;
    const stops = [
      effect(() => {
        if (saver.state.value !== "clean") this.#saveState.value = saver.state.value;
      }),
      effect(() => {
        if (this.#store.document.value !== opened) void this.saveNow();
      }),
    ];
    this.#stopWatching = () => {
      for (const stop of stops) stop();
    };
  }

  #newSaver(id: string, version: number): Saver {
    return new Saver(this.#shelf, id, version, (copyId) => {
      this.#showAddress(copyId);
      this.#notice.value = {
        problem: "Another tab saved a newer version of this notebook.",
        hint: "Nothing was overwritten: what you have here goes on as a copy.",
      };
    });
  }

  /** Another notebook follows: the Back button leads to this one. */
  #turnPage(): void {
    history.pushState(null, "", location.href.replace(/[?#].*$/, ""));
  }

  #showAddress(id: string): void {
    history.replaceState(null, "", savedAddress(new URL(location.href), id));
  }

  #content(): SavedContent {
    const document = this.#store.document.peek();
    return {
      title: titleOf(document),
      document,
      elements: Object.fromEntries(this.#store.elements),
      view: { appView: this.#appView.peek(), isTrusted: this.#isTrusted.peek() },
    };
  }
}

/** Python makes notebooks of such files. */
export function isForeign(filename: string): boolean {
  return /\.(?:ipynb|md|markdown|qmd)$/i.test(filename);
}

/** What the notebook is called that was made of a file. */
export function notebookName(filename: string): string {
  return filename.replace(/\.\w+$/, ".py");
}

function copy(document: NotebookDocument): Found {
  return { document, id: null, version: 0, elements: {}, appView: false, isTrusted: true };
}

/** A notebook, or a script made into one. Raises `NotebookReadError` for what is neither. */
async function readAny(text: string, filename: string): Promise<NotebookDocument> {
  try {
    return await readInSlices(text, filename, () => new Promise((resolve) => setTimeout(resolve)));
  } catch (error) {
    if (error instanceof NotebookReadError && error.code === "not-a-notebook") return readScript(text, filename);
    throw error;
  }
}

export function noticeFrom(error: unknown): DeskNotice {
  if (error instanceof LinkError || error instanceof FetchError || error instanceof NotebookReadError)
    return { problem: error.problem, hint: error.hint };
  return { problem: "The notebook could not be opened.", hint: error instanceof Error ? error.message : "" };
}
