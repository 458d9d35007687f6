/** What is selected in a Vega-Lite chart: as the chart says it, as it travels, and as a chart is begun with it. */

import { isWallTime, type Tables } from "./tables.js";

type Plain = Record<string, unknown>;
/** By the name of the selection. */
export type Selections = Readonly<Record<string, Plain>>;

const INTERNAL = new Set(["vlPoint", "_vgsid_"]);

/** A selection's signal as it travels: plain values, times as milliseconds; null when nothing is selected. */
export function told(signal: unknown, tables: Tables): Plain | null {
  if (typeof signal !== "object" || signal === null) return null;
  const found: Plain = {};
  for (const [field, value] of Object.entries(signal)) {
    const moved = shift(tables, field, 1);
    if (field === "vlPoint") {
      const points = (value as { readonly or?: readonly Plain[] }).or ?? [];
      found.vlPoint = {
        or: points.map((point) => mapFields(point, (name, each) => plain(each, shift(tables, name, 1)))),
      };
    } else found[field] = plain(value, moved);
  }
  const isMade = Object.entries(found).some(
    ([name, value]) => name !== "vlPoint" && Array.isArray(value) && value.length > 0,
  );
  return isMade ? found : null;
}

/** The specification, beginning with these selections. */
export function beginningWith(spec: Plain, selections: Selections, tables: Tables): Plain {
  if (Object.keys(selections).length === 0) return spec;
  const encodings = [...unitEncodings(spec)];
  const begun = (param: Plain): Plain => {
    const selection = selections[String(param.name)];
    if (!selection || !param.select || param.bind === "scales") return param;
    const value = initial(param, selection, encodings, tables);
    return value === null ? param : { ...param, value };
  };
  const walk = (part: unknown): unknown => {
    if (Array.isArray(part)) return part.map(walk);
    if (typeof part !== "object" || part === null) return part;
    return mapFields(part as Plain, (key, value) => {
      if (key === "params" && Array.isArray(value)) return value.map((param) => begun(param as Plain));
      return PARTS.has(key) ? walk(value) : value;
    });
  };
  return walk(spec) as Plain;
}

const PARTS = new Set(["vconcat", "hconcat", "concat", "layer", "spec"]);

function initial(param: Plain, selection: Plain, encodings: readonly Plain[], tables: Tables): unknown {
  const select = param.select as Plain | string;
  const isPoint = (typeof select === "string" ? select : select.type) === "point";
  const back = (field: string, value: unknown) => plain(value, shift(tables, field, -1));
  if (isPoint) {
    const points = (selection.vlPoint as { readonly or?: readonly Plain[] } | undefined)?.or ?? [];
    return points.length > 0 && !("_vgsid_" in selection)
      ? points.map((point) => mapFields(point, (field, value) => back(field, value)))
      : null;
  }
  const value: Plain = {};
  for (const [field, range] of Object.entries(selection)) {
    if (INTERNAL.has(field)) continue;
    for (const encoding of encodings) {
      const channel = ["x", "y"].find((name) => (encoding[name] as Plain | undefined)?.field === field);
      if (!channel) continue;
      value[channel] = back(field, range);
      break;
    }
  }
  return Object.keys(value).length > 0 ? value : null;
}

function* unitEncodings(part: unknown): Generator<Plain> {
  if (Array.isArray(part)) {
    for (const each of part) yield* unitEncodings(each);
  } else if (typeof part === "object" && part !== null) {
    const { encoding } = part as Plain;
    if (encoding) yield encoding as Plain;
    for (const key of PARTS) yield* unitEncodings((part as Plain)[key]);
  }
}

function plain(value: unknown, moved: (time: number) => number): unknown {
  if (Array.isArray(value)) return value.map((each) => plain(each, moved));
  if (value instanceof Date) return moved(value.getTime());
  if (typeof value === "number") return moved(value);
  return value === undefined ? null : value;
}

/** Python takes wall times for UTC; a chart takes them for the time of the place. */
function shift(tables: Tables, field: string, direction: 1 | -1): (time: number) => number {
  const column = /^(?:utc)?(?:year|quarter|month|week|date|day|hours|minutes|seconds|milliseconds)+_(.+)$/.exec(
    field,
  )?.[1];
  if (!isWallTime(tables, field) && !(column && isWallTime(tables, column))) return (time) => time;
  return (time) => {
    const offset = new Date(time).getTimezoneOffset() * 60_000;
    if (direction === 1) return time - offset;
    return time + new Date(time + offset).getTimezoneOffset() * 60_000;
  };
}

function mapFields(from: Plain, change: (name: string, value: unknown) => unknown): Plain {
  return Object.fromEntries(Object.entries(from).map(([name, value]) => [name, change(name, value)]));
}
