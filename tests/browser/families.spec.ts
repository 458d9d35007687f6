import { readFileSync } from "node:fs";
import { expect, test } from "./support/fixtures.ts";

const PIXEL =
  "import base64\n_png = base64.b64decode('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==')";
const red = (text: string) =>
  `cl.Html("<svg viewBox='0 0 40 20' width='400'><rect width='40' height='20' fill='${text}'/></svg>")`;

test("values, figures and menus stand on the page as they are meant to be read", async ({ notebook }) => {
  await notebook.open([
    "import cloche as cl",
    'cl.json(\'{"towns": ["Oslo", {"people": 700000}]}\', label=\'Places\')',
    "cl.hstack([cl.stat(1234.5, label='Visitors', caption='since May', direction='increase', bordered=True), cl.stat('n/a', label='Lost')])",
    "cl.inspect(range(3))",
    "cl.nav_menu({'#oslo': 'Oslo', 'More': {'https://example.org': {'label': 'Far', 'description': 'away'}}})",
    'cl.md(f\'## Oslo\\n\\n{cl.icon("lucide:leaf", size=24)} leaf {cl.icon("mdi:none")}\\n\\n### Bergen\')',
    "cl.outline(label='Contents')",
    "cl.latex(r'\\newcommand{\\half}[1]{\\frac{#1}{2}}')",
    "cl.md(r'$\\half{x}$')",
    "cl.plain([1, 2])",
  ]);

  await expect(notebook.output(1)).toContainText("towns");
  await expect(notebook.output(2)).toContainText("1,234.5");
  await expect(notebook.output(2).getByRole("img", { name: "increase" })).toBeVisible();
  await expect(notebook.output(3).getByRole("row", { name: /stop/ })).toContainText("3");
  await notebook.output(4).getByText("More").click();
  await expect(notebook.output(4).getByRole("link", { name: /Far/ })).toBeVisible();
  await expect(notebook.output(5).locator("cloche-icon svg path").first()).toBeAttached();
  await expect(notebook.output(5).locator("cloche-icon").nth(1)).toHaveText("mdi:none");
  await expect(notebook.output(6).getByRole("button")).toHaveText(["Oslo", "Bergen"]);
  await expect(notebook.output(8).locator(".katex .mfrac")).toBeVisible();
  await notebook.editAndRun(5, "cl.md('## Trondheim')");
  await expect(notebook.output(6).getByRole("button")).toHaveText(["Trondheim"]);
});

test("a carousel, two pictures, a diagram and players answer to mouse and keyboard", async ({ notebook, page }) => {
  await notebook.open([
    "import cloche as cl, io, wave",
    `cl.carousel([${red("teal")}, cl.md('second'), cl.ui.slider(0, 9)])`,
    `${PIXEL}\ncl.image_compare(_png, _png, value=30, width=240, height=120)`,
    "cl.mermaid('graph LR\\n  A[Start] --> B{Good?}\\n  B -- yes --> C[End]')",
    "cl.mermaid('graph LR\\n  A --')",
    "_out = io.BytesIO()\n_w = wave.open(_out, 'wb')\n_w.setparams((1, 2, 8000, 0, 'NONE', ''))\n_w.writeframes(bytes(1600))\n_w.close()\ncl.audio(_out.getvalue())",
    "cl.vstack([cl.download(b'a,b', filename='rows.csv'), cl.download(lambda: b'1,2', filename=lambda: 'made.csv', label='Make')])",
  ]);

  const carousel = notebook.output(1);
  await expect(carousel.getByText("1 of 3")).toBeVisible();
  await carousel.getByRole("button", { name: "Next" }).click();
  await expect(carousel.getByText("2 of 3")).toBeVisible();
  await carousel.getByRole("group", { name: "Slides" }).press("End");
  await expect(carousel.getByText("3 of 3")).toBeVisible();
  await expect(carousel.getByRole("slider")).toBeVisible();

  const border = notebook.output(2).getByRole("slider");
  await expect(border).toHaveValue("30");
  await border.press("ArrowRight");
  await expect(border).toHaveValue("30.5");

  await expect(notebook.output(3).locator("svg").getByText("Good?")).toBeVisible();
  await expect(notebook.output(4)).toContainText(/cannot be drawn/);
  await expect(notebook.output(5).locator("audio")).toHaveJSProperty("duration", 0.1);

  const [plain] = await Promise.all([page.waitForEvent("download"), notebook.output(6).getByText("Download").click()]);
  expect([plain.suggestedFilename(), readFileSync(await plain.path(), "utf8")]).toEqual(["rows.csv", "a,b"]);
  const [made] = await Promise.all([page.waitForEvent("download"), notebook.output(6).getByText("Make").click()]);
  expect([made.suggestedFilename(), readFileSync(await made.path(), "utf8")]).toEqual(["made.csv", "1,2"]);
});

test("what is lazy is made when it is seen, routes follow links and Back, a bar stands at the side", async ({
  notebook,
  page,
}) => {
  await notebook.open([
    "import cloche as cl",
    "cl.sidebar([cl.md('# Side'), cl.nav_menu({'#/': 'Home', '#/about': 'About'}, orientation='vertical')], footer='the foot')",
    "cl.routes({'#/': cl.md('at home [Ada](#/user/ada)'), '#/about': lambda: cl.md('about us'), '#/user/:id': 'a user', cl.routes.CATCH_ALL: 'choose'})",
    "made = []\ncl.accordion({'Total': lambda: [made.append(1), cl.md('**late**')][1]}, lazy=True)",
    "print('gone')",
  ]);

  const side = notebook.output(1).locator("cloche-sidebar");
  await expect(side).toHaveAttribute("data-beside", "");
  await expect(side.getByText("the foot")).toBeVisible();
  expect((await side.boundingBox())?.x).toBe(0);
  await expect(notebook.output(2)).toHaveText("choose");
  await side.getByRole("link", { name: "About" }).click();
  await expect(notebook.output(2)).toHaveText("about us");
  await side.getByRole("link", { name: "Home" }).click();
  await notebook.output(2).getByRole("link", { name: "Ada" }).click();
  await expect(notebook.output(2)).toHaveText("a user");
  await page.goBack();
  await expect(notebook.output(2)).toHaveText("at home Ada");
  await page.goBack();
  await expect(notebook.output(2)).toHaveText("about us");

  await expect(notebook.output(3).getByText("late")).toHaveCount(0);
  await notebook.output(3).getByText("Total").click();
  await expect(notebook.output(3).getByText("late")).toBeVisible();

  const saved = page.getByRole("status").filter({ hasText: "Saved" }).getByText("all of it").waitFor();
  await notebook.editAndRun(
    4,
    "cl.status.toast('Saved', 'all of it')\nprint('gone')\ncl.output.clear_console()\nprint('kept')",
  );
  await saved; // it goes by itself: looked for from before it comes
  await expect(notebook.part(4, "console")).toHaveText("kept");

  await page.setViewportSize({ width: 390, height: 800 });
  await expect(side).not.toHaveAttribute("data-beside", "");
  await expect(side.getByText("the foot")).toBeVisible();
  await notebook.editAndRun(1, "1");
  await page.setViewportSize({ width: 1280, height: 800 });
  await expect(page.locator("html")).not.toHaveAttribute("data-sidebar", "");
});
