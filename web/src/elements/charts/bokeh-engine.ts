/** BokehJS, in a chunk of its own; its widgets and tables are another. */

import { cleanedMarkup } from "../../outputs/sanitise.js";
import { letLibrariesWrite, letOwnScriptsWrite } from "../../sinks/sinks.js";
import { type BokehJson, changes, dress, modelsIn, withBytes } from "./bokeh-document.js";
import { Bokeh } from "./bokeh-script.js";
import type { Drawing, Look } from "./drawing.js";

export interface BokehPicture {
  readonly document: BokehJson;
  readonly look: Look;
}

export interface BokehHooks {
  /** Something that the person should know about the plot. */
  remarked(remark: string): void;
}

/** Models that are programs of the author's, which BokehJS makes out of text. */
const PROGRAMS = /^CustomJS|^HTMLTemplateFormatter$|^CanvasTexture$/;

const { Document } = Bokeh.require("document");

export async function draw(place: HTMLElement, picture: BokehPicture, hooks: BokehHooks): Promise<BokehDrawing> {
  const names = new Set(modelsIn(picture.document).map(({ name }) => name));
  if ([...names].some((name) => PROGRAMS.test(name))) letOwnScriptsWrite();
  else letLibrariesWrite(cleanedMarkup);
  if ([...names].some((name) => !(name in Bokeh.Models))) await import("./bokeh-widgets.js");
  const stage = document.createElement("div");
  stage.className = "cloche-chart-stage";
  stage.setAttribute("role", "group");
  stage.setAttribute("aria-label", titleOf(picture.document));
  place.replaceChildren(stage);
  const remark = remarkOn(picture.document);
  const worn = dress(picture.document, picture.look);
  try {
    const shown = made(picture.document);
    for (const [id, attributes] of worn) shown.get_model_by_id(id)?.setv({ ...attributes });
    await Bokeh.embed.add_document_standalone(shown, stage, [stage]);
    hooks.remarked(remark);
    return new BokehDrawing(stage, shown, picture, hooks);
  } catch (error) {
    throw remark === "" ? error : new Error(remark, { cause: error });
  }
}

class BokehDrawing implements Drawing<BokehPicture> {
  readonly #stage: HTMLElement;
  readonly #shown: Bokeh.BokehDocument;
  readonly #hooks: BokehHooks;
  /** Of the models on the page, in the order of their document. */
  readonly #ids: readonly string[];
  #picture: BokehPicture;

  constructor(stage: HTMLElement, shown: Bokeh.BokehDocument, picture: BokehPicture, hooks: BokehHooks) {
    this.#stage = stage;
    this.#shown = shown;
    this.#hooks = hooks;
    this.#ids = modelsIn(picture.document).map(({ id }) => id);
    this.#picture = picture;
  }

  /** Where only values changed, they are given to the models that are there: what the person zoomed stays as it is. */
  async update(picture: BokehPicture): Promise<boolean> {
    if (picture.document !== this.#picture.document && !this.#become(picture.document)) return false;
    this.#picture = picture;
    for (const [id, attributes] of dress(picture.document, picture.look)) this.#model(id)?.setv({ ...attributes });
    this.#hooks.remarked(remarkOn(picture.document));
    return true;
  }

  resize(): void {
    // BokehJS watches its boxes itself.
  }

  async image(): Promise<Blob> {
    throw new Error("Plots of Bokeh's have a tool that saves them.");
  }

  close(): void {
    this.#shown.clear();
    this.#stage.remove();
  }

  #become(after: BokehJson): boolean {
    const found = changes(this.#picture.document, after);
    if (found === null) return false;
    if (found.length === 0) return true;
    const newer = made(after);
    for (const { id, newer: twin, attribute } of found)
      this.#model(id)?.setv({ [attribute]: newer.get_model_by_id(twin)?.[attribute] });
    newer.clear();
    return true;
  }

  /** What is on the page for a model of the present picture: it has the id of the document that was built. */
  #model(id: string): Bokeh.Model | null {
    const place = modelsIn(this.#picture.document).findIndex((model) => model.id === id);
    return this.#shown.get_model_by_id(this.#ids[place] ?? "");
  }
}

function made(document: BokehJson): Bokeh.BokehDocument {
  // Its own word about versions goes to the console, where nobody looks.
  return Document.from_json({ ...withBytes(document), version: Bokeh.version });
}

/** What to know where Python's Bokeh is not the page's. */
function remarkOn({ version = "" }: BokehJson): string {
  const [major, minor] = version.split(".");
  const [ours, oursMinor] = Bokeh.version.split(".");
  if (major === ours && minor === oursMinor) return "";
  return (
    `This plot was made by Bokeh ${version}, and the page draws those of ${ours}.${oursMinor}: parts of it may be missing. ` +
    `Install "bokeh==${ours}.${oursMinor}.*".`
  );
}

function titleOf(document: BokehJson): string {
  const titles = modelsIn(document).filter(({ name }) => name === "Title");
  const texts = titles.map(({ attributes }) => String(attributes?.text ?? "")).filter((text) => text !== "");
  return texts.length > 0 ? texts.join(", ") : "Plot";
}
