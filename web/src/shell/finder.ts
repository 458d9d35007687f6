/** Finds the notebook that an address asks for: on the shelf, in a link, on another site, among the examples. */

import type { NotebookDocument } from "../notebook/document.js";
import { emptyNotebook } from "../notebook/document.js";
import { NotebookReadError, readInSlices, readNotebook, readScript } from "../notebook/read.js";
import type { ShownCell } from "../notebook/session.js";
import type { Request } from "../share/address.js";
import { FetchError, type FetchedSource, fetchSource } from "../share/fetch-source.js";
import { parcelIn } from "../share/link.js";
import { LinkError } from "../share/link-error.js";
import type { ParcelFile } from "../share/parcel.js";
import { type Drawer, takeInRescues } from "../storage/rescue.js";
import type { Shelf } from "../storage/shelf.js";
import { type ExampleContent, INTRODUCTION, loadExample } from "./examples.js";

/** Something about the notebook that the person should read before going on. */
export interface DeskNotice {
  readonly problem: string;
  readonly hint: string;
  /** It is about files that did not come with the notebook. */
  readonly isAbsence?: boolean;
}

/** A notebook on its way to the table. */
export interface Found {
  readonly document: NotebookDocument;
  readonly id: string | null;
  readonly version: number;
  readonly elements: Readonly<Record<string, unknown>>;
  readonly appView: boolean;
  readonly isTrusted: boolean;
  /** What lies beside it in its folder, where it came with files. */
  readonly files?: readonly ParcelFile[];
  /** Names of files that belong there and did not come. */
  readonly absent?: readonly string[];
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

/** What is found without a shelf, on its way while the browser opens its database. */
export type Begun =
  | { readonly kind: "source"; readonly name: string; readonly content: Promise<FetchedSource> }
  | { readonly kind: "example"; readonly name: string; readonly content: Promise<ExampleContent | null> };

/** Begin to fetch what a page's first request is for. `isFirstVisit`: where it is for nothing, that is the introduction. */
export function beginToFind(request: Request, isFirstVisit: boolean): Begun | null {
  const begun = ((): Begun | null => {
    if (request.kind === "source")
      return { kind: "source", name: request.url, content: fetchSource(request.url, location.href) };
    const name = request.kind === "example" ? request.name : INTRODUCTION;
    if (request.kind !== "example" && !(request.kind === "none" && isFirstVisit)) return null;
    return { kind: "example", name, content: loadExample(name) };
  })();
  begun?.content.catch(() => {}); // told to whoever takes it
  return begun;
}

export class Finder {
  readonly #shelf: Shelf;
  readonly #drawer: Drawer;
  #begun: Begun | null;

  /** `drawer` may hold what a page that ended had not saved. */
  constructor(shelf: Shelf, drawer: Drawer, begun: Begun | null = null) {
    this.#shelf = shelf;
    this.#drawer = drawer;
    this.#begun = begun;
  }

  /** Raises an error whose words `noticeFrom` knows for what cannot be opened. */
  async find(request: Request): Promise<Found | Foreign | "home"> {
    await takeInRescues(this.#drawer, this.#shelf);
    switch (request.kind) {
      case "home":
        return "home";
      case "saved":
        return this.#fromShelf(request.id);
      case "link": {
        const { notebook, files, absent } = await parcelIn(request.payload);
        return { ...copy(await readAny(notebook.text, notebook.name)), files, absent, isTrusted: false };
      }
      case "source": {
        const { text, filename, files, absent } = await this.#fetch(request.url);
        const isOurs = new URL(request.url, location.href).origin === location.origin;
        if (isForeign(filename)) return { text, filename, files, isTrusted: isOurs };
        return { ...copy(await readAny(text, filename)), files, absent, isTrusted: isOurs };
      }
      case "example":
        return fromExample(request.name, await this.#load(request.name));
      case "unknown":
        throw new FetchError("This address does not name a notebook.", "Your own notebooks are on the home page.");
      case "none":
        return (await this.#hasNothingToShow()) ? this.#introduction() : "home";
    }
  }

  /** Whether the home page would be empty, and has nothing to explain either. */
  async #hasNothingToShow(): Promise<boolean> {
    if (this.#shelf.wasEmptied) return false;
    const trouble = this.#shelf.trouble.peek();
    if (trouble && trouble.code !== "unavailable") return false;
    return this.#shelf.isEmpty().catch(() => false);
  }

  async #fromShelf(id: string): Promise<Found> {
    const record = await this.#shelf.load(id);
    if (record === "damaged")
      throw new FetchError(
        "This notebook could not be read: its record in this browser is damaged.",
        "It was set aside and nothing was deleted; your other notebooks are not affected. The home page has what is left of it.",
      );
    if (!record) {
      const trouble = this.#shelf.trouble.peek();
      if (trouble) throw new FetchError(trouble.problem, trouble.hint);
      throw new FetchError(
        "This notebook is not in this browser.",
        "It may have been saved in another browser or profile. Ask for a share link or the file.",
      );
    }
    const { document, version, elements, view } = record;
    return { document, id, version, elements, ...view, absent: view.absent ?? [] };
  }

  #fetch(url: string): Promise<FetchedSource> {
    const begun = this.#begun;
    this.#begun = null;
    return begun?.kind === "source" && begun.name === url ? begun.content : fetchSource(url, location.href);
  }

  #load(name: string): Promise<ExampleContent | null> {
    const begun = this.#begun;
    this.#begun = null;
    return begun?.kind === "example" && begun.name === name ? begun.content : loadExample(name);
  }

  async #introduction(): Promise<Found> {
    const example = await this.#load(INTRODUCTION);
    return example ? fromExample(INTRODUCTION, example) : copy(emptyNotebook());
  }
}

function fromExample(name: string, example: ExampleContent | null): Found {
  if (!example)
    throw new FetchError(
      `This site has no example called “${name}”.`,
      "Choose one under Examples: the address may be of another site, or mistyped.",
    );
  const { text, files, shown } = example;
  return { ...copy(readNotebook(text, `${name}.py`)), files, shown };
}

/** Python makes notebooks of such files. */
export function isForeign(filename: string): boolean {
  return /\.(?:ipynb|md|markdown|qmd)$/i.test(filename);
}

/** What the notebook is called that was made of a file. */
export function notebookName(filename: string): string {
  return filename.replace(/\.\w+$/, ".py");
}

/** A document as a copy: it gets a place on the shelf with its first change. */
export function copy(document: NotebookDocument): Found {
  return { document, id: null, version: 0, elements: {}, appView: false, isTrusted: true };
}

/** What the person should know of files that a notebook came without. */
export function absenceOf(names: readonly string[]): DeskNotice {
  const some = names.slice(0, 5).map((name) => `\`${name}\``);
  return {
    problem: `This notebook uses ${some.join(", ")}${names.length > 5 ? ` and ${names.length - 5} more` : ""}, which did not come with it.`,
    hint: "Ask whoever sent it for a link with the files, or drop them here if you have them.",
    isAbsence: true,
  };
}

/** A notebook, or a script made into one. Raises `NotebookReadError` for what is neither. */
export async function readAny(text: string, filename: string): Promise<NotebookDocument> {
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
