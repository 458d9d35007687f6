import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Locator } from "@playwright/test";
import { test } from "./support/fixtures.ts";
import { link } from "./support/links.ts";
import { notebookFile } from "./support/notebook-file.ts";
import type { NotebookPage } from "./support/notebook-page.ts";

/** `App(...)` of a notebook with this layout in its file. */
function app(type: string, data: object): string {
  const json = JSON.stringify({ type, data });
  return `layout_file="data:application/json;base64,${Buffer.from(json).toString("base64")}"`;
}

const TALK = [
  "import cloche as cl",
  { name: "title", code: 'cl.md("# A talk")' },
  { name: "live", code: 'n = cl.ui.slider(0, 10, value=3, label="n")\nn' },
  { name: "answer", code: 'cl.md(f"Squared: **{n.value ** 2}**")' },
  { name: "below", code: 'cl.md("## Details")' },
  { name: "hidden", code: '"not for the audience"' },
  { name: "end", code: 'cl.md("# The end")' },
];

const SLIDES = app("slides", {
  cells: [
    {},
    { speakerNotes: "Say hello." },
    { type: "slide" },
    { type: "fragment" },
    { type: "sub-slide" },
    { type: "skip" },
    {},
  ],
  deck: { transition: "fade" },
});

/** The slide that is on the stage. */
const onStage = (notebook: NotebookPage): Locator => notebook.view.locator(".slide[data-current]");

const place = (notebook: NotebookPage) => notebook.view.getByRole("navigation", { name: "Slides" }).getByRole("status");

test("a talk goes from slide to slide by keys and by buttons, with live elements, notes and an address", async ({
  notebook,
}) => {
  const { page } = notebook;
  await notebook.open(TALK, { app: SLIDES, query: { mode: "run" } });
  await expect(onStage(notebook)).toContainText("A talk");
  await expect(place(notebook)).toHaveText(/Slide 1.*of 4/);

  const fills = () => page.evaluate(() => document.fullscreenElement !== null);
  await page.keyboard.press("f");
  await expect.poll(fills).toBe(true);
  await expect(notebook.view.getByRole("banner")).toBeHidden();
  await page.keyboard.press("f");
  await expect.poll(fills).toBe(false);

  await page.keyboard.press("ArrowRight");
  await expect(onStage(notebook).getByRole("slider")).toBeVisible();
  await expect(notebook.cell("answer")).toBeHidden();
  await page.keyboard.press("Space");
  await expect(notebook.cell("answer")).toBeVisible();

  // On the slider the arrows are the slider's; Escape gives them back.
  await onStage(notebook).getByRole("slider").focus();
  await page.keyboard.press("ArrowRight");
  await expect(notebook.cell("answer")).toContainText("Squared: 16");
  await page.keyboard.press("Escape");
  await page.keyboard.press("PageDown");
  await expect(onStage(notebook)).toContainText("Details");
  await expect(page).toHaveURL(/[?&]slide=3\b/);

  await page.keyboard.press("Home");
  await page.keyboard.press("s");
  await expect(notebook.view.getByRole("complementary", { name: "Speaker notes" })).toContainText("Say hello.");
  await page.keyboard.press("End");
  await expect(onStage(notebook)).toContainText("The end");
  await expect(notebook.button("Next")).toBeDisabled();
  await notebook.button("Back", notebook.view.getByRole("navigation", { name: "Slides" })).click();
  await expect(onStage(notebook)).toContainText("Details");

  await page.keyboard.press("o");
  await expect(notebook.view.getByRole("group", { name: /^Slide \d of 4$/ })).toHaveCount(4);
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Enter");
  await expect(onStage(notebook).getByRole("slider")).toHaveValue("4");

  const [speaker] = await Promise.all([page.waitForEvent("popup"), page.keyboard.press("w")]);
  await expect(speaker.getByText("No notes for this slide.")).toBeVisible();
  await expect(speaker.getByRole("region", { name: "Next" })).toContainText("Details");
  await expect(speaker.locator("body")).toHaveCSS("display", "flex"); // dressed as the page is
  await speaker.keyboard.press("PageUp");
  await speaker.keyboard.press("ArrowLeft");
  await expect(onStage(notebook)).toContainText("A talk");
  await expect(speaker.getByRole("region", { name: "Notes" })).toContainText("Say hello.");
  await speaker.getByRole("button", { name: "Next" }).click();
  await expect(onStage(notebook).getByRole("slider")).toBeVisible();
  await speaker.close();
  await expect(notebook.button("Speaker window")).toHaveAttribute("aria-pressed", "false");

  await swipe(notebook, 700, 300);
  await expect(notebook.cell("answer")).toBeVisible();
  await swipe(notebook, 300, 700);
  await expect(notebook.cell("answer")).toBeHidden();
  await expect(onStage(notebook).getByRole("slider")).toBeVisible();

  await page.reload();
  await expect(onStage(notebook).getByRole("slider")).toBeVisible(); // the address leads to the second slide
});

