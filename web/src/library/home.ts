import { html, nothing, type TemplateResult } from "lit";
import { guard } from "lit/directives/guard.js";
import { repeat } from "lit/directives/repeat.js";
import "./home.css";
import { DropZone, pickedFile } from "../shell/drop-zone.js";
import { type Example, listExamples } from "../shell/examples.js";
import { icon, logo } from "../shell/icons.js";
import { LiveElement } from "../shell/live.js";
import { plural } from "../shell/words.js";
import type { Workbench } from "../shell/workbench.js";
import { faultFrom } from "../storage/faults.js";
import type { Card } from "../storage/record.js";
import type { Damaged } from "../storage/schema.js";
import { removeTrace } from "../storage/traces.js";
import { binList, damagedList } from "./aside.js";
import { type CardActions, cardRow } from "./card-row.js";
import { download } from "./download.js";
import { gallerySection } from "./gallery-section.js";
import { homeNotices } from "./home-notices.js";
import { Library } from "./library.js";
import type { ClocheRowMenu } from "./row-menu.js";
import { ArchiveError } from "./zip.js";

/** Rows drawn at once; more follow while nothing else happens. */
const FIRST_ROWS = 30;
const ROWS_A_FRAME = 60;
/** Milliseconds of quiet before the code of all notebooks is searched. */
const PAUSE = 150;
/** The largest file that is read as an archive. */
const LARGEST_ARCHIVE = 500_000_000;

