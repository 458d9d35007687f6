/**
 * All that a notebook's view and the shell around it can say to each other, be the view the person's own or a stranger's.
 * Both ends check every message: what is not listed here, or not of this shape, is dropped. There is nothing here that
 * a stranger must not have, and nothing by which a stranger could do more than ask.
 */

import * as v from "valibot";
import { type Entered, isEntered } from "./entered.js";

/** Letters in a notebook's file; more than a link may hold. */
const LONGEST_TEXT = 20_000_000;

/** Files of a notebook's folder in one list. */
export const MOST_LISTED = 5_000;

const text = (most: number) => v.pipe(v.string(), v.maxLength(most));
const bytes = v.custom<Uint8Array<ArrayBuffer>>((value) => value instanceof Uint8Array);
const query = v.pipe(
  v.record(text(200), v.pipe(v.array(text(20_000)), v.maxLength(200))),
  v.check((found) => Object.keys(found).length <= 200, "too many parameters"),
);
const theme = v.picklist(["system", "light", "dark"]);
const url = text(1_000_000);
const request = v.pipe(v.number(), v.integer());
const size = v.pipe(v.number(), v.integer(), v.minValue(0));

/** The notebook and how it is to look: once, after the hello. */
const open = v.strictObject({
  type: v.literal("open"),
  /** Cloche's own parameters of the address: the app view, whether code is shown. */
  wishes: text(1000),
  text: text(LONGEST_TEXT),
  filename: text(1000),
  files: v.array(v.strictObject({ name: text(1000), bytes })),
  /** Files that belong to it and did not come. */
  absent: v.array(text(1000)),
  theme,
  query,
  config: v.looseObject({ indexURL: url, packageBaseUrl: url, wheelsURL: url, indexUrls: v.array(url) }),
  /** What the person had entered before a reload: by the ids that its elements have where `text` is read. */
  elements: v.custom<Entered>(isEntered),
  /** The text is not the link's own but what the person had made of it before a reload. */
  isEdited: v.boolean(),
});

/** From the shell to the view. */
export const fromShell = v.variant("type", [
  open,
  /** The person went back or forward. */
  v.strictObject({ type: v.literal("query"), query }),
  /** Say what the notebook is now, with this number. */
  v.strictObject({ type: v.literal("give"), request }),
  /** Say which files there are, with this number; give one of them. */
  v.strictObject({ type: v.literal("list-files"), request }),
  v.strictObject({ type: v.literal("read-file"), request, name: text(1000) }),
]);

/** From the view to the shell. */
export const fromView = v.variant("type", [
  /** A way to the site's files is wanted; the port comes with the message. */
  v.strictObject({ type: v.literal("site") }),
  v.strictObject({ type: v.literal("title"), title: text(1000) }),
  /** The notebook as it is now: because it changed, or as the answer to a request. */
  v.strictObject({
    type: v.literal("content"),
    text: text(LONGEST_TEXT),
    filename: text(1000),
    /** What was entered into its elements, secrets apart: by the ids that they have where `text` is read. */
    elements: v.custom<Entered>(isEntered),
    request: v.nullable(request),
  }),
  /** The files of its folder, as the answer to a request; null where nobody knows. */
  v.strictObject({
    type: v.literal("files"),
    request,
    files: v.nullable(v.pipe(v.array(v.strictObject({ name: text(1000), size })), v.maxLength(MOST_LISTED))),
  }),
  /** One of them; null where it cannot be read. The browser holds its content. */
  v.strictObject({ type: v.literal("file"), request, content: v.nullable(v.instance(Blob)) }),
  v.strictObject({ type: v.literal("query"), query }),
  v.strictObject({ type: v.literal("theme"), theme }),
  /** Which slide of a talk is shown, from 1. */
  v.strictObject({
    type: v.literal("slide"),
    slide: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(99_999)),
  }),
  /** The app view was left. */
  v.strictObject({ type: v.literal("edit") }),
  /** The person pressed Save: they want a copy. */
  v.strictObject({ type: v.literal("keep") }),
  v.strictObject({ type: v.literal("open-link"), url: text(20_000) }),
  /** A file for the person. The browser holds its content; nobody here reads it. */
  v.strictObject({ type: v.literal("save-file"), name: text(1000), content: v.instance(Blob) }),
]);

export type FromShell = v.InferOutput<typeof fromShell>;
export type FromView = v.InferOutput<typeof fromView>;
export type Opening = v.InferOutput<typeof open>;

/** The view's end of the door. */
export type Say = (message: FromView, transfer?: Transferable[]) => void;
