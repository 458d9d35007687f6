/** Vega-Lite and Vega, in a chunk of their own. The page's policy lets no text become a program: expressions become closures. */

import Papa from "papaparse";
import * as vega from "vega";
import { compile, type TopLevelSpec } from "vega-lite";
import type { Drawing, ImageKind, Look } from "./drawing.js";
import { beginningWith, type Selections, told } from "./selections.js";
import { type Row, rowsOf, type Tables } from "./tables.js";
import { Tooltip } from "./tooltip.js";
import { expressionClosures } from "./vega-expressions.js";
import { vegaConfig } from "./vega-look.js";

export interface VegaPicture {
  readonly spec: Readonly<Record<string, unknown>>;
  readonly tables: Tables;
  /** Names of the selections that are listened to. */
  readonly listened: readonly string[];
  readonly selections: Selections;
  readonly look: Look;
}

export interface VegaHooks {
  selected(selections: Selections): void;
  /** Something is wrong with the chart or its data. */
  failed(problem: string): void;
  /** The chart may load data and pictures from other places. */
  readonly mayLoad: boolean;
}

/** What is done to each row by itself. */
const PLAIN: ReadonlySet<string> = new Set(["filter", "formula"]);

teachTables();

/** Draw it in `place`. Raises what Vega-Lite has to say against the specification. */
export async function draw(place: HTMLElement, picture: VegaPicture, hooks: VegaHooks): Promise<VegaDrawing> {
  const drawing = new VegaDrawing(place, picture, hooks);
  await drawing.begin();
  return drawing;
}

export class VegaDrawing implements Drawing<VegaPicture> {
  readonly #place: HTMLElement;
  readonly #hooks: VegaHooks;
  readonly #tooltip = new Tooltip();
  readonly #view: vega.View;
  readonly #formats: ReadonlyMap<string, vega.Format | undefined>;
  /** Marks are known by numbers that count on with each change of the data. */
  readonly #counts: boolean;
  readonly #isFluid: boolean;
  /** A row is a mark, or none: nothing is made of several rows. */
  readonly #isPlain: boolean;
  /** Rows that are in the picture, the same objects. */
  readonly #rows = new Map<string, readonly Row[]>();
  readonly #shape: string;
  #picture: VegaPicture;
  #selections: Record<string, Record<string, unknown>>;