/** A finger goes across the stage, from one place to another. */
async function swipe({ page }: NotebookPage, from: number, to: number): Promise<void> {
  const finger = await page.context().newCDPSession(page);
  const touch = (type: "touchStart" | "touchMove" | "touchEnd", ...touchPoints: { x: number; y: number }[]) =>
    finger.send("Input.dispatchTouchEvent", { type, touchPoints });
  await touch("touchStart", { x: from, y: 500 });
  await touch("touchMove", { x: to, y: 505 });
  await touch("touchEnd");
}

const BOARD = [
  "import cloche as cl",
  { name: "control", code: 'n = cl.ui.slider(0, 10, value=3, label="n")\nn' },
  { name: "result", code: 'cl.md(f"Squared: **{n.value ** 2}**")' },
  { name: "spare", code: 'cl.md("Not placed yet")' },
];

const GRID = app("grid", {
  columns: 12,
  rowHeight: 20,
  maxWidth: 1200,
  bordered: true,
  cells: [{ position: null }, { position: [6, 0, 6, 4] }, { position: [0, 0, 6, 4] }, { position: null }],
});

test("a grid is arranged by keys and by pointer, undone, saved in the file, and stacked on a phone", async ({
  notebook,
}) => {
  const { page } = notebook;
  await notebook.open(BOARD, { app: GRID, query: { mode: "run" } });
  const box = async (name: string) => (await notebook.cell(name).boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  const [left, right] = [await box("result"), await box("control")];
  expect(left.x).toBeLessThan(right.x);
  expect(left.y).toBe(right.y);
  await expect(notebook.cell("spare")).toBeHidden();
  await notebook.slide(5);
  await expect(notebook.cell("result")).toContainText("25");

  await notebook.notebookAction(/arrange the grid/i);
  const handle = (name: string) => notebook.view.getByRole("button", { name: new RegExp(`^${name}: column`) });
  await handle("result").press("ArrowDown");
  await handle("result").press("Shift+ArrowLeft");
  await expect(handle("result")).toHaveAccessibleName("result: column 1, row 2, 5 wide, 4 high");
  await page.keyboard.press("ControlOrMeta+z");
  await expect(handle("result")).toHaveAccessibleName("result: column 1, row 2, 6 wide, 4 high");

  await notebook.button("spare", notebook.view.getByRole("group", { name: "Not on the grid" })).click();
  await expect(notebook.cell("spare")).toBeVisible();
  await expect(handle("spare")).toBeFocused();

  // Where another cell stands: that one moves down.
  const [from, to] = [await box("spare"), await box("control")];
  await page.mouse.move(from.x + 40, from.y + 30);
  await page.mouse.down();
  await page.mouse.move(to.x + 40, to.y + 30, { steps: 4 });
  await page.mouse.up();
  await expect(handle("spare")).toHaveAccessibleName(/^spare: column 7, row 1,/);
  expect((await box("control")).y).toBeGreaterThanOrEqual((await box("spare")).y + (await box("spare")).height - 1);
  await page.emulateMedia({ media: "print" });
  await expect(handle("spare")).toBeHidden();
  await page.emulateMedia({ media: "screen" });
  await handle("control").press("Delete");
  await expect(notebook.cell("control")).toBeHidden();
  await notebook.button("Done").click();

  const saved = /layout_file="data:application\/json;base64,([^"]+)"/.exec(await notebook.savedFile())?.[1] ?? "";
  const { data } = JSON.parse(Buffer.from(saved, "base64").toString()) as {
    data: { cells: { position: number[] | null }[] };
  };
  expect(data.cells.map(({ position }) => position?.slice(0, 2) ?? null)).toEqual([null, null, [0, 1], [6, 0]]);

  await page.setViewportSize({ width: 390, height: 760 });
  const [first, second] = [await box("spare"), await box("result")];
  expect(first.x).toBe(second.x);
  expect(second.y).toBeGreaterThanOrEqual(first.y + first.height);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
});

