import { expect, type Locator } from "@playwright/test";
import { test } from "./support/fixtures.ts";
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
  await expect(notebook.view.getByRole("button", { name: /^Slide \d of 4$/ })).toHaveCount(4);
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Enter");
  await expect(onStage(notebook).getByRole("slider")).toHaveValue("4");

  await page.reload();
  await expect(onStage(notebook).getByRole("slider")).toBeVisible(); // the address leads to the second slide
});
