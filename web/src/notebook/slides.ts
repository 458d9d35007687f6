/** Cells as the slides of a talk: which cells share a slide, in which steps they come. Pure; the stage is `web/src/shell/`. */

import type { CellId } from "../../../worker/src/wire/messages.js";
import type { AppLayout } from "./app-layout.js";
import type { Literal } from "./document.js";

/** `slide` begins one, `sub-slide` one below it, a `fragment` comes on the slide that is there, `skip` does not come. */
export type SlideType = "slide" | "sub-slide" | "fragment" | "skip";

export const SLIDE_TYPES: readonly SlideType[] = ["slide", "sub-slide", "fragment", "skip"];
export const TRANSITIONS = ["none", "fade", "slide", "convex", "concave", "zoom"] as const;
export const ALIGNMENTS = ["top", "center", "bottom"] as const;

/** How a cell takes part in the talk. */
export interface SlideWish {
  readonly type: SlideType;
  readonly notes: string;
  readonly showsCode: boolean;
}

export interface DeckSettings {
  readonly transition: (typeof TRANSITIONS)[number];
  readonly alignment: (typeof ALIGNMENTS)[number];
}

export interface Slide {
  /** The cell it begins with. */
  readonly id: CellId;
  /** Which slide of the talk this is or lies below, from 0. */
  readonly stack: number;
  /** Its cells, by the step in which they come: the first are there at once. */
  readonly steps: readonly (readonly CellId[])[];
}

export function slideWish(layout: AppLayout, id: CellId): SlideWish {
  const { type, speakerNotes, showCode } = layout.cells[id] ?? {};
  return {
    type: oneOf(SLIDE_TYPES, type) ?? "slide",
    notes: typeof speakerNotes === "string" ? speakerNotes : "",
    showsCode: showCode === true,
  };
}

/** All that is noted for the cells of a slide. */
export function notesOn(layout: AppLayout, { steps }: Slide): string {
  const notes = steps.flat().map((id) => slideWish(layout, id).notes.trim());
  return notes.filter(Boolean).join("\n\n");
}

export function deckSettings({ settings }: AppLayout): DeckSettings {
  const deck = settings.deck;
  const { transition, verticalAlign } =
    typeof deck === "object" && deck !== null && !Array.isArray(deck) ? (deck as Record<string, Literal>) : {};
  return {
    transition: oneOf(TRANSITIONS, transition) ?? "none",
    alignment: oneOf(ALIGNMENTS, verticalAlign) ?? "center",
  };
}

/** The slides that these cells come to. Cells that show nothing are not among them. */
export function composed(cells: readonly { readonly id: CellId; readonly type: SlideType }[]): readonly Slide[] {
  const slides: { id: CellId; stack: number; steps: CellId[][] }[] = [];
  for (const { id, type } of cells) {
    const last = slides.at(-1);
    if (type === "skip") continue;
    if (type === "fragment" && last) last.steps.push([id]);
    else slides.push({ id, stack: last ? last.stack + (type === "sub-slide" ? 0 : 1) : 0, steps: [[id]] });
  }
  return slides;
}

function oneOf<Word extends string>(words: readonly Word[], found: unknown): Word | undefined {
  return words.find((word) => word === found);
}