/** The home page: the notebooks that this browser keeps, and what to do with them. */
export class ClocheHome extends LiveElement {
  static override properties = {
    bench: { attribute: false },
    cards: { state: true },
    bin: { state: true },
    damaged: { state: true },
    query: { state: true },
    found: { state: true },
    drawn: { state: true },
    renaming: { state: true },
    examples: { state: true },
    imported: { state: true },
  };
  declare bench: Workbench;
  /** Null until they are read. */
  declare cards: readonly Card[] | null;
  declare bin: readonly Card[];
  declare damaged: readonly Damaged[];
  declare query: string;
  /** Notebooks whose code has what is searched; null while only cards were looked at. */
  declare found: ReadonlySet<string> | null;
  declare drawn: number;
  declare renaming: string | null;
  declare examples: readonly Example[];
  /** Notebooks of an archive that was just imported and that the person may say are theirs. */
  declare imported: readonly string[];
  readonly #zone = new DropZone(({ files: [file] }) => file && void this.#openFile(file));
  #library: Library | null = null;
  #searching: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    this.cards = null;
    this.bin = [];
    this.damaged = [];
    this.query = "";
    this.found = null;
    this.drawn = FIRST_ROWS;
    this.renaming = null;
    this.examples = [];
    this.imported = [];
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#library = new Library(this.bench.desk.shelf);
    document.title = "Your notebooks · Cloche";
    addEventListener("keydown", this.#onKey);
    document.addEventListener("visibilitychange", this.#refresh);
    void this.#refresh();
    void listExamples().then((examples) => {
      this.examples = examples;
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener("keydown", this.#onKey);
    document.removeEventListener("visibilitychange", this.#refresh);
  }

  protected override render(): TemplateResult {
    const shown = this.#shown();
    if (this.drawn < shown.length) requestAnimationFrame(() => (this.drawn += ROWS_A_FRAME));
    return html`
      <header class="top-bar home-bar">
        <a class="brand" href="#home" aria-label="Cloche">${logo()}<span>Cloche</span></a>
        <label class="home-search">
          ${icon("search")}<span class="visually-hidden">Search your notebooks</span>
          <input type="search" placeholder="Search titles and code" .value=${this.query} @input=${this.#onSearch} @keydown=${this.#onSearchKey} />
        </label>
        <div class="top-actions">
          <button class="button quiet" title="Open a notebook (.py) or an archive (.zip)" @click=${this.#pick}>${icon("file")}<span>Open…</span></button>
          <button class="button quiet" title="Work in a folder of this computer" @click=${() => this.dispatchEvent(new CustomEvent("folder-wanted", { bubbles: true }))}>${icon("folderOpen")}<span>Folder…</span></button>
          <button class="button primary" @click=${() => this.bench.opener.newNotebook()}>${icon("plus")}<span>New notebook</span></button>
        </div>
      </header>
      <main
        class="home"
        @dragover=${this.#zone.onDragOver}
        @dragleave=${this.#zone.onDragLeave}
        @drop=${this.#zone.onDrop}
        ?data-dropping=${this.#zone.isUnder.value}
      >
        ${homeNotices(this.bench.desk, this.cards?.length)} ${this.#question()} ${this.cards === null ? nothing : this.cards.length === 0 ? this.#empty() : this.#listed(shown)}
        ${damagedList(this.damaged, (id) => void this.#act(() => this.bench.desk.shelf.removeDamaged(id)))}
        ${binList(this.bin, { restore: ({ id }) => void this.#act(() => this.#own.restore(id)), remove: (cards) => void this.#removeForGood(cards) })}
        ${this.cards === null || this.query.trim() ? nothing : gallerySection(this.examples, this.#openExample)}
        <cloche-room .bench=${this.bench} .count=${this.cards?.length ?? 0}></cloche-room>
      </main>
      <input type="file" id="library-picker" accept=".py,.ipynb,.md,.qmd,.zip,text/x-python,text/markdown,application/zip" hidden @change=${this.#onPicked} />
      <cloche-row-menu></cloche-row-menu>
    `;
  }

  /** Whose an archive's notebooks are. Unanswered, each of them asks before it first runs. */
  #question(): TemplateResult | typeof nothing {
    const many = this.imported.length;
    if (many === 0) return nothing;
    const answer = (isTheirs: boolean) => () => {
      const ids = this.imported;
      this.imported = [];
      if (isTheirs) void this.#act(() => this.#own.agree(ids));
    };
    return html`<div class="notice is-question" role="status">
      ${icon("warning")}
      <div>
        <p>${many === 1 ? "Is the imported notebook yours?" : `Are the ${many} imported notebooks yours?`}</p>
        <p class="notice-hint">Yours run at once and can reach all that is kept here. Somebody else’s ask first.</p>
      </div>
      <button class="button" @click=${answer(true)}>${many === 1 ? "It is mine" : "They are mine"}</button>
      <button class="button quiet" @click=${answer(false)}>Ask each time</button>
    </div>`;
  }

  #empty(): TemplateResult | typeof nothing {
    const trouble = this.bench.desk.shelf.trouble.value;
    if (trouble && trouble.code !== "unavailable") return nothing; // there is something, and it cannot be seen
    return html`<section class="home-empty">
      <div class="home-dome" aria-hidden="true">${logo()}</div>
      <h1>Nothing under glass yet</h1>
      <p>Notebooks that you make or edit are kept here, in this browser. Nothing leaves your computer.</p>
      <div class="home-starts">
        <button class="button primary" @click=${() => this.bench.opener.newNotebook()}>${icon("plus")}<span>New notebook</span></button>
        <button class="button" @click=${this.#pick}>${icon("file")}<span>Open a file…</span></button>
        ${this.examples.length > 0 ? html`<button class="button" @click=${this.#examples}>${icon("book")}<span>Look at examples</span></button>` : nothing}
      </div>
    </section>`;
  }

  #listed(shown: readonly Card[]): TemplateResult {
    const isSearch = this.query.trim() !== "";
    return html`
      <div class="home-head">
        <h1>Your notebooks</h1>
        <p role="status">${isSearch ? `${shown.length} of ${plural(this.cards?.length ?? 0, "notebook")}` : plural(shown.length, "notebook")}</p>
        <div class="home-tools">
          ${this.examples.length > 0 ? html`<button class="button quiet" @click=${this.#examples}>${icon("book")}<span>Examples</span></button>` : nothing}
          <button class="button quiet" title="All notebooks with their files, as a .zip" @click=${() => this.#export(this.cards ?? [], "cloche-notebooks.zip")}>
            ${icon("download")}<span>Export all</span>
          </button>
        </div>
      </div>
      ${shown.length === 0 ? html`<p class="home-none">No notebook has all of these words.</p>` : nothing}
      <ul class="home-list">
        ${repeat(
          shown.slice(0, this.drawn),
          (card) => card.id,
          (card) => {
            const isRenaming = this.renaming === card.id;
            return guard([card, isRenaming], () => cardRow(card, isRenaming, this.#actions));
          },
        )}
      </ul>
    `;
  }

  // -------------------------------------------------------------- acts

  get #own(): Library {
    this.#library ??= new Library(this.bench.desk.shelf);
    return this.#library;
  }

  readonly #actions: CardActions = {
    openMenu: (card, anchor) => {
      void this.querySelector<ClocheRowMenu>("cloche-row-menu")?.openFor(anchor, card.title, [
        ["pen", "Rename", "F2", () => this.#actions.startRename(card)],
        ["copy", "Duplicate", "", () => this.#duplicate(card)],
        ["download", "Export as .zip", "", () => this.#export([card], `${card.title}.zip`)],
        ["trash", "Delete", "Del", () => this.#actions.discard(card)],
      ]);
    },
    startRename: async (card) => {
      this.renaming = card.id;
      await this.updateComplete;
      this.querySelector<HTMLInputElement>(".home-list input")?.select();
    },
    rename: async (card, title) => {
      this.renaming = null;
      if (title?.trim() && title.trim() !== card.title) await this.#act(() => this.#own.rename(card.id, title.trim()));
      await this.updateComplete;
      this.#focusRow(card.id);
    },
    discard: async (card) => {
      const next = this.#shown()[this.#shown().indexOf(card) + 1] ?? this.#shown()[this.#shown().indexOf(card) - 1];
      const isDone = await this.#act(() => this.#own.discard(card.id));
      if (next) this.#focusRow(next.id);
      if (isDone)
        this.bench.say(`Deleted “${card.title}”.`, {
          label: "Undo",
          act: () => void this.#act(() => this.#own.restore(card.id)).then(() => this.#focusRow(card.id)),
        });
    },
    move: (card, step) => {
      const shown = this.#shown();
      const next = shown[shown.findIndex(({ id }) => id === card.id) + step];
      if (next) this.#focusRow(next.id);
      else if (step < 0) this.querySelector<HTMLInputElement>(".home-search input")?.focus();
    },
  };

  async #duplicate(card: Card): Promise<void> {
    await this.#act(async () => {
      const id = await this.#own.duplicate(card.id);
      this.bench.say(`“${card.title}” was copied.`, { label: "Open", act: () => open(id) });
    });
  }

  async #export(cards: readonly Card[], name: string): Promise<void> {
    await this.#act(async () =>
      download(await this.#own.pack(cards), name.replace(/[/\\:*?"<>|]/g, "_"), "application/zip"),
    );
  }

  async #removeForGood(cards: readonly Card[]): Promise<void> {
    const what = cards.length === 1 ? `“${cards[0]?.title}”` : plural(cards.length, "notebook");
    if (confirm(`Delete ${what} with its history and files? This cannot be undone.`))
      await this.#act(() => this.#own.remove(cards.map(({ id }) => id)));
  }

  async #openFile(file: File): Promise<void> {
    if (!/\.zip$/i.test(file.name)) return void this.bench.opener.openFile(file);
    await this.#act(async () => {
      if (file.size > LARGEST_ARCHIVE)
        throw new ArchiveError(
          "too-large",
          `${file.name} is larger than ${LARGEST_ARCHIVE / 1e6} MB.`,
          "Unpack it and open its notebooks one by one.",
        );
      const { notebooks, ids, ignored } = await this.#own.unpack(new Uint8Array(await file.arrayBuffer()));
      const rest = ignored.filter((path) => !/(^|\/)\./.test(path));
      const left =
        rest.length > 0
          ? ` ${plural(rest.length, "file")} belonged to none of them: ${rest.slice(0, 3).join(", ")}${rest.length > 3 ? ", …" : ""}.`
          : "";
      this.bench.say(`Imported ${plural(notebooks, "notebook")}.${left}`);
      this.imported = ids;
    });
  }

  /** Do it, say what went wrong if it did, and show what is there now. */
  async #act(work: () => Promise<void>): Promise<boolean> {
    let isDone = true;
    await work().catch((error: unknown) => {
      isDone = false;
      const { problem, hint } = error instanceof ArchiveError ? error : faultFrom(error);
      this.bench.say(`${problem} ${hint}`);
    });
    await this.#refresh();
    return isDone;
  }

  readonly #refresh = async (): Promise<void> => {
    if (document.visibilityState === "hidden") return;
    const { shelf } = this.bench.desk;
    await this.#list();
    if (await shelf.mend().catch(() => false)) await this.#list();
    this.damaged = await shelf.damaged().catch(() => []);
    if (this.cards?.length && shelf.wasEmptied) removeTrace(() => localStorage);
    await this.updateComplete;
  };

  async #list(): Promise<void> {
    ({ cards: this.cards, bin: this.bin } = await this.bench.desk.shelf.glance().catch(() => ({ cards: [], bin: [] })));
    await this.updateComplete;
  }

  // ------------------------------------------------------------- search

  #shown(): readonly Card[] {
    const words = wordsIn(this.query);
    const cards = this.cards ?? [];
    if (words.length === 0) return cards;
    return cards.filter((card) => this.found?.has(card.id) || isOnCard(card, words));
  }

  readonly #onSearch = (event: Event): void => {
    this.query = (event.currentTarget as HTMLInputElement).value;
    this.found = null;
    this.drawn = FIRST_ROWS;
    clearTimeout(this.#searching);
    const words = wordsIn(this.query);
    if (words.length === 0) return;
    this.#searching = setTimeout(async () => {
      const query = this.query;
      const found = await this.#own.find(words).catch(() => null);
      if (query === this.query) this.found = found;
    }, PAUSE);
  };

  readonly #onSearchKey = (event: KeyboardEvent): void => {
    const [first] = this.#shown();
    if (event.key === "ArrowDown" && first) {
      event.preventDefault();
      this.#focusRow(first.id);
    } else if (event.key === "Enter" && first && this.query.trim()) open(first.id);
  };

  // -------------------------------------------------------------- events

  readonly #onKey = (event: KeyboardEvent): void => {
    const isTyping = (event.target as HTMLElement).matches?.("input, textarea");
    if (event.key !== "/" || isTyping || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    this.querySelector<HTMLInputElement>(".home-search input")?.focus();
  };

  readonly #pick = (): void => this.querySelector<HTMLInputElement>("#library-picker")?.click();

  readonly #openExample = (address: string): void => void this.bench.opener.openExample(address);

  readonly #examples = (): void => {
    this.dispatchEvent(new CustomEvent("gallery-wanted", { bubbles: true }));
  };

  readonly #onPicked = (event: Event): void => {
    const file = pickedFile(event);
    if (file) void this.#openFile(file);
  };

  #focusRow(id: string): void {
    this.querySelector<HTMLElement>(`[data-notebook="${CSS.escape(id)}"] a`)?.focus();
  }
}

function open(id: string): void {
  location.hash = `nb/${id}`;
}

function wordsIn(query: string): string[] {
  return query.toLowerCase().split(/\s+/).filter(Boolean);
}

function isOnCard({ title, preview }: Card, words: readonly string[]): boolean {
  const text = `${title}\n${preview}`.toLowerCase();
  return words.every((word) => text.includes(word));
}
