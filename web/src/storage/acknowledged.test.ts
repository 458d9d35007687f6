/**
 * Acknowledged text is never lost and never mixed: whatever tabs do, however they end, however full the disk is.
 * Random stories over real savers and a shelf; a story that fails prints its seed and its steps.
 */

import { expect, test } from "vitest";
import { dice } from "../../../tests/tools/dice.js";
import { changeCell, emptyNotebook, insertCell, type NotebookDocument } from "../notebook/document.js";
import { Disk } from "./disk.js";
import type { SavedNotebook } from "./record.js";
import { leaveRescue, takeInRescues } from "./rescue.js";
import { Saver } from "./saver.js";
import type { Shelf } from "./shelf.js";

const STORIES = 20;
const STEPS = 40;

/** A notebook that says one word in its title and in each of its cells: mixed states show. */
function saying(word: string): { title: string; document: NotebookDocument } {
  let document = insertCell(emptyNotebook(), 1).document;
  for (const { id } of document.cells) document = changeCell(document, id, { code: word });
  return { title: word, document };
}

/** The word that all of a notebook says. */
function wordOf({ title, document }: Pick<SavedNotebook, "title" | "document">): string {
  const words = new Set([title, ...document.cells.map(({ code }) => code)]);
  expect([...words], "one state, not a mixture").toHaveLength(1);
  return title;
}

interface Tab {
  readonly shelf: Shelf;
  readonly saver: Saver;
  /** The save whose word is under way. */
  word: string;
}

/** One browser with two tabs, and all that it has acknowledged. */
class Story {
  readonly steps: string[] = [];
  readonly #disk = new Disk();
  readonly #roll: (sides: number) => number;
  readonly #tabs: (Tab | null)[] = [null, null];
  /** By save: its word. By notebook: the newest word acknowledged, and those that may have come after it without an answer. */
  readonly #acknowledged = new Map<string, string>();
  readonly #last = new Map<string, { word: string; version: number }>();
  readonly #after = new Map<string, Set<string>>();
  #time = 1_790_000_000_000;
  #words = 0;

  constructor(seed: number) {
    this.#roll = dice(seed);
    Date.now = () => this.#time;
  }

