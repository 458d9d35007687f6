/** A document of Bokeh's as JSON: the models in it, what became of them in a newer one, and the page's look on them. */

import { bytesInBase64 } from "../../outputs/base64.js";
import type { Look } from "./drawing.js";

type Attributes = Readonly<Record<string, unknown>>;

export interface BokehJson {
  readonly version?: string;
  readonly roots: readonly unknown[];
  readonly [part: string]: unknown;
}

interface ModelJson {
  readonly type: "object";
  readonly name: string;
  readonly id: string;
  readonly attributes?: Attributes;
}

/** An attribute of a model that has another value in the newer document, where the same model has another id. */
export interface Change {
  readonly id: string;
  readonly newer: string;
  readonly attribute: string;
}

/** All models of a document, outer ones first. */
export function modelsIn(document: BokehJson): ModelJson[] {
  const found: ModelJson[] = [];
  const look = (value: unknown): void => {
    if (typeof value !== "object" || value === null || value instanceof Uint8Array) return;
    if (isModel(value)) found.push(value);
    for (const each of Object.values(value)) look(each);
  };
  look(document);
  return found;
}

/** It is as wide as its place is. */
export function fillsItsPlace({ roots }: BokehJson): boolean {
  return roots.some((root) => /width|both/.test(String((root as ModelJson).attributes?.sizing_mode ?? "")));
}

/** What makes the document `before` be `after`; null where that takes more than other values of attributes. */
export function changes(before: BokehJson, after: BokehJson): Change[] | null {
  const [old, fresh] = [modelsIn(before), modelsIn(after)];
  const [oldPlaces, freshPlaces] = [places(old), places(fresh)];
  if (old.length !== fresh.length || before.roots.length !== after.roots.length) return null;
  const found: Change[] = [];
  for (const [n, model] of old.entries()) {
    const twin = fresh[n];
    if (twin?.name !== model.name) return null;
    const [mine, its] = [model.attributes ?? {}, twin.attributes ?? {}];
    for (const attribute of new Set([...Object.keys(mine), ...Object.keys(its)])) {
      const [was, is] = [mine[attribute], its[attribute]];
      if (areAlike(was, is, oldPlaces, freshPlaces)) continue;
      if (!(attribute in its) || holdsModels(was) || holdsModels(is)) return null;
      found.push({ id: model.id, newer: twin.id, attribute });
    }
  }
  return found;
}

/** Bytes that came in base64 as bytes, which is how BokehJS takes them. */
export function withBytes<Value>(value: Value): Value {
  if (typeof value !== "object" || value === null || value instanceof Uint8Array) return value;
  if (Array.isArray(value)) return (typeof value[0] === "number" ? value : value.map(withBytes)) as Value;
  const record = value as Record<string, unknown>;
  // A copy: an array of numbers may begin anywhere in what came, and Bokeh takes the whole buffer.
  if (record.type === "bytes" && record.data instanceof Uint8Array)
    return { ...record, data: record.data.slice() } as Value;
  if (record.type === "bytes" && typeof record.data === "string")
    return { ...record, data: bytesInBase64(record.data) } as Value;
  return Object.fromEntries(Object.entries(record).map(([name, each]) => [name, withBytes(each)])) as Value;
}

/** Attributes that a document leaves open, as the page looks: by the model's id. None where the author chose the ground. */
export function dress(document: BokehJson, look: Look): Map<string, Attributes> {
  const models = modelsIn(document);
  if (models.some(({ name, attributes }) => isPlot(name) && attributes && GROUNDS.some((each) => each in attributes)))
    return new Map();
  const worn = models.map(({ id, name, attributes }) => {
    const open = Object.entries(clothes(name, look)).filter(([attribute]) => !(attribute in (attributes ?? {})));
    return [id, Object.fromEntries(open)] as const;
  });
  return new Map(worn.filter(([, attributes]) => Object.keys(attributes).length > 0));
}

const GROUNDS = ["background_fill_color", "border_fill_color"];

function isPlot(name: string): boolean {
  return name === "Figure" || name === "Plot" || name === "GridPlot";
}

function clothes(name: string, { ink, soft, line, surface, font }: Look): Attributes {
  const words = (prefix: string, color: string) => ({ [`${prefix}text_color`]: color, [`${prefix}text_font`]: font });
  const ticks = { major_tick_line_color: line, minor_tick_line_color: line };
  if (name === "GridPlot") return {};
  if (isPlot(name)) return { background_fill_color: null, border_fill_color: null, outline_line_color: line };
  if (name.endsWith("Axis"))
    return {
      ...words("axis_label_", ink),
      ...words("major_label_", soft),
      ...(name === "CategoricalAxis" ? { ...words("group_", ink), separator_line_color: line } : {}),
      ...ticks,
      axis_line_color: line,
      axis_label_text_font_style: "normal",
    };
  if (name === "Grid") return { grid_line_color: line };
  if (name === "Title") return words("", ink);
  if (name === "Legend")
    return {
      ...words("label_", ink),
      ...words("title_", ink),
      background_fill_color: surface,
      background_fill_alpha: 0.9,
      border_line_color: line,
    };
  if (name === "ColorBar" || name === "ContourColorBar")
    return {
      ...words("title_", ink),
      ...words("major_label_", soft),
      background_fill_color: null,
      major_tick_line_color: line,
    };
  if (name === "Label" || name === "LabelSet") return words("", ink);
  if (["Arrow", "Slope", "Span", "Whisker"].includes(name)) return { line_color: soft };
  if (name === "Toolbar") return { logo: null };
  return {};
}

function areAlike(a: unknown, b: unknown, ofA: Places, ofB: Places): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (a instanceof Uint8Array || b instanceof Uint8Array)
    return a instanceof Uint8Array && b instanceof Uint8Array && a.length === b.length && a.every((n, i) => n === b[i]);
  if (isReference(a) || isReference(b))
    return isReference(a) && isReference(b) && ofA.get(a.id) !== undefined && ofA.get(a.id) === ofB.get(b.id);
  const [mine, its] = [Object.entries(a), Object.entries(b)];
  return (
    Array.isArray(a) === Array.isArray(b) &&
    mine.length === its.length &&
    mine.every(([key, value]) => key in b && areAlike(value, Reflect.get(b, key), ofA, ofB))
  );
}

type Places = ReadonlyMap<string, number>;

function places(models: readonly ModelJson[]): Places {
  return new Map(models.map(({ id }, n) => [id, n]));
}

function holdsModels(value: unknown): boolean {
  if (typeof value !== "object" || value === null || value instanceof Uint8Array) return false;
  return isReference(value) || Object.values(value).some(holdsModels);
}

function isModel(value: object): value is ModelJson {
  return Reflect.get(value, "type") === "object" && typeof Reflect.get(value, "id") === "string";
}

/** A model, or the id of one that stands elsewhere. */
function isReference(value: object): value is { readonly id: string } {
  return isModel(value) || (typeof Reflect.get(value, "id") === "string" && Object.keys(value).length === 1);
}
