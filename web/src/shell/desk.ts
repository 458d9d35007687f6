/**
 * Which notebook lies open, where it came from, and keeping it saved.
 *
 * A notebook from the shelf is saved under its id at every change. A copy (an example, a
 * link, a file) gets an id and a place on the shelf with its first change; until then
 * looking at it leaves no trace. A notebook that another tab has open is only shown.
 */

import { batch, computed, effect, type ReadonlySignal, signal } from "@preact/signals-core";
import type { NotebookDocument } from "../notebook/document.js";
import { emptyNotebook, titleOf } from "../notebook/document.js";
import type { NotebookStore } from "../notebook/store.js";
import { readRequest, readWishes, savedAddress } from "../share/address.js";
import type { Parcel, ParcelFile } from "../share/parcel.js";
import type { StorageFault } from "../storage/faults.js";
import { Hold } from "../storage/hold.js";
import { holdsFiles, newNotebookId, type VersionReason } from "../storage/record.js";
import { leaveRescue } from "../storage/rescue.js";
import { type SavedContent, Saver, type SaveState } from "../storage/saver.js";
import type { Shelf } from "../storage/shelf.js";
import { leaveTrace } from "../storage/traces.js";
import {
  absenceOf,
  copy,
  type DeskNotice,
  type Foreign,
  type Found,
  notebookName,
  noticeFrom,
  readAny,
} from "./finder.js";
import type { Outside } from "./outside.js";

/** What others do when the open notebook changes hands. */
export interface HandEnds {
  /** Another tab has it now: this one may show it. */
  readonly onLost: () => void;
  /** The tab that had it is gone: it can be opened here. */
  readonly onFree: () => void;
}

export class Desk {
  readonly #store: NotebookStore;
  readonly outside: Outside;
  readonly #isHome = signal(false);
  readonly #isElsewhere = signal(false);
  readonly #fault = signal<StorageFault | null>(null);
  readonly #notice = signal<DeskNotice | null>(null);
  readonly #appView = signal(false);
  readonly #showCode = signal(false);
  readonly #slide = signal<number | null>(null);
  readonly #isTrusted = signal(true);
  readonly #files = signal<readonly ParcelFile[]>([]);
  readonly #absent = signal<readonly string[]>([]);
  readonly #saveState = signal<SaveState>("clean");
  readonly #opened = signal(0);
  #saver: Saver;
  #hold: Hold | null = null;
  #ends: HandEnds = { onLost: () => {}, onFree: () => {} };
  /** Counts what was asked for, so that of two openings on their way only the last arrives. */
  #asked = 0;
  #stopWatching: () => void = () => {};

  constructor(store: NotebookStore, outside: Outside) {
    this.#store = store;
    this.outside = outside;
    this.#saver = this.#newSaver(newNotebookId(), 0);
  }