  constructor(place: HTMLElement, picture: VegaPicture, hooks: VegaHooks) {
    this.#place = place;
    this.#hooks = hooks;
    this.#picture = picture;
    this.#shape = shapeOf(picture);
    this.#selections = { ...picture.selections };
    const { spec, tables, look } = picture;
    const options = embedOptions(spec);
    const begun = beginningWith(spec as Record<string, unknown>, picture.selections, tables);
    const logger = quiet(hooks);
    const renderer = options.renderer === "svg" ? "svg" : "canvas";
    // A canvas speaks no word of its marks: no description of each of them is made.
    const config = { aria: renderer === "svg", ...vegaConfig(look, String(options.theme ?? "")) };
    const program = isVega(spec)
      ? (begun as unknown as vega.Spec)
      : compile(begun as unknown as TopLevelSpec, { config, logger: logger as never }).spec;
    const data = (program.data ?? []) as (vega.Data & { values?: unknown; format?: vega.Format })[];
    this.#formats = new Map(data.filter(({ name }) => name in tables).map(({ name, format }) => [name, format]));
    for (const source of data) {
      const table = tables[source.name];
      if (table) source.values = rowsOf(table);
    }
    this.#isPlain = data.every(({ transform = [] }) => transform.every(({ type }) => PLAIN.has(type)));
    const text = JSON.stringify(program, (key, value) => (key === "values" ? undefined : value));
    this.#counts = text.includes('"_vgsid_"');
    this.#isFluid = text.includes("containerSize()");
    const runtime = vega.parse(program, (isVega(spec) ? config : undefined) as never, { ast: true } as never);
    this.#view = new vega.View(runtime, {
      renderer,
      expr: expressionClosures,
      loader: loader(hooks.mayLoad),
      logger,
      // At the end Vega calls it once more, without an event.
      tooltip: (_handler: unknown, event: MouseEvent | null, _item: unknown, value: unknown) =>
        this.#tooltip.show(event?.clientX ?? 0, event?.clientY ?? 0, event ? value : null),
    } as unknown as vega.ViewOptions);
  }

  async begin(): Promise<void> {
    const stage = document.createElement("div");
    stage.className = "cloche-chart-stage";
    this.#place.replaceChildren(stage);
    this.#view.initialize(stage);
    await this.#view.runAsync();
    for (const name of this.#picture.listened) {
      try {
        this.#view.addSignalListener(name, (_name: string, value: unknown) => this.#heard(name, value));
      } catch {
        // Vega-Lite left the selection out: nothing in the chart can be selected by it.
      }
    }
  }

  async update(picture: VegaPicture): Promise<boolean> {
    if (this.#counts || shapeOf(picture) !== this.#shape) return false;
    if (JSON.stringify(picture.selections) !== JSON.stringify(this.#selections)) return false;
    this.#picture = picture;
    for (const [name, table] of Object.entries(picture.tables)) {
      if (!this.#formats.has(name)) continue;
      const rows = read(rowsOf(table), this.#formats.get(name));
      const known = this.#rows.get(name);
      const changed = known && this.#isPlain ? changes(known, rows) : null;
      if (!changed) this.#rows.set(name, rows);
      this.#view.change(name, changed ?? vega.changeset().remove(vega.truthy).insert(rows));
    }
    this.#tooltip.hide();
    await this.#view.runAsync();
    return true;
  }

  resize(): void {
    if (!this.#isFluid) return;
    const width = this.#view.container()?.clientWidth ?? 0;
    if (width > 0 && width !== this.#view.width()) window.dispatchEvent(new Event("resize"));
  }

  async image(kind: ImageKind): Promise<Blob> {
    if (kind === "svg") return new Blob([await this.#view.toSVG()], { type: "image/svg+xml" });
    const before = this.#view.background();
    // On a page of another colour, words without a ground could not be read.
    if (!before || before === "transparent") this.#view.background(this.#picture.look.surface as never);
    try {
      const canvas = (await this.#view.toCanvas(2)) as unknown as HTMLCanvasElement;
      return await new Promise((found, failed) =>
        canvas.toBlob((blob) => (blob ? found(blob) : failed(new Error("The picture is too large.")))),
      );
    } finally {
      this.#view.background(before as never);
    }
  }

  close(): void {
    this.#tooltip.hide();
    this.#view.finalize();
    this.#place.replaceChildren();
  }

  #heard(name: string, signal: unknown): void {
    const selection = told(signal, this.#picture.tables);
    if (JSON.stringify(selection) === JSON.stringify(this.#selections[name] ?? null)) return;
    const { [name]: _before, ...others } = this.#selections;
    this.#selections = selection ? { ...others, [name]: selection } : others;
    this.#hooks.selected(this.#selections);
  }
}

/** All of a picture but its rows and what is selected. */
function shapeOf({ spec, tables, look, listened }: VegaPicture): string {
  return JSON.stringify([spec, look, listened, Object.keys(tables)]);
}

/** What makes `known` be `rows` value by value, so that marks stay the same marks; null where there are other rows. */
function changes(known: readonly Row[], rows: readonly Row[]): vega.Changeset | null {
  if (known.length !== rows.length || rows.length === 0) return null;
  const fields = Object.keys(rows[0] ?? {});
  if (!fields.every((field) => field in (known[0] ?? {}))) return null;
  const found = vega.changeset();
  for (const field of fields) {
    for (let n = 0; n < rows.length; n += 1) {
      const [was, is] = [known[n]?.[field], rows[n]?.[field]];
      if (was !== is && !(was instanceof Date && is instanceof Date && +was === +is)) found.modify(known[n], field, is);
    }
  }
  return found;
}

function embedOptions(spec: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const meta = spec.usermeta as { readonly embedOptions?: Record<string, unknown> } | undefined;
  return meta?.embedOptions ?? {};
}

function isVega(spec: Readonly<Record<string, unknown>>): boolean {
  return /\/vega\/v\d/.test(String(spec.$schema ?? ""));
}

function read(rows: Row[], format: vega.Format | undefined): Row[] {
  return vega.read(rows as never, { type: "json", ...(format ?? {}) } as never) as unknown as Row[];
}

/** Vega's own reading of CSV makes a program out of its head line; that, the page's policy refuses. */
function teachTables(): void {
  const reader = (delimiter: string) =>
    Object.assign(
      (text: string, format: { readonly delimiter?: string; readonly header?: readonly string[] }) => {
        const given = format?.header ? `${format.header.join(format.delimiter ?? delimiter)}\n${text}` : text;
        const { data } = Papa.parse<Row>(given, {
          header: true,
          skipEmptyLines: true,
          delimiter: format?.delimiter ?? delimiter,
        });
        return data;
      },
      { responseType: "text" },
    );
  const formats = Reflect.get(vega, "formats") as (name: string, reader: unknown) => void; // its types do not know it
  formats("csv", reader(","));
  formats("tsv", reader("\t"));
  formats("dsv", reader(","));
}

/** Links open beside; scripts are no links. Where nothing of the notebook has run, nothing is loaded for it. */
function loader(mayLoad: boolean): vega.Loader {
  const made = vega.loader({ target: "_blank", rel: "noopener noreferrer" } as never);
  if (mayLoad) return made;
  const refuse = async (uri: string) => {
    if (uri.startsWith("data:")) return null;
    throw new Error(`${uri} is not loaded before the notebook is run.`);
  };
  return {
    ...made,
    load: async (uri: string, options?: never) => {
      await refuse(uri);
      return made.load(uri, options);
    },
    sanitize: async (uri: string, options: never) => {
      if ((options as { readonly context?: string })?.context !== "href") await refuse(uri);
      return made.sanitize(uri, options);
    },
  } as vega.Loader;
}

function quiet({ failed }: VegaHooks): vega.LoggerInterface {
  const logger = {
    level: () => logger,
    error: (...words: readonly unknown[]) => {
      failed(words.map((each) => (each instanceof Error ? each.message : String(each))).join(" "));
      return logger;
    },
    warn: (...words: readonly unknown[]) =>
      /loading failed/i.test(String(words[0])) ? logger.error(...words) : logger,
    info: () => logger,
    debug: () => logger,
  };
  return logger as unknown as vega.LoggerInterface;
}
