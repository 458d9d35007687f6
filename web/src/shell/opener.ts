/**
 * Opening notebooks, from wherever they come: each ends with one on the desk and a fresh Python for it. What has to be
 * converted is made a notebook by Python first.
 */

import { ClocheError, reasonOf } from "../../../worker/src/wire/errors.js";
import type { NotebookDocument } from "../notebook/document.js";
import type { Parcel } from "../share/parcel.js";
import { isForeign, notebookName } from "./finder.js";
import type { Workbench } from "./workbench.js";

export class Opener {
  readonly #bench: Pick<Workbench, "store" | "kernel" | "desk" | "say" | "focusCell">;

  constructor(bench: Pick<Workbench, "store" | "kernel" | "desk" | "say" | "focusCell">) {
    this.#bench = bench;
  }

  newNotebook(): void {
    this.#bench.desk.newNotebook();
    const [first] = this.#bench.store.order.peek();
    if (first) this.#bench.focusCell(first, "start");
    this.begin();
  }

  /** One of the site's own notebooks, as a copy. */
  async openExample(address: string): Promise<void> {
    history.pushState(null, "", address);
    await this.openRequested(new URL(address));
  }

  async openFile(file: File): Promise<void> {
    if (this.#bench.desk.outside.isSandboxed) {
      this.#bench.say("This notebook is a stranger's. Open your own files from Your notebooks.");
      return;
    }
    const text = await file.text().catch(() => null);
    if (text === null) this.#bench.say(`${file.name} could not be read.`);
    else if (isForeign(file.name))
      await this.#convert(text, file.name, (made) => this.#bench.desk.openText(made, notebookName(file.name)));
    else if (await this.#bench.desk.openText(text, file.name)) this.begin();
  }

  /** Make a notebook that came from somebody else the person's own, with what they entered into its elements. */
  async keep(kept: Parcel, elements: Readonly<Record<string, unknown>>): Promise<void> {
    await this.#bench.desk.keep(kept, elements);
    this.begin();
  }

  /** Open what the page's address asks for now. What Python has to convert comes later. */
  async openRequested(address: URL): Promise<void> {
    const foreign = await this.#bench.desk.openRequested(address);
    if (!foreign) this.begin();
    else void this.#convert(foreign.text, foreign.filename, (made) => this.#bench.desk.openConverted(made, foreign));
  }

  /** A notebook made of another document, by Python. */
  async #convert(text: string, filename: string, open: (made: string) => Promise<boolean>): Promise<void> {
    this.#bench.say(`Making a notebook of ${filename}…`);
    try {
      const { text: made, notes } = await this.#bench.kernel.convert(text, filename);
      if (!(await open(made))) return;
      this.begin();
      if (notes.length > 0)
        this.#bench.desk.tell({ problem: `Not all of ${filename} means the same here.`, hint: notes.join(" ") });
    } catch (error) {
      const hint = error instanceof ClocheError ? error.hint : "";
      this.#bench.desk.tell({ problem: `${filename} was not opened. ${reasonOf(error)}`, hint });
    }
  }

  /** Back to an earlier state, in a fresh Python. */
  async restore(document: NotebookDocument): Promise<void> {
    await this.#bench.desk.restore(document);
    this.begin();
  }

  /** Take the open notebook from the tab that has it. */
  takeOver(): void {
    void this.#bench.desk.takeOver();
  }

  /** To the page that lists the notebooks. */
  goHome(): void {
    history.pushState(null, "", `${location.href.replace(/[?#].*$/, "")}#home`);
    void this.openRequested(new URL(location.href));
  }

  /** A fresh Python for the notebook that has just been opened. A stranger's, and another tab's, waits. */
  begin(): void {
    const { desk, kernel, store } = this.#bench;
    if (desk.isHome.peek()) {
      kernel.close();
      store.setKernel({ phase: "dead", notice: "", noticeHint: "" }); // whoever needs Python starts it
      return;
    }
    const wantsToRun = store.runtime.peek().autorun || desk.appView.peek();
    void kernel.open(wantsToRun && desk.isTrusted.peek() && !desk.isElsewhere.peek());
  }
}