test.describe("with files that do not lie beside it on the site", () => {
  test.use({ expectedMessages: [/404/] });

  test("columns stand side by side, cells go from one to another, and the notebook's style follows its files", async ({
    notebook,
  }) => {
    const { page } = notebook;
    const cell = (name: string, code: string, option = "") =>
      `@app.cell${option}\ndef ${name}():\n    ${code}\n    return\n`;
    const head =
      'import cloche\n\n__generated_with = "0.1.0"\napp = cloche.App(width="columns", css_file="a.css", html_head_file="a.html")\n';
    const foot = 'if __name__ == "__main__":\n    app.run()\n';
    const write = (name: string, text: string) => `__import__("pathlib").Path("${name}").write_text("${text}")`;
    const style = (pixels: number) => write("a.css", `p { letter-spacing: ${pixels}px }`);
    const words = '__import__("cloche").md("second")';
    const cells = [cell("one", style(3)), cell("two", words), cell("three", '"third"', "(column=1)")];
    await notebook.openText([head, ...cells, foot].join("\n\n"));
    await notebook.settled();
    const x = async (name: string) => (await notebook.cell(name).boundingBox())?.x ?? 0;
    expect(await x("one")).toBe(await x("two"));
    expect(await x("three")).toBeGreaterThan(await x("one"));

    const paragraph = notebook.output("two").getByText("second");
    await expect(paragraph).toHaveCSS("letter-spacing", "3px");
    await notebook.editAndRun("one", style(5));
    await expect(paragraph).toHaveCSS("letter-spacing", "5px");
    const greeting = "<script>document.documentElement.title = 'greeted'</script>";
    await notebook.editAndRun("one", write("a.html", `<style>p { word-spacing: 7px }</style>${greeting}`));
    await expect(paragraph).toHaveCSS("word-spacing", "7px");
    await expect(page.locator("html")).toHaveAttribute("title", "greeted");

    await notebook.cellAction("two", /move to the next column/i);
    await expect.poll(() => x("two")).toBe(await x("three"));
    await notebook.cellAction("three", /move to a new column/i);
    await expect.poll(() => x("three")).toBeGreaterThan(await x("two"));
    const saved = await notebook.savedFile();
    expect([...saved.matchAll(/column=(\d)\)\ndef (\w+)/g)].map(([, at, name]) => `${name} ${at}`)).toEqual([
      "one 0",
      "two 1",
      "three 2",
    ]);

    await page.keyboard.press("ControlOrMeta+.");
    await page.setViewportSize({ width: 390, height: 760 });
    await expect.poll(() => x("three")).toBe(await x("one"));
  });
});