  async step(): Promise<void> {
    const acts = [this.edit, this.edit, this.edit, this.edit, this.wait, this.reload, this.crash, this.leave];
    const act = [...acts, this.kill, this.fill, this.jump, this.bin, this.travel][this.#roll(13)] ?? this.wait;
    await act.call(this, this.#roll(2));
    await this.#check();
  }

  async end(): Promise<void> {
    this.#disk.isFull = false;
    this.#disk.room = Number.POSITIVE_INFINITY;
    for (const at of [0, 1]) await this.reload(at);
    await this.#check();
    for (const tab of this.#tabs) tab?.shelf.close();
  }

  /** Type a word. Whether it is saved is known later, if ever. */
  async edit(at: number): Promise<void> {
    const tab = this.#tabs[at] ?? (await this.#opened(at));
    const word = `word-${++this.#words}`;
    const isAsked = this.#roll(4) === 0;
    this.#say(`tab ${at} types ${word}${isAsked ? " and saves by hand" : ""}`);
    tab.word = word;
    const { saver } = tab;
    this.#mayFollow(saver.id, word);
    void saver.save({ ...saying(word), elements: {}, view: { appView: false, isTrusted: true } }, isAsked);
    if (this.#roll(3) > 0) await this.#answer(tab);
  }

  async wait(at: number): Promise<void> {
    const tab = this.#tabs[at];
    if (tab) await this.#answer(tab);
  }

  async reload(at: number): Promise<void> {
    await this.leave(at);
    await this.#opened(at);
  }

  /** The tab is gone without a word, with whatever was under way. */
  async crash(at: number): Promise<void> {
    this.#say(`tab ${at} crashes`);
    this.#tabs[at]?.shelf.close();
    this.#tabs[at] = null;
  }

  /** The tab is closed: it may put aside what is not saved. */
  async leave(at: number): Promise<void> {
    const tab = this.#tabs[at];
    if (!tab) return;
    const { atRisk } = tab.saver;
    this.#say(`tab ${at} is closed${atRisk ? ` with ${atRisk.title} unsaved` : ""}`);
    if (atRisk) {
      leaveRescue(this.#disk.drawer, atRisk);
      this.#mayFollow(atRisk.id, atRisk.title);
    }
    tab.shelf.close();
    this.#tabs[at] = null;
  }

  /** The browser dies at some call of the database. */
  async kill(at: number): Promise<void> {
    this.#disk.left = 1 + this.#roll(8);
    this.#say(`the browser will die after ${this.#disk.left} calls`);
    await this.edit(at).catch(() => {});
    for (const each of [0, 1]) await this.wait(each);
    this.#disk.kill();
    for (const each of [0, 1]) await this.crash(each);
    this.#disk.revive();
  }

  async fill(): Promise<void> {
    const isFree = !this.#disk.isFull && this.#disk.room === Number.POSITIVE_INFINITY;
    this.#disk.isFull = isFree && this.#roll(2) === 0;
    this.#disk.room = isFree ? this.#roll(8) : Number.POSITIVE_INFINITY; // full in the midst of a save, too
    this.#say(
      `the disk is ${this.#disk.isFull ? "full" : isFree ? `full after ${this.#disk.room} writes` : "free again"}`,
    );
  }

  async jump(): Promise<void> {
    this.#time += (this.#roll(2) ? 1 : -1) * (this.#roll(2) ? 365 * 86_400_000 : 400_000);
    this.#say(`the clock says ${new Date(this.#time).toISOString()}`);
  }

  /** Delete a notebook that no tab has open, and take it back. */
  async bin(): Promise<void> {
    const tab = this.#tabs.find((each) => each);
    const [id] = [...this.#last.keys()].filter((each) => !this.#tabs.some((open) => open?.saver.id === each));
    if (!tab || !id || this.#disk.isFull || this.#disk.room < 8) return;
    this.#say(`${id} is deleted, and taken back`);
    await tab.shelf.discard(id);
    expect((await tab.shelf.bin()).map((card) => card.id)).toContain(id);
    await tab.shelf.restore(id);
  }

  /** Go back to a state in the history; it is saved like any other text. */
  async travel(at: number): Promise<void> {
    const tab = this.#tabs[at];
    if (!tab) return;
    await this.#answer(tab);
    const history = await tab.shelf.history(tab.saver.id);
    const version = history[this.#roll(Math.max(history.length, 1))];
    const document = version && (await tab.shelf.documentAt(tab.saver.id, version.version));
    if (!version || !document) return;
    const word = wordOf({ title: version.title, document });
    this.#say(`tab ${at} goes back to ${word}`);
    tab.word = word;
    this.#mayFollow(tab.saver.id, word);
    await tab.saver.save({ title: word, document, elements: {}, view: { appView: false, isTrusted: true } }, true);
    await this.#answer(tab);
  }

  async #opened(at: number): Promise<Tab> {
    const shelf = await this.#disk.shelf();
    await takeInRescues(this.#disk.drawer, shelf);
    const ids = [...this.#last.keys()];
    const id = ids[this.#roll(ids.length + 1)] ?? `new-${this.#words}-${at}`;
    const record = await shelf.load(id);
    expect(record).not.toBe("damaged");
    const version = record && record !== "damaged" ? record.version : 0;
    if (record && record !== "damaged") this.#known(id, wordOf(record), version);
    this.#say(`tab ${at} opens ${id} at version ${version}`);
    const tab: Tab = { shelf, saver: new Saver(shelf, id, version, () => {}), word: "" };
    this.#tabs[at] = tab;
    return tab;
  }

  /** Wait until the tab's saves are answered, and remember what was acknowledged. */
  async #answer(tab: Tab): Promise<void> {
    const id = tab.saver.id;
    await tab.saver.idle();
    if (tab.saver.state.value !== "saved" || !tab.word) return;
    if (tab.saver.id !== id) this.#say(`it became the copy ${tab.saver.id}`);
    const { version } = tab.saver;
    const save = `${tab.saver.id} ${version}`;
    expect(this.#acknowledged.get(save) ?? tab.word, `what save ${save} said`).toBe(tab.word);
    this.#acknowledged.set(save, tab.word);
    this.#known(tab.saver.id, tab.word, version);
  }

  /** The notebook said this word at this save, and someone has seen it. */
  #known(id: string, word: string, version: number): void {
    if ((this.#last.get(id)?.version ?? 0) >= version) return; // another tab's answer was read first
    this.#last.set(id, { word, version });
  }

  #mayFollow(id: string, word: string): void {
    this.#after.set(id, (this.#after.get(id) ?? new Set()).add(word));
  }

  /** What was acknowledged is there, whole, or something newer of the same notebook is. */
  async #check(): Promise<void> {
    const shelf = await this.#disk.shelf();
    const cards = await shelf.list();
    for (const [id, { word, version: acknowledged }] of this.#last) {
      const record = await shelf.load(id);
      if (!record || record === "damaged") throw new Error(`${id} said ${word}, and is gone`);
      const found = wordOf(record);
      const { version } = record;
      if (version === acknowledged) expect(found, `what ${id} says`).toBe(word);
      else expect([...(this.#after.get(id) ?? [])], `what ${id} may say after ${word}`).toContain(found);
      expect(version).toBeGreaterThanOrEqual(acknowledged);
      expect(cards.find((card) => card.id === id)).toMatchObject({ title: found, version: record.version });
      const history = await shelf.history(id);
      expect(history.map(({ version }) => version)).toEqual(
        history.map(({ version }) => version).sort((a, b) => b - a),
      );
      for (const { title, version } of history) {
        const document = await shelf.documentAt(id, version);
        expect(document && wordOf({ title, document })).toBe(title);
      }
    }
    shelf.close();
  }

  #say(what: string): void {
    this.steps.push(what);
  }
}

test("acknowledged text is never lost and never mixed", {
  timeout: process.env.STORY ? 3_600_000 : 120_000,
}, async () => {
  const { now } = Date;
  const first = Number(process.env.STORY ?? 1);
  const many = process.env.STORY ? Number(process.env.STORIES ?? 1) : STORIES;
  try {
    for (let seed = first; seed < first + many; seed++) {
      const story = new Story(seed);
      try {
        for (let step = 0; step < STEPS; step++) await story.step();
        await story.end();
      } catch (error) {
        throw new Error(`STORY=${seed}:\n  ${story.steps.join("\n  ")}`, { cause: error });
      }
    }
  } finally {
    Date.now = now;
  }
});
