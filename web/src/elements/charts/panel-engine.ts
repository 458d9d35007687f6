/** Panel's own parts of the page, and BokehJS below them, in a chunk of their own. */

import { letOwnScriptsWrite } from "../../sinks/sinks.js";
import { type BokehJson, withBytes } from "./bokeh-document.js";
import { Bokeh } from "./bokeh-script.js";
import type { Look } from "./drawing.js";
import { nameHandles } from "./handle-names.js";
import { styled } from "./panel-styles.js";

/** What became of a document, as Bokeh says it. */
export interface Patch {
  readonly events: readonly { readonly kind: string }[];
}
/** Large values of a patch, by the names it has for them. */
export type Buffers = Readonly<Record<string, Uint8Array>>;

export interface PanelHooks {
  /** The person changed something. */
  changed(patch: Patch, buffers: Buffers): void;
  /** Something that the person should know. */
  remarked(remark: string): void;
}

const { Document } = Bokeh.require("document");

export async function draw(
  place: HTMLElement,
  document: BokehJson,
  look: Look,
  hooks: PanelHooks,
): Promise<PanelDrawing> {
  letOwnScriptsWrite(); // widgets write markup as scripts in outputs do
  await import("./panel-models.js"); // writes markup as it begins
  const stage = globalThis.document.createElement("div");
  place.replaceChildren(stage);
  // Its own word about versions goes to the console, where nobody looks.
  const shown = Document.from_json({ ...withBytes(styled(document, look)), version: Bokeh.version });
  const drawing = new PanelDrawing(stage, shown, look, hooks);
  await Bokeh.embed.add_document_standalone(shown, stage, [stage]);
  nameHandles(stage);
  stage.addEventListener("focusin", () => nameHandles(stage)); // some are made anew
  return drawing;
}

export class PanelDrawing {
  readonly #stage: HTMLElement;
  readonly #shown: Bokeh.BokehDocument;
  readonly #look: Look;
  readonly #hooks: PanelHooks;
  #gathered: Bokeh.DocumentEvent[] = [];
  /** A patch is on its way, or about to be. */
  #isUnderway = false;
  #isClosed = false;

  constructor(stage: HTMLElement, shown: Bokeh.BokehDocument, look: Look, hooks: PanelHooks) {
    this.#stage = stage;
    this.#shown = shown;
    this.#look = look;
    this.#hooks = hooks;
    shown.on_change((event) => this.#gather(event), true);
  }

  /** Python, or another copy on the page, changed something. */
  take(patch: Patch, buffers: Buffers): void {
    const bytes = Object.entries(buffers).map(([name, content]): [string, ArrayBuffer] => [
      name,
      content.slice().buffer,
    ]);
    this.#shown.apply_json_patch(styled(patch, this.#look), new Map(bytes));
  }

  /** Python has taken the last patch, and what came by it. */
  heard(): void {
    this.#isUnderway = false;
    this.#send();
  }

  close(): void {
    this.#isClosed = true;
    this.#shown.clear();
    this.#stage.remove();
  }

  #gather(event: Bokeh.DocumentEvent): void {
    if (!event.sync) return; // it came in a patch
    for (const each of event.events ?? [event]) {
      if (each.kind === "ModelChanged") {
        if (!each.model?.properties[each.attr ?? ""]?.syncable) continue;
        // Of an attribute only the newest value counts, where nothing else came after the one before.
        const last = this.#gathered.at(-1);
        if (last?.kind === each.kind && last.model === each.model && last.attr === each.attr) this.#gathered.pop();
      }
      this.#gathered.push(each);
    }
    if (this.#gathered.length === 0 || this.#isUnderway) return;
    this.#isUnderway = true;
    queueMicrotask(() => this.#send());
  }

  #send(): void {
    if (this.#isClosed || this.#gathered.length === 0) return;
    this.#isUnderway = true;
    const events = this.#gathered;
    this.#gathered = [];
    const buffers: Record<string, Uint8Array> = {};
    const patch = withNames(this.#shown.create_json_patch(events), buffers) as Patch;
    this.#hooks.changed(patch, buffers);
  }
}

/** A patch with names in place of the bytes in it, which go to `buffers`. */
function withNames(value: unknown, buffers: Record<string, Uint8Array>): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((each) => withNames(each, buffers));
  if ("to_base64" in value && "buffer" in value) {
    const id = String(Object.keys(buffers).length);
    buffers[id] = new Uint8Array(value.buffer as ArrayBuffer).slice();
    return { id };
  }
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, withNames(each, buffers)]));
}
