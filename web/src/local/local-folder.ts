/**
 * One notebook in a folder of the computer: its file is saved there, and the files beside it are Python's too. Both sides
 * are compared in rounds, one at a time: when something changed here, when the page is looked at again, and slowly always.
 * Nothing on the disk is overwritten that changed since both sides agreed.
 */

import { effect, type ReadonlySignal, signal } from "@preact/signals-core";
import { reasonOf } from "../../../worker/src/wire/errors.js";
import type { FileEntry } from "../../../worker/src/wire/messages.js";
import { readAny } from "../shell/finder.js";
import type { LocalState, LocalView } from "../shell/local-door.js";
import type { Workbench } from "../shell/workbench.js";
import { eraseFile, fileIn, isIgnored, type Listing, listFolder, stampOf, writeFile } from "./disk.js";
import { keepLink, type Link } from "./links.js";
import { type Agreed, plan, type Stamp } from "./plan.js";

/** Milliseconds between looks at the folder, and from a change here to the next. */
const SLOW = 5_000;
const SOON = 600;

export class LocalFolder implements LocalView {
  readonly #bench: Workbench;
  readonly #state = signal<LocalState>({ kind: "looking" });
  readonly #ended = new AbortController();
  readonly #agreed: Map<string, Agreed>;
  #link: Link;
  #theirs: string | null = null;
  #life = -1;
  /** Files that changed while the page was away come after cells have run: those run again. */
  #isFirst = true;
  #round: Promise<void> = Promise.resolve();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #stop: () => void = () => {};

  constructor(bench: Workbench, link: Link) {
    this.#bench = bench;
    this.#link = link;
    this.#agreed = new Map(link.agreed);
  }

  get folder(): string {
    return this.#link.folder.name;
  }
  get file(): string {
    return this.#link.file;
  }
  get state(): ReadonlySignal<LocalState> {
    return this.#state;
  }

  begin(): void {
    const { signal } = this.#ended;
    addEventListener("focus", () => this.#look(), { signal });
    document.addEventListener("visibilitychange", () => this.#look(), { signal });
    this.#stop = effect(() => {
      this.#bench.store.document.value;
      this.#bench.kernel.files.changes.value;
      this.#look(SOON);
    });
  }

  close(): void {
    this.#ended.abort();
    clearTimeout(this.#timer);
    this.#stop();
  }

  allow(): void {
    void this.#link.folder.requestPermission?.({ mode: "readwrite" }).then(() => this.#look());
  }

  takeTheirs(): void {
    const theirs = this.#theirs;
    if (theirs === null) return;
    this.#round = this.#round.then(async () => {
      const document = await readAny(theirs, this.#link.file);
      await this.#agree(theirs);
      this.#theirs = null;
      await this.#bench.opener.restore(document);
    });
    this.#look();
  }

  keepOurs(): void {
    const theirs = this.#theirs;
    if (theirs === null) return;
    this.#round = this.#round.then(() => this.#agree(theirs)); // now it is ours that is newer
    this.#theirs = null;
    this.#look();
  }

