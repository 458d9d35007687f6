/** Plotly, in a chunk of its own: the build that makes no programs out of text. */

import Plotly from "plotly.js-strict-dist-min";
import { cleanedMarkup } from "../../outputs/sanitise.js";
import { letLibrariesWrite } from "../../sinks/sinks.js";
import type { Drawing, ImageKind, Look } from "./drawing.js";

type Plain = Record<string, unknown>;

export interface PlotlyPicture {
  readonly figure: { readonly data?: readonly Plain[]; readonly layout?: Plain; readonly frames?: readonly Plain[] };
  readonly config: Plain;
  /** The figure has Plotly's own look: then it takes the page's. */
  readonly plain: boolean;
  /** What is selected is told. */
  readonly asks: boolean;
  /** Changes with each making of the figure. */
  readonly instance: string;
  readonly look: Look;
}

/** What the person selected, as it travels. */
export type Picked = Plain;

export interface PlotlyHooks {
  picked(picked: Picked): void;
}

export async function draw(place: HTMLElement, picture: PlotlyPicture, hooks: PlotlyHooks): Promise<PlotlyDrawing> {
  letLibrariesWrite(cleanedMarkup);
  const stage = document.createElement("div");
  stage.className = "cloche-chart-stage";
  place.replaceChildren(stage);
  await Plotly.newPlot(stage, data(picture), layout(picture), config(picture));
  if (picture.figure.frames?.length) await Plotly.addFrames(stage, picture.figure.frames);
  const drawing = new PlotlyDrawing(stage as unknown as Plotly.Stage);
  if (picture.asks) listen(stage as unknown as Plotly.Stage, hooks);
  return drawing;
}

class PlotlyDrawing implements Drawing<PlotlyPicture> {
  readonly #stage: Plotly.Stage;

  constructor(stage: Plotly.Stage) {
    this.#stage = stage;
  }

