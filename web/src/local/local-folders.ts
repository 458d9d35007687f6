/** Notebooks in folders of the computer: opening one, and finding its folder again when it is opened the next time. */

import { effect } from "@preact/signals-core";
import "./local.css";
import { reasonOf } from "../../../worker/src/wire/errors.js";
import { Library } from "../library/library.js";
import { isForeign, notebookName } from "../shell/finder.js";
import type { LocalDoor, LocalFolders } from "../shell/local-door.js";
import type { Workbench } from "../shell/workbench.js";
import { fileIn, type LocalDirectory, listFolder, type Picking } from "./disk.js";
import { keepLink, type Link, linkOf, linkTo } from "./links.js";
import { LocalFolder } from "./local-folder.js";
import { ClocheLocalOpen } from "./open-dialog.js";

const NO_WAY =
  "This browser does not let a page work in a folder of the computer; Chrome, Edge and other Chromium browsers do. Here, drop " +
  "files and folders on the page instead: they are copied into the notebook’s own folder, and Download gives them back.";

/** What a notebook's file holds, ours or marimo's. */
const MARK = /^\s*app\s*=\s*(cloche|marimo)\.App\(/m;

export class BrowserLocalFolders implements LocalFolders {
  readonly #bench: Workbench;
  readonly #door: LocalDoor;
  #now: LocalFolder | null = null;
  #asked = 0;

  constructor(bench: Workbench, door: LocalDoor) {
    this.#bench = bench;
    this.#door = door;
    if (!customElements.get("cloche-local-open")) customElements.define("cloche-local-open", ClocheLocalOpen);
    let id = "";
    effect(() => {
      bench.desk.opened.value;
      const isHome = bench.desk.isHome.value || !bench.desk.isMine.value;
      if (!isHome && id === bench.desk.id && this.#now) return; // the same one, in an earlier state
      id = isHome ? "" : bench.desk.id;
      this.#follow(null);
      if (!isHome) void this.#find(id);
    });
  }

  async choose(): Promise<void> {
    const { showDirectoryPicker } = globalThis as Picking;
    if (!showDirectoryPicker) return void (await this.#ask("", [], NO_WAY));
    try {
      const folder = await showDirectoryPicker.call(globalThis, { id: "cloche", mode: "readwrite" });
      const names = await notebooksIn(folder);
      const told =
        names.length > 0 ? "" : "There is no notebook in this folder yet: no .py that is one, and no .ipynb.";
      const name = await this.#ask(folder.name, names, told);
      if (name !== null) await this.#open(folder, name);
    } catch (error) {
      if ((error as Error).name === "AbortError") return; // nobody wants it any more
      this.#bench.say(`The folder could not be opened. ${reasonOf(error)}`);
    }
  }

  async #open(folder: LocalDirectory, name: string): Promise<void> {
    const before = await linkTo(folder, name);
    if (before && (await this.#bench.desk.shelf.list()).some(({ id }) => id === before.id)) {
      location.hash = `nb/${before.id}`;
      return;
    }
    const file = await fileIn(folder, name);
    if (!file) throw new Error(`${name} is not there any more.`);
    if (isForeign(name)) return this.#openConverted(folder, file);
    const text = await file.text();
    const { files } = await listFolder(folder);
    const beside = [...files].filter(([path]) => path !== name);
    const kept = await Promise.all(
      beside.map(async ([path, each]) => ({ path, bytes: new Uint8Array(await each.arrayBuffer()) })),
    );
    const id = await new Library(this.#bench.desk.shelf).add(text, name, kept);
    await keepLink({ id, folder, file: name, text, agreed: new Map() });
    location.hash = `nb/${id}`;
  }

  /** A document of another kind: a notebook is made of it, and saved beside it. */
  async #openConverted(folder: LocalDirectory, file: File): Promise<void> {
    const opened = this.#bench.desk.opened.peek();
    await this.#bench.opener.openFile(file);
    if (this.#bench.desk.opened.peek() === opened) return; // it could not be read, and that was told
    const name = await freeName(folder, notebookName(file.name));
    const link: Link = { id: this.#bench.desk.id, folder, file: name, text: "", agreed: new Map() };
    await keepLink(link);
    this.#follow(link);
  }

  async #find(id: string): Promise<void> {
    const asked = ++this.#asked;
    const link = await linkOf(id).catch(() => null);
    if (link && asked === this.#asked && id === this.#bench.desk.id) this.#follow(link);
  }

  #follow(link: Link | null): void {
    this.#asked += 1;
    this.#now?.close();
    this.#now = link && new LocalFolder(this.#bench, link);
    this.#door.current.value = this.#now;
    this.#now?.begin();
  }

  #ask(folder: string, names: readonly string[], told: string): Promise<string | null> {
    const dialog = document.querySelector<ClocheLocalOpen>("cloche-local-open") ?? new ClocheLocalOpen();
    if (!dialog.isConnected) document.body.append(dialog);
    return dialog.choose(folder, names, told);
  }
}

async function notebooksIn(folder: LocalDirectory): Promise<string[]> {
  const { files } = await listFolder(folder);
  const names: string[] = [];
  for (const [path, file] of files) {
    if (path.includes("/")) continue;
    if (/\.ipynb$/i.test(path) || (/\.py$/i.test(path) && MARK.test(await file.text()))) names.push(path);
  }
  return names.sort();
}

async function freeName(folder: LocalDirectory, name: string): Promise<string> {
  for (let n = 2, tried = name; ; n++) {
    if (!(await fileIn(folder, tried))) return tried;
    tried = name.replace(/\.py$/, ` (${n}).py`);
  }
}
