import { expect, test } from "vitest";
import { type BokehJson, changes, dress, modelsIn, withBytes } from "./bokeh-document.js";

const LOOK = { dark: true, font: "f", ink: "ink", soft: "soft", line: "line", surface: "surface", accent: "a" };

/** A plot of Bokeh's whose ids count from `first`, as they do each time a cell runs. */
function plot(first: number, { title = "T", y = [1, 2], figure = {}, more = [] as unknown[] } = {}): BokehJson {
  const id = (n: number) => `p${first + n}`;
  const model = (n: number, name: string, attributes: Record<string, unknown>) => ({
    type: "object",
    name,
    id: id(n),
    attributes,
  });
  const axis = model(3, "LinearAxis", { axis_label: "x" });
  const source = model(4, "ColumnDataSource", { data: { type: "map", entries: [["y", y]] } });
  return {
    version: "3.9.2",
    roots: [
      model(1, "Figure", {
        title: model(2, "Title", { text: title }),
        below: [axis],
        center: [model(5, "Grid", { axis: { id: id(3) }, grid_line_color: "red" })],
        renderers: [source, ...more],
        ...figure,
      }),
    ],
  };
}

test("models are found where they stand, outer ones first", () => {
  expect(modelsIn(plot(0)).map(({ id, name }) => `${id} ${name}`)).toEqual([
    "p1 Figure",
    "p2 Title",
    "p3 LinearAxis",
    "p5 Grid",
    "p4 ColumnDataSource",
  ]);
});

test("a plot that a cell makes anew is the same plot with other values", () => {
  expect(changes(plot(0), plot(100))).toEqual([]);
  expect(changes(plot(0), plot(100, { title: "Other", y: [1, 3] }))).toEqual([
    { id: "p2", newer: "p102", attribute: "text" },
    { id: "p4", newer: "p104", attribute: "data" },
  ]);
});

test("a plot with other models is another plot", () => {
  const axis = { type: "object", name: "LinearAxis", id: "p9" };

  expect(changes(plot(0), plot(100, { more: [axis] }))).toBeNull();
  expect(changes(plot(0, { figure: { left: [axis] } }), plot(100, { figure: { left: [{ id: "p103" }] } }))).toBeNull();
  expect(changes(plot(0, { figure: { width: 3 } }), plot(100))).toBeNull();
});

test("the page's look is for what the author left open, and for none of it where the author chose the ground", () => {
  const worn = dress(plot(0), LOOK);

  expect(worn.get("p1")).toEqual({ background_fill_color: null, border_fill_color: null, outline_line_color: "line" });
  expect(worn.get("p2")).toEqual({ text_color: "ink", text_font: "f" });
  expect(worn.has("p5")).toBe(false); // its colour is the author's
  expect(dress(plot(0, { figure: { background_fill_color: "beige" } }), LOOK).size).toBe(0);
});

test("arrays come as bytes or in base64, and are whole buffers", () => {
  const bytes = new Uint8Array([9, 9, 1, 2]).subarray(2);
  const found = withBytes({ a: [{ type: "bytes", data: bytes }], b: { type: "bytes", data: btoa("\u0001\u0002") } });

  for (const { data } of [found.a[0], found.b] as { readonly data: unknown }[]) {
    expect(data).toEqual(new Uint8Array([1, 2]));
    expect((data as Uint8Array).buffer.byteLength).toBe(2);
  }
});
