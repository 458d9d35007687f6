/** What is marked on a picture: a box, or a line drawn by hand, in parts of the picture (0 to 1) from its upper left corner. */

export type Point = readonly [number, number];
/** Left, top, right, bottom. */
export type Box = readonly [number, number, number, number];
export type Mark = { readonly box: Box } | { readonly lasso: readonly Point[] };

/** From where to where an axis goes, and how numbers stand on it; null where a place tells no number. */
export type Scale = readonly [number, number, "linear" | "log"] | null;

/** Corners of a line that are kept; Python takes no more. */
const CORNERS = 500;

export function readMark(value: unknown): Mark | null {
  if (typeof value !== "object" || value === null) return null;
  const { box, lasso } = value as { readonly box?: unknown; readonly lasso?: unknown };
  if (isNumbers(box, 4)) return { box: box as unknown as Box };
  if (Array.isArray(lasso) && lasso.length >= 3 && lasso.every((at) => isNumbers(at, 2))) return { lasso };
  return null;
}

export function boxBetween([x0, y0]: Point, [x1, y1]: Point): Mark {
  return { box: [Math.min(x0, x1), Math.min(y0, y1), Math.max(x0, x1), Math.max(y0, y1)] };
}

/** The line with the next point, if that is a step away; of a long line every second corner goes. */
export function extended(line: readonly Point[], to: Point): readonly Point[] {
  const last = line.at(-1);
  if (last && Math.hypot(last[0] - to[0], last[1] - to[1]) < 0.004) return line;
  const kept = line.length < CORNERS ? line : line.filter((_, at) => at % 2 === 0);
  return [...kept, to];
}

export function within([x, y]: Point, [left, top, right, bottom]: Box): Point {
  return [Math.min(right, Math.max(left, x)), Math.min(bottom, Math.max(top, y))];
}

export function boundsOf(mark: Mark): Box {
  if ("box" in mark) return mark.box;
  const across = mark.lasso.map(([x]) => x);
  const down = mark.lasso.map(([, y]) => y);
  return [Math.min(...across), Math.min(...down), Math.max(...across), Math.max(...down)];
}

/** The mark moved by so much, as far as `frame` lets it. */
export function moved(mark: Mark, dx: number, dy: number, frame: Box): Mark {
  const [left, top, right, bottom] = boundsOf(mark);
  const x = Math.min(frame[2] - right, Math.max(frame[0] - left, dx));
  const y = Math.min(frame[3] - bottom, Math.max(frame[1] - top, dy));
  return "box" in mark
    ? { box: [left + x, top + y, right + x, bottom + y] }
    : { lasso: mark.lasso.map(([atX, atY]) => [atX + x, atY + y] as const) };
}

/** A box with its right and lower edges moved by so much. */
export function sized([left, top, right, bottom]: Box, dx: number, dy: number, frame: Box): Mark {
  const least = 0.005;
  return {
    box: [
      left,
      top,
      Math.min(frame[2], Math.max(left + least, right + dx)),
      Math.min(frame[3], Math.max(top + least, bottom + dy)),
    ],
  };
}

export function holds(mark: Mark, [x, y]: Point): boolean {
  if ("box" in mark) {
    const [left, top, right, bottom] = mark.box;
    return x >= left && x <= right && y >= top && y <= bottom;
  }
  let isInside = false;
  mark.lasso.forEach(([x1, y1], at) => {
    const [x0, y0] = mark.lasso.at(at - 1) as Point;
    if (y0 > y !== y1 > y && x < ((x1 - x0) * (y - y0)) / (y1 - y0) + x0) isInside = !isInside;
  });
  return isInside;
}

/** The mark in words, with numbers where the axes tell them. */
export function described(mark: Mark | null, frame: Box, x: Scale, y: Scale): string {
  if (!mark) return "Nothing is marked.";
  const [left, top, right, bottom] = boundsOf(mark);
  const sides = [
    x &&
      `x ${written(x, (left - frame[0]) / (frame[2] - frame[0]))} to ${written(x, (right - frame[0]) / (frame[2] - frame[0]))}`,
    y &&
      `y ${written(y, (frame[3] - bottom) / (frame[3] - frame[1]))} to ${written(y, (frame[3] - top) / (frame[3] - frame[1]))}`,
  ].filter(Boolean);
  const kind = "box" in mark ? "Box" : "Lasso";
  return sides.length > 0 ? `${kind}: ${sides.join(", ")}` : `${kind} drawn.`;
}

/** The number at a part of the way along an axis. */
function written([from, to, kind]: Exclude<Scale, null>, part: number): string {
  const value = kind === "log" ? from * (to / from) ** part : from + (to - from) * part;
  const digits = Math.abs(value) < Math.abs(to - from) * 1e-9 ? 0 : value;
  return String(Number(digits.toPrecision(4)));
}

function isNumbers(value: unknown, count: number): boolean {
  return Array.isArray(value) && value.length === count && value.every(Number.isFinite);
}