  set ends(ends: HandEnds) {
    this.#ends = ends;
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
  /** The slide that the address asks for, from 1. */
  get slide(): ReadonlySignal<number | null> {
    return this.#slide;
  }
  /** False for a stranger's notebook that could reach the person's own and that they have not agreed to run. */
  get isTrusted(): ReadonlySignal<boolean> {
    return this.#isTrusted;
  }
  /** It may be run, and this tab has it: its folder and its session are this tab's. */
  readonly isMine = computed(() => this.#isTrusted.value && !this.#isElsewhere.value);
  /** The files that came with the notebook. */
  get files(): ReadonlySignal<readonly ParcelFile[]> {
    return this.#files;
  }
  /** Names of files that belong to the notebook and did not come with it. */
  get absent(): ReadonlySignal<readonly string[]> {
    return this.#absent;
  }
  /** Counts the notebooks laid open, so that what is drawn of one is not taken for another. */
  get opened(): ReadonlySignal<number> {
    return this.#opened;
  }
  get saveState(): ReadonlySignal<SaveState> {
    return this.#saveState;
  }
  get shelf(): Shelf {
    return this.outside.shelf;
  }
  get isLasting(): boolean {
    return this.shelf.isLasting;
  }
  /** No notebook is open: the page lists them. */
  get isHome(): ReadonlySignal<boolean> {
    return this.#isHome;
  }
  /** Another tab has this notebook: here it is shown, and nothing of it is saved. */
  get isElsewhere(): ReadonlySignal<boolean> {
    return this.#isElsewhere;
  }
  /** What keeps the notebook from being saved; null while it is. */
  get fault(): ReadonlySignal<StorageFault | null> {
    return this.#fault;
  }

  /**
   * Open what the address asks for. Never fails: what cannot be opened is told in `notice`. Gives a document that has to
   * be made a notebook first; an empty one lies open meanwhile.
   */
  async openRequested(address: URL): Promise<Foreign | null> {
    const asked = ++this.#asked;
    const request = readRequest(address);
    const wishes = readWishes(address);
    this.#showCode.value = wishes.showCode;
    this.#slide.value = wishes.slide;
    const hold = request.kind === "saved" ? this.#holdOf(request.id) : null;
    const letGo = () => {
      if (hold !== this.#hold) hold?.release();
    };
    try {
      await this.#saver.idle(); // it may be the same notebook
      const isElsewhere = hold !== null && (await hold.take()) === "elsewhere";
      const found = await this.outside.finder.find(request);
      if (asked !== this.#asked) letGo();
      else if (found === "home") this.#goHome();
      else if ("document" in found)
        this.#lay({ ...found, ...(wishes.appView ? { appView: true } : {}) }, hold, isElsewhere);
      else {
        this.#lay(copy(emptyNotebook()));
        return found;
      }
    } catch (error) {
      letGo();
      if (asked !== this.#asked) return null;
      this.#lay(copy(emptyNotebook()));
      this.#notice.value = noticeFrom(error);
    }
    return null;
  }

  /** Take the open notebook from the tab that has it. It is then opened anew. */
  async takeOver(): Promise<void> {
    await this.#hold?.takeOver();
    this.#ends.onFree();
  }

  /** Go back to a state in the history. The present one is in the history first. */
  async restore(document: NotebookDocument): Promise<void> {
    await this.saveNow("replaced");
    const nextId = Math.max(document.nextId, this.#store.document.peek().nextId);
    batch(() => {
      this.#opened.value += 1;
      this.#store.open({ ...document, nextId }, Object.fromEntries(this.#store.answers.lasting));
    });
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

  /** Put what came from somebody else on the shelf, with its files and what was entered, and open it. What cannot be opened is told. */
  keep({ notebook, files, absent }: Parcel, elements: Found["elements"]): Promise<boolean> {
    return this.#tryToLay(async () => {
      const document = await readAny(notebook.text, notebook.name);
      this.#turnPage();
      this.#lay({ ...copy(document), elements, files, absent });
      await this.saveNow(true);
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

  newNotebook(): void {
    this.#turnPage();
    this.#lay(copy(emptyNotebook()));
    void this.saveNow();
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

  /** These files are in the notebook's folder now: they are missed no longer. */
  found(names: ReadonlySet<string>): void {
    const left = this.#absent.peek().filter((name) => !names.has(name));
    if (left.length === this.#absent.peek().length) return;
    this.#absent.value = left;
    if (this.#notice.peek()?.isAbsence) this.#notice.value = left.length > 0 ? absenceOf(left) : null;
    if (this.#saveState.peek() !== "clean") void this.saveNow();
  }

  dismissNotice(): void {
    this.#notice.value = null;
  }

  setAppView(on: boolean): void {
    this.#appView.value = on;
    if (!on) this.outside.showEditing();
    if (this.#saveState.peek() !== "clean") void this.saveNow();
  }

  /** Save at once; settles when the notebook is in the database or was refused. `isAsked`: by hand. */
  async saveNow(isAsked: boolean | VersionReason = false): Promise<void> {
    if (this.#isElsewhere.peek() || this.#isHome.peek()) return;
    const isNew = this.#saveState.peek() === "clean";
    const saved = this.#saver.save(this.#content(), isAsked);
    if (isNew) {
      this.#showAddress(this.#saver.id);
      leaveTrace(this.outside.drawer);
      this.#hold ??= this.#newHold(this.#saver.id);
      void this.#hold.take();
    }
    await saved;
  }

  /** The page is going away: what the database has not taken yet is put where it is safe at once. */
  leave(): void {
    const atRisk = this.#saver.atRisk;
    if (atRisk && this.#saveState.peek() !== "clean") leaveRescue(this.outside.drawer, atRisk);
  }

  close(): void {
    this.#stopWatching();
    this.#hold?.release();
    this.shelf.close();
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

  #goHome(): void {
    this.#lay(copy(emptyNotebook()));
    this.#stopWatching();
    this.#fault.value = null; // the home page tells the shelf's own
    this.#isHome.value = true;
  }

  #lay(found: Found, hold: Hold | null = null, isElsewhere = false): void {
    this.#stopWatching();
    const [left, saver] = [this.#hold, this.#saver];
    if (hold !== left) void saver.idle().then(() => left?.release()); // what is on its way is saved first
    this.#hold = hold;
    this.#notice.value = found.id === null && found.absent?.length ? absenceOf(found.absent) : null;
    this.#isHome.value = false;
    this.#isElsewhere.value = isElsewhere;
    this.#appView.value = found.appView;
    this.#isTrusted.value = found.isTrusted;
    this.#files.value = found.files ?? [];
    this.#absent.value = found.absent ?? [];
    this.#saver = this.#newSaver(found.id ?? newNotebookId(), found.version);
    this.#saveState.value = this.#saver.state.peek();
    batch(() => {
      this.#opened.value += 1;
      this.#store.open(found.document, found.elements, found.shown);
    });
    const opened = this.#store.document.peek();
    const { answers } = this.#store;
    const before = answers.changes.peek();
    const { state, fault } = this.#saver;
    const stops = [
      effect(() => {
        if (state.value !== "clean") this.#saveState.value = state.value;
      }),
      effect(() => {
        this.#fault.value =
          this.shelf.trouble.value?.code === "unavailable" ? null : (this.shelf.trouble.value ?? fault.value);
      }),
      effect(() => {
        if (this.#store.document.value !== opened) void this.saveNow();
      }),
      effect(() => {
        // Remembered with a notebook that is on the shelf, no reason to put one there.
        if (answers.changes.value !== before && this.#saveState.peek() !== "clean") void this.saveNow();
      }),
    ];
    this.#stopWatching = () => {
      for (const stop of stops) stop();
    };
  }

  #newSaver(id: string, version: number): Saver {
    return new Saver(this.shelf, id, version, (copyId) => {
      this.#showAddress(copyId);
      this.#hold?.release();
      this.#hold = this.#newHold(copyId);
      void this.#hold.take();
      this.#isElsewhere.value = false;
      this.#notice.value = {
        problem: "Another tab saved a newer version of this notebook.",
        hint: "Nothing was overwritten: what you have here goes on as a copy.",
      };
      this.#store.entitle(`${this.#store.title.peek()} (copy)`);
    });
  }

  #holdOf(id: string): Hold {
    return this.#hold && this.#saver.id === id ? this.#hold : this.#newHold(id);
  }

  #newHold(id: string): Hold {
    const hold: Hold = new Hold(
      id,
      {
        onAsked: () => this.#saver.idle(),
        onLost: () => {
          if (hold !== this.#hold) return;
          this.#isElsewhere.value = true;
          this.#ends.onLost();
        },
        onFree: () => {
          if (hold !== this.#hold || !this.#isElsewhere.peek()) return; // no other tab had it: the lock was slow to come
          if (this.#saver.atRisk)
            this.#isElsewhere.value = false; // saved as a copy if the other tab saved meanwhile
          else this.#ends.onFree();
        },
      },
      this.outside.holds,
    );
    return hold;
  }

  /** Another notebook follows: the Back button leads to this one. */
  #turnPage(): void {
    this.#asked += 1;
    const { address } = this.outside;
    address.push(address.current().href.replace(/[?#].*$/, ""));
  }

  #showAddress(id: string): void {
    this.outside.address.replace(savedAddress(this.outside.address.current(), id));
  }

  #content(): SavedContent {
    const document = this.#store.document.peek();
    return {
      title: titleOf(document),
      document,
      elements: Object.fromEntries([...this.#store.answers.lasting].filter(([, value]) => !holdsFiles(value))),
      view: {
        appView: this.#appView.peek(),
        isTrusted: this.#isTrusted.peek(),
        ...(this.#absent.peek().length > 0 ? { absent: this.#absent.peek() } : {}),
      },
    };
  }
}