test("a stranger's layout and style sheet come from the files of its link, and stay inside of the notebook", async ({
  notebook,
}) => {
  const { page } = notebook;
  const cells = [
    "import cloche as cl",
    {
      name: "words",
      code: 'cl.Html("<style>.button { display: none } body { outline: 3px solid red }</style><p>words</p>")',
    },
  ];
  const url = link(notebook.origin, {
    "talk.py": notebookFile(
      cells,
      'layout_file="layouts/talk.slides.json", css_file="style.css", html_head_file="head.html"',
    ),
    "head.html":
      "<style>p { font-style: italic }</style><script>document.documentElement.dataset.head = 'ran'</script>",
    "style.css": ":root { --ink: #b00020 }\np { letter-spacing: 3px }\nbutton { display: none }\n",
    "layouts/talk.slides.json": JSON.stringify({ type: "slides", data: { cells: [], deck: {} } }),
  });

  await page.goto(url.replace("#code/", "?mode=run&slide=1#code/"));
  const { sandboxed } = notebook;
  await sandboxed.settled();

  await expect(onStage(sandboxed)).toContainText("words");
  await expect(sandboxed.view.getByText("words", { exact: true })).toHaveCSS("letter-spacing", "3px");
  await expect(sandboxed.view.getByText("words", { exact: true })).toHaveCSS("color", "rgb(176, 0, 32)");
  await expect(sandboxed.view.getByText("words", { exact: true })).toHaveCSS("font-style", "italic");
  await expect(sandboxed.view.locator("html")).toHaveAttribute("data-head", "ran");
  await expect(page.locator("html")).not.toHaveAttribute("data-head");
  await expect(sandboxed.button("Menu")).toBeVisible();
  await expect(sandboxed.view.locator("body")).toHaveCSS("outline-style", "none");
  await expect(sandboxed.button("Full screen")).toHaveCount(0); // no sandbox may cover the screen

  await page.getByRole("button", { name: "Share a link" }).click();
  for (const name of ["head.html", "style.css", "layouts/talk.slides.json"])
    await expect(page.getByRole("dialog").getByRole("checkbox", { name })).toBeChecked();
});

test("on paper each slide is a page, in light colours, and a notebook has no buttons", async ({ notebook }) => {
  const { page } = notebook;
  await page.emulateMedia({ colorScheme: "dark" });
  // Higher than a page, and a picture whose size hangs on the window's.
  const picture = "<svg viewBox='0 0 3 2' style='width: min(40rem, 90vw)'><path d='M0 0h3v2z' /></svg>";
  const long = `cl.vstack([cl.md("# The end\\n\\n" + "- a line\\n" * 20), cl.Html("${picture}")])`;
  await notebook.open([...TALK.slice(0, -1), { name: "end", code: long }], { app: SLIDES, query: { mode: "run" } });

  for (const size of [{ preferCSSPageSize: true }, { format: "A4" }]) {
    const paper = await page.pdf(size);
    expect(paper.toString("latin1").match(/\/Type\s*\/Page\b/g)).toHaveLength(4);
    await page.setViewportSize({ width: 390, height: 760 });
  }
  await expect(onStage(notebook)).toHaveCount(1);
  await expect(notebook.cell("end")).toBeHidden(); // it is a stage again
  await page.emulateMedia({ colorScheme: "dark", media: "print" });
  await expect(notebook.view.getByRole("banner")).toBeHidden();
  await expect(page.locator("body")).toHaveCSS("color-scheme", "light");
  await page.emulateMedia({ colorScheme: "dark", media: "screen" });
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`axe finds nothing against slides, their overview, and a grid that is arranged (${colorScheme})`, async ({
    notebook,
    page,
  }) => {
    await page.emulateMedia({ colorScheme });
    test.slow(); // four looks at the whole page
    const check = async () => {
      const axe = new AxeBuilder({ page });
      // In the dark the page is built of the same things: only its colours are others.
      const rules = colorScheme === "dark" ? axe.withRules("color-contrast") : axe.disableRules("page-has-heading-one");
      const { violations } = await rules.analyze();
      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
    };
    await notebook.open(TALK, { app: SLIDES, query: { mode: "run" } });
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });

    await page.keyboard.press("s");
    await check();
    await page.keyboard.press("o");
    await check();
    await page.keyboard.press("Escape");
    await notebook.notebookAction(/arrange the slides/i);
    await check();
    await page.keyboard.press("Escape");
    await notebook.button("Menu").click();
    await notebook.view.getByRole("menuitemradio", { name: "Grid" }).click();
    await notebook.notebookAction(/arrange the grid/i);
    await expect(notebook.view.getByRole("region", { name: "Arrange the grid" })).toBeVisible();
    await check();
  });
}