  #look(after = 0): void {
    if (this.#ended.signal.aborted) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      if (document.visibilityState === "hidden") return; // looked at again, it looks again
      this.#round = this.#round.then(() => this.#compare());
      void this.#round.then(() => {
        if (this.#timer === undefined) this.#look(SLOW);
      });
    }, after);
  }

  async #compare(): Promise<void> {
    if (this.#ended.signal.aborted) return;
    try {
      const permission = await this.#link.folder.queryPermission?.({ mode: "readwrite" });
      if (permission !== undefined && permission !== "granted") {
        this.#state.value = { kind: "asks" };
        return;
      }
      const isSame = await this.#compareNotebook();
      const left = await this.#compareFiles();
      if (!this.#ended.signal.aborted) this.#state.value = isSame ? { kind: "together", left } : { kind: "changed" };
    } catch (error) {
      this.#state.value = { kind: "failed", problem: reasonOf(error) };
    }
  }

  // ------------------------------------------------------------ the notebook

  /** False where somebody else changed it. */
  async #compareNotebook(): Promise<boolean> {
    const { folder, file, text } = this.#link;
    const found = await fileIn(folder, file);
    const theirs = found && (await found.text());
    const ours = this.#bench.store.source(await this.#bench.kernel.analyses());
    if (this.#ended.signal.aborted) return true; // another notebook is open: what was read is its
    if (theirs !== null && theirs !== ours && theirs !== text) {
      this.#theirs = theirs;
      return false;
    }
    if (theirs !== ours) await writeFile(folder, file, ours);
    if (ours !== text) await this.#agree(ours);
    return true;
  }

  async #agree(text: string): Promise<void> {
    this.#link = { ...this.#link, text, agreed: this.#agreed };
    await keepLink(this.#link);
  }

  // --------------------------------------------------------------- the files

  /** How many were left out. */
  async #compareFiles(): Promise<number> {
    const { files } = this.#bench.kernel;
    if (this.#bench.store.kernel.peek().phase === "dead") return 0;
    const life = files.lives;
    const { entries, more } = await files.list();
    if (more > 0) throw new Error("There are more files in the notebook’s folder than can be compared.");
    const listing = await listFolder(this.#link.folder);
    if (this.#ended.signal.aborted || life !== files.lives) return 0;
    const isOurs = (path: string) => path !== this.#link.file && !isIgnored(path) && !listing.left.has(path);
    const here = new Map(
      entries.filter(({ kind, path }) => kind === "file" && isOurs(path)).map((each) => [each.path, each]),
    );
    if (life !== this.#life) this.#trustDisk(here);
    this.#life = life;
    const there = new Map(
      [...listing.files].filter(([path]) => isOurs(path)).map(([path, file]) => [path, stampOf(file)]),
    );
    const python = new Map([...here].map(([path, entry]) => [path, stampHere(entry)]));
    const found = plan(this.#agreed, there, python);
    const faults: unknown[] = [];
    const each = async (paths: readonly string[], act: (path: string) => Promise<void>) => {
      for (const path of paths) await act(path).catch((error: unknown) => faults.push(error)); // the others go on
    };
    await each(found.both, (path) => this.#settle(path, listing, here.get(path)));
    await each(found.take, (path) => this.#take(path, listing));
    await each(found.write, (path) => this.#write(path, python.get(path) ?? ""));
    await each(found.drop, async (path) => {
      await files.remove(path);
      this.#agreed.delete(path);
    });
    await each(found.erase, async (path) => {
      await eraseFile(this.#link.folder, path);
      this.#agreed.delete(path);
    });
    if (Object.values(found).some((paths) => paths.length > 0)) await this.#agree(this.#link.text);
    if (this.#isFirst && found.take.length > 0 && this.#bench.store.runtime.peek().autorun) this.#bench.runAll();
    this.#isFirst = false;
    if (faults.length > 0) throw faults[0];
    return listing.left.size;
  }

  /** Another Python, with a folder that may have lost files: only what goes from now on was deleted by somebody. */
  #trustDisk(here: ReadonlyMap<string, FileEntry>): void {
    for (const path of [...this.#agreed.keys()]) if (!here.has(path)) this.#agreed.delete(path);
  }

  async #take(path: string, { files }: Listing): Promise<void> {
    const file = files.get(path);
    if (!file) return;
    const { signal } = this.#ended;
    const entry = await this.#bench.kernel.files.upload(path, file, { replace: true, signal, onProgress: () => {} });
    this.#agreed.set(path, { disk: stampOf(file), python: stampHere(entry) });
  }

  async #write(path: string, python: Stamp): Promise<void> {
    const file = await writeFile(this.#link.folder, path, await this.#content(path));
    this.#agreed.set(path, { disk: stampOf(file), python });
  }

  /** Both sides have their own: the same after all, or the disk's takes the place and ours stays beside it. */
  async #settle(path: string, listing: Listing, ours: FileEntry | undefined): Promise<void> {
    const file = listing.files.get(path);
    if (!file || !ours) return;
    if (file.size === ours.size && (await isSame(file, await this.#content(path)))) {
      this.#agreed.set(path, { disk: stampOf(file), python: stampHere(ours) });
      return;
    }
    const beside = path.replace(/(\.[^./]*)?$/, ` (from the notebook ${ours.modified})$1`);
    await this.#bench.kernel.files.move(path, beside);
    await this.#take(path, listing);
  }

  async #content(path: string): Promise<Blob> {
    const pieces: Blob[] = [];
    for await (const piece of this.#bench.kernel.files.read(path)) pieces.push(new Blob([piece]));
    return new Blob(pieces);
  }
}

function stampHere({ size, modified }: FileEntry): Stamp {
  return `${size} ${modified}`;
}

async function isSame(a: Blob, b: Blob): Promise<boolean> {
  const [left, right] = (await Promise.all([a.arrayBuffer(), b.arrayBuffer()])).map((each) => new Uint8Array(each));
  if (!left || !right) return false;
  return left.length === right.length && left.every((byte, at) => byte === right[at]);
}
