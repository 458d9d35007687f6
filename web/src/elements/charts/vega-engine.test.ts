import { expect, test, vi } from "vitest";
import type { Selections } from "./selections.js";
import type { Tables } from "./tables.js";
import { draw, type VegaPicture } from "./vega-engine.js";

const FREE = "[!event.ctrlKey && !event.metaKey]";
const DRAG = `[pointerdown${FREE}, window:pointerup] > window:pointermove!`;

/** As `ui/selectable.py` makes it of a scatter plot. */
const SPEC = {
  data: { name: "table_0" },
  mark: { type: "circle", size: 100 },
  width: 300,
  height: 300,
  encoding: {
    x: { field: "x", type: "quantitative" },
    y: { field: "y", type: "quantitative" },
    color: { field: "kind", type: "nominal" },
  },
  params: [
    { name: "legend_selection_kind", select: { type: "point", fields: ["kind"] }, bind: "legend" },
    { name: "select_point", select: { type: "point", encodings: ["x", "y"], on: `click${FREE}` } },
    {
      name: "select_interval",
      select: { type: "interval", encodings: ["x", "y"], on: DRAG, translate: DRAG, zoom: false },
    },
  ],
  usermeta: { embedOptions: { renderer: "svg" } },
};
const LOOK = { dark: false, font: "serif", ink: "#000", soft: "#333", line: "#ccc", surface: "#fff", accent: "#080" };

function picture(ys: readonly number[], selections: Selections = {}): VegaPicture {
  const tables: Tables = {
    table_0: {
      rows: ys.length,
      columns: [
        { name: "x", kind: "values", values: ys.map((_, n) => n) },
        { name: "y", kind: "values", values: ys },
        { name: "kind", kind: "values", values: ys.map((_, n) => "ab"[n % 2]) },
      ],
    },
  };
  return { spec: SPEC, tables, listened: SPEC.params.map(({ name }) => name), selections, look: LOOK };
}

test("dragging selects, other rows come into the same picture, and what is selected stays", async () => {
  const place = document.body.appendChild(document.createElement("div"));
  const told: Selections[] = [];
  const failed = vi.fn();
  const drawing = await draw(place, picture([0, 5, 10]), { selected: (now) => told.push(now), failed, mayLoad: true });
  const svg = place.querySelector("svg");
  const marks = () => place.querySelectorAll(".mark-symbol.marks path").length;
  expect(marks()).toBe(3);

  const area = place.querySelector(".mark-group.role-frame path.background, .background") ?? svg;
  const at = (type: string, x: number, y: number, on: EventTarget | null | undefined) =>
    on?.dispatchEvent(new PointerEvent(type, { clientX: x, clientY: y, bubbles: true }));
  at("pointermove", 60, 40, area);
  at("pointerdown", 60, 40, area);
  at("pointermove", 250, 250, area);
  at("pointerup", 250, 250, window);
  await vi.waitFor(() => expect(told.at(-1)).toHaveProperty("select_interval"));

  expect(failed).not.toHaveBeenCalled();
  const selected = told.at(-1) ?? {};
  expect(await drawing.update(picture([0, 10, 5, 5], selected))).toBe(true);
  expect(place.querySelector("svg")).toBe(svg);
  expect(marks()).toBe(4);
  expect(await drawing.update(picture([0, 1], {})), "another selection needs another picture").toBe(false);
  drawing.close();
  expect(place.childElementCount).toBe(0);
}, 60_000);

test("rows that change value by value, come and go, give the picture that a new one would be", async () => {
  const hooks = { selected: vi.fn(), failed: vi.fn(), mayLoad: true };
  const [place, other] = [document.createElement("div"), document.createElement("div")];
  document.body.append(place, other);
  const marks = (host: HTMLElement) =>
    [...host.querySelectorAll(".mark-symbol.marks path")].map((mark) => mark.getAttribute("transform"));
  const drawing = await draw(place, picture([0, 5, 10]), hooks);

  for (const rows of [
    [9, 5, 1],
    [1, Number.NaN, 9],
    [1, 4, 9],
    [1, 4],
    [2, 4],
    [2, 4],
  ]) {
    expect(await drawing.update(picture(rows))).toBe(true);

    const fresh = await draw(other, picture(rows), hooks);
    expect(marks(place).toSorted()).toEqual(marks(other).toSorted());
    expect(marks(place).length).toBe(rows.filter(Number.isFinite).length);
    fresh.close();
  }
  expect(hooks.failed).not.toHaveBeenCalled();
  drawing.close();
}, 60_000);

test("a chart that begins with a selection tells nothing new", async () => {
  const place = document.body.appendChild(document.createElement("div"));
  const told: Selections[] = [];
  const begun = { legend_selection_kind: { kind: ["a"], vlPoint: { or: [{ kind: "a" }] } } };

  const drawing = await draw(place, picture([1, 2], begun), {
    selected: (now) => told.push(now),
    failed: vi.fn(),
    mayLoad: true,
  });

  expect(told).toEqual([]);
  expect(await drawing.update(picture([2, 3], begun))).toBe(true);
  drawing.close();
});

test("what cannot be drawn says why", async () => {
  const place = document.createElement("div");
  const hooks = { selected: vi.fn(), failed: vi.fn(), mayLoad: false };
  const bad = { ...picture([1]), spec: { mark: "none such", data: { name: "table_0" }, encoding: {} } };

  await expect(draw(place, bad, hooks)).rejects.toThrow();

  const remote = { ...picture([1]), spec: { ...SPEC, data: { url: "https://example.org/x.csv" } } };
  const drawing = await draw(place, remote, hooks);
  expect(hooks.failed).toHaveBeenCalledWith(expect.stringContaining("not loaded before the notebook is run"));
  drawing.close();
});