  async update(picture: PlotlyPicture): Promise<boolean> {
    if (picture.figure.frames?.length) return false;
    await Plotly.react(this.#stage, data(picture), layout(picture), config(picture));
    return true;
  }

  resize(): void {
    if (this.#stage.isConnected && this.#stage.clientWidth > 0) void Plotly.Plots.resize(this.#stage);
  }

  async image(kind: ImageKind): Promise<Blob> {
    return (await fetch(await Plotly.toImage(this.#stage, { format: kind, scale: 2 }))).blob();
  }

  close(): void {
    Plotly.purge(this.#stage);
    this.#stage.remove();
  }
}

/** Arrays that came as bytes, as Plotly takes them. */
function data({ figure }: PlotlyPicture): readonly Plain[] {
  const settled = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.length > 0 && typeof value[0] === "object" ? value.map(settled) : value;
    if (value instanceof Uint8Array) return value.slice().buffer;
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, settled(each)]));
  };
  return (figure.data ?? []).map((trace) => settled(trace) as Plain);
}

/** The page's colours in the place of Plotly's own; what the author says goes before both. */
function layout({ figure, plain, asks, instance, look }: PlotlyPicture): Plain {
  const own = figure.layout ?? {};
  const template = record(own.template);
  const axis = { gridcolor: look.line, linecolor: look.line, zerolinecolor: look.line };
  const base = record(template.layout);
  const themed = {
    ...base,
    paper_bgcolor: "transparent",
    plot_bgcolor: "transparent",
    font: { ...record(base.font), family: look.font, color: look.ink },
    xaxis: { ...record(base.xaxis), ...axis },
    yaxis: { ...record(base.yaxis), ...axis },
    hoverlabel: { ...record(base.hoverlabel), font: { family: look.font } },
    modebar: { bgcolor: "transparent", color: look.soft, activecolor: look.accent },
    newselection: { line: { color: look.accent, width: 1.5 } },
  };
  return {
    uirevision: "cloche", // a redraw by a slider leaves the view where the person moved it
    selectionrevision: instance,
    ...(asks && isFlat(figure.data ?? []) ? { dragmode: "select" } : {}),
    ...own,
    ...(plain ? { template: { ...template, layout: themed } } : {}),
    ...(own.width === undefined ? { autosize: true } : {}),
  };
}

function config({ config: own }: PlotlyPicture): Plain {
  return { displaylogo: false, responsive: false, ...own, showSendToCloud: false };
}

const ROUND = new Set([
  "pie",
  "sunburst",
  "treemap",
  "icicle",
  "funnelarea",
  "sankey",
  "indicator",
  "table",
  "parcats",
]);

/** All of it lies in a plane, where a box can be drawn. */
function isFlat(traces: readonly Plain[]): boolean {
  return (
    traces.length > 0 &&
    traces.every(
      ({ type }) => !/3d|surface|mesh|cone|volume|geo|map|polar|par/.test(String(type)) && !ROUND.has(String(type)),
    )
  );
}

function listen(stage: Plotly.Stage, { picked }: PlotlyHooks): void {
  stage.on("plotly_selected", (event) => {
    if (!event) return; // a click beside everything: told by the next one
    const { range, lassoPoints } = event;
    const box = range && Object.fromEntries(Object.entries(range).map(([axis, ends]) => [axis[0], ends]));
    picked({
      ...told(event.points ?? []),
      ...(box ? { range: box } : {}),
      ...(lassoPoints ? { lasso: lassoPoints } : {}),
    });
  });
  stage.on("plotly_deselect", () => picked({}));
  stage.on("plotly_click", (event) => {
    const points = event?.points ?? [];
    if (points.some(isClickable)) picked(told(points));
  });
  for (const type of ["treemap", "sunburst", "icicle"])
    stage.on(`plotly_${type}click`, (event) => picked(told(event?.points ?? [])));
}

/** Markers of scatter plots are selected by a box; a click on them only shows what they are. */
function isClickable({ fullData, data: trace }: Plotly.Point): boolean {
  const { type, mode } = { ...(trace ?? {}), ...(fullData ?? {}) } as {
    readonly type?: string;
    readonly mode?: string;
  };
  return !/^scatter/.test(type ?? "scatter") || !(mode ?? "markers").includes("markers");
}

const KEPT = (
  "x y z lat lon r theta a b c label value text id parent root percent percentParent percentRoot percentEntry currentPath " +
  "location source target curveNumber pointNumber pointIndex pointNumbers customdata"
).split(" ");

function told(points: readonly Plotly.Point[]): Picked {
  return {
    points: points.map(plain),
    indices: points
      .map(({ pointIndex, pointNumber }) => pointIndex ?? pointNumber)
      .filter((n) => typeof n === "number"),
  };
}

/** A point as values of its own: what its label on hovering names, and Plotly's numbers. */
function plain(point: Plotly.Point): Plain {
  const found: Plain = {};
  const template = String(record(point.data).hovertemplate ?? "");
  for (const [, name, path] of template.matchAll(/(?:^|<br>|<extra>)([^=<>]+)=%\{([\w.[\]]+)(?::[^}]*)?\}/g)) {
    const value = at(point, String(path));
    if (value !== undefined) found[String(name)] = wire(value);
  }
  for (const [, name, value] of template.matchAll(/(?:^|<br>)([^=<>]+)=([^%<>{}]+)(?=<)/g)) found[String(name)] = value;
  for (const name of KEPT) {
    const value = wire(point[name]);
    if (value !== undefined && value !== null) found[name] = value;
  }
  return found;
}

function at(point: Plain, path: string): unknown {
  return path
    .split(/[.[\]]+/)
    .filter(Boolean)
    .reduce<unknown>((value, step) => record(value)[step], point);
}

function wire(value: unknown): unknown {
  if (value === undefined || value === null || ["number", "string", "boolean"].includes(typeof value)) return value;
  if (value instanceof Date) return value.toISOString();
  if (ArrayBuffer.isView(value)) return [...(value as unknown as Iterable<number>)];
  if (Array.isArray(value)) return value.map(wire);
  if (typeof value === "object" && Object.getPrototypeOf(value) === Object.prototype)
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, wire(each)]));
  return undefined;
}

function record(value: unknown): Plain {
  return typeof value === "object" && value !== null ? (value as Plain) : {};
}
