import { expect, test } from "vitest";
import { type AppLayout, layoutOf, withCell } from "./app-layout.js";
import { base64ToText, textToBase64 } from "./base64.js";
import { moveCell, type NotebookDocument, setLayout } from "./document.js";
import { readNotebook } from "./read.js";
import { composed, deckSettings, slideWish } from "./slides.js";
import { writeNotebook } from "./write.js";

/** As marimo 0.25.2 writes them. */
const SLIDES = {
  type: "slides",
  data: {
    cells: [{ type: "slide" }, { type: "skip" }, { type: "fragment", speakerNotes: "Más despacio" }],
    deck: { transition: "fade" },
  },
};
const GRID = {
  type: "grid",
  data: {
    columns: 24,
    rowHeight: 20,
    maxWidth: 1400,
    bordered: true,
    cells: [
      { position: [0, 0, 12, 4] },
      { position: null },
      { position: [12, 0, 12, 4], scrollable: true, side: "left" },
    ],
  },
};

const url = (layout: unknown) => `data:application/json;base64,${btoa(asciiJson(layout))}`;

/** JSON as Python's `json.dumps` writes it. */
function asciiJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[\u0080-\uffff]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

function file(layoutFile: string): string {
  const cells = ["one", "two", "three"].map((name) => `@app.cell\ndef ${name}():\n    1\n    return\n`);
  const app = `app = marimo.App(\n    width="medium",\n    layout_file="${layoutFile}",\n)`;
  return [
    `import marimo\n\n__generated_with = "0.25.2"\n${app}\n`,
    ...cells,
    'if __name__ == "__main__":\n    app.run()\n',
  ].join("\n\n");
}

const read = (layoutFile: string) => readNotebook(file(layoutFile));
const found = (document: NotebookDocument, beside?: string | null) => layoutOf(document, beside).layout as AppLayout;
const names = (document: NotebookDocument, layout: AppLayout) =>
  document.cells.map(({ id, name }) => [name, layout.cells[id] ?? null]);

test.each([SLIDES, GRID])(
  "a layout of marimo's is read, and the file with it is written back byte for byte",
  (layout) => {
    const document = read(url(layout));

    const { type, settings } = found(document);

    expect(type).toBe(layout.type);
    expect(settings).toEqual(Object.fromEntries(Object.entries(layout.data).filter(([key]) => key !== "cells")));
    expect(names(document, found(document)).map(([, entry]) => entry)).toEqual(layout.data.cells);
    expect(writeNotebook(document)).toBe(file(url(layout)));
  },
);

test("a layout in a file beside the notebook is taken from there, and the file stays the one that is named", () => {
  const document = read("layouts/talk.slides.json");

  const layout = found(document, JSON.stringify(SLIDES, null, 2));

  expect(slideWish(layout, document.cells[2]?.id as never)).toEqual({
    type: "fragment",
    notes: "Más despacio",
    showsCode: false,
  });
  expect(deckSettings(layout).transition).toBe("fade");
  expect(writeNotebook(document, new Map(), JSON.stringify(SLIDES))).toBe(file("layouts/talk.slides.json"));
});

test("cells keep their part of the layout when they move, and a file that fits no more gives way to one inside", () => {
  for (const [document, beside] of [
    [read(url(GRID)), undefined],
    [read("layouts/x.grid.json"), JSON.stringify(GRID)],
  ] as const) {
    const last = document.cells[2]?.id as never;
    const moved = moveCell(document, last, -2);

    const again = readNotebook(writeNotebook(moved, new Map(), beside));

    expect(names(again, found(again))).toEqual([
      ["three", GRID.data.cells[2]],
      ["one", GRID.data.cells[0]],
      ["two", GRID.data.cells[1]],
    ]);
  }
});

test("what is chosen is in the file, with all that a newer program may have put there", () => {
  const newer = { type: "slides", data: { ...SLIDES.data, deck: { transition: "fade", camera: 2 }, theme: "sea" } };
  const document = read(url(newer));
  const first = document.cells[0]?.id as never;

  const changed = setLayout(document, withCell(found(document), first, { speakerNotes: "Zuerst »hallo« 🎈" }));
  const again = readNotebook(writeNotebook(changed));

  expect(found(again).settings).toEqual({ deck: { transition: "fade", camera: 2 }, theme: "sea" });
  expect(found(again).cells[again.cells[0]?.id as never]).toEqual({ type: "slide", speakerNotes: "Zuerst »hallo« 🎈" });
});

test("a notebook whose layout was taken away names none", () => {
  const plain = writeNotebook(setLayout(read(url(SLIDES)), null));

  expect(plain).not.toContain("layout_file");
  expect(plain).toContain('marimo.App(width="medium")');
});

test.each([
  [url({ type: "carousel", data: {} }), undefined, /does not know the layout “carousel”/],
  [url({ type: "grid", data: { columns: 0, rowHeight: 20, cells: [] } }), undefined, /damaged/],
  [url({ type: "slides", data: { cells: 7 } }), undefined, /damaged/],
  [url([]), undefined, /damaged/],
  ["data:application/json;base64,%%%", undefined, /damaged/],
  ["layouts/x.json", null, /`layouts\/x.json` is not beside the notebook/],
  ["layouts/x.json", "{", /damaged/],
])("%# a layout that cannot be used is told, and stays in the file as it is", (layoutFile, beside, problem) => {
  const document = read(layoutFile);

  const found = layoutOf(document, beside);

  expect(found.layout).toBeNull();
  expect(found.problem).toMatch(problem);
  expect(writeNotebook(document, new Map(), beside)).toBe(file(layoutFile));
});

test("slides are composed of cells: a fragment joins the slide that is there, a sub-slide its stack", () => {
  const cells = ["fragment", "slide", "skip", "fragment", "sub-slide", "slide", "fragment"].map((type, at) => ({
    id: `c${at}` as never,
    type: type as "slide",
  }));

  expect(composed(cells)).toEqual([
    { id: "c0", stack: 0, steps: [["c0"]] },
    { id: "c1", stack: 1, steps: [["c1"], ["c3"]] },
    { id: "c4", stack: 1, steps: [["c4"]] },
    { id: "c5", stack: 2, steps: [["c5"], ["c6"]] },
  ]);
});

test("text in base64 is the same text again", () => {
  for (const text of ["", "a", "ab", "abc", "é🎈\u0000\n"]) {
    expect(textToBase64(text)).toBe(Buffer.from(text).toString("base64"));
    expect(base64ToText(textToBase64(text))).toBe(text);
  }
  expect(base64ToText("/w==")).toBeNull(); // no UTF-8
});
