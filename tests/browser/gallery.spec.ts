import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { crc32, deflateSync, inflateSync } from "node:zlib";
import { expect, test } from "./support/fixtures.ts";
import { NotebookPage } from "./support/notebook-page.ts";
import { OLDER_PYODIDE } from "./support/older-pyodide.ts";

const INDEX = resolve(import.meta.dirname, "../../playground/examples/index.json");
const GALLERY = (JSON.parse(readFileSync(INDEX, "utf8")) as { group?: string }[]).filter(({ group }) => group);

/** Open a notebook of the gallery as its card does: as an app. */
async function openApp(notebook: NotebookPage, name: string, seconds = 60): Promise<void> {
  await notebook.page.goto(`${notebook.origin}/?example=${name}&mode=run`);
  await notebook.cells.first().waitFor({ state: "attached" });
  await notebook.settled(seconds);
  await expect(notebook.page.locator('[data-status="error"]')).toHaveCount(0);
}

async function downloaded(notebook: NotebookPage, label: string): Promise<Buffer> {
  const [file] = await Promise.all([
    notebook.page.waitForEvent("download"),
    notebook.page.getByText(label, { exact: true }).click(),
  ]);
  return readFile(await file.path());
}

test("the home page shows the gallery, and a card opens its notebook as an app", async ({ notebook, page }) => {
  await page.goto(`${notebook.origin}/#home`);
  const gallery = page.getByRole("region", { name: "Gallery" });
  await expect(gallery.getByRole("link")).toHaveCount(GALLERY.length);
  const pictures = gallery.locator("img").filter({ visible: true }); // one for each theme, of which one is seen
  await expect(pictures).toHaveCount(GALLERY.length);
  for (const picture of await pictures.all()) {
    await picture.scrollIntoViewIfNeeded();
    await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(480);
  }

  await gallery.getByRole("link", { name: /mortgage/ }).press("Enter");

  await expect(page).toHaveURL(/\?example=mortgage&mode=run$/);
  await notebook.settled();
  await expect(page.getByRole("heading", { name: "What a mortgage costs" })).toBeVisible();
  await page.getByRole("button", { name: "Edit" }).click();
  await expect(page).toHaveURL(/\?example=mortgage$/);
  await page.goBack();
  await expect(gallery).toBeVisible();
});

test("the dashboard follows its filters", async ({ notebook, page }) => {
  await openApp(notebook, "dashboard");
  const figures = notebook.output("figures");
  await expect(figures).toContainText("313 days open");
  await expect(figures).toContainText("€");

  await page.getByRole("radio", { name: "Pieces" }).check();
  await expect(figures).not.toContainText("€");

  await page.getByRole("button", { name: "Remove Coffee" }).click();
  await expect(notebook.output("shares_and_hours")).not.toContainText("Coffee");
  await expect(notebook.output("shares_and_hours")).toContainText("Croissants");

  const from = page.getByRole("slider", { name: "From: Months" });
  for (let month = 1; month < 12; month++) await from.press("ArrowRight");
  await expect(figures).toContainText("27 days open"); // December without its Sundays
  await expect(notebook.output("weeks")).toContainText("week of 29 December");

  for (const good of ["Rolls", "Bread", "Croissants", "Cake"])
    await page.getByRole("button", { name: `Remove ${good}` }).click();
  await expect(page.getByText("Choose at least one of the goods.", { exact: true })).toBeVisible();
});

test("the mortgage calculator counts as one does on paper", async ({ notebook, page }) => {
  await openApp(notebook, "mortgage");
  const result = notebook.output("result");
  await expect(result).toContainText("saves");

  const enter = async (name: string, value: string) => {
    const field = page.getByRole("spinbutton", { name: `${name} value` });
    await field.fill(value);
    await field.press("Enter");
  };
  await enter("Price of the home", "300000");
  await enter("You pay at once, %", "0");
  await enter("Interest, % a year", "0");
  await enter("Extra each month", "0");
  await expect(result).toContainText("1,000"); // 300,000 in 300 months
  await expect(result).toContainText("25 years");
  await expect(result).toContainText("Pay a little more each month");

  await page.getByRole("slider", { name: "Years" }).press("ArrowLeft");
  await expect(result).toContainText("24 years");
  await enter("Interest, % a year", "6");
  await enter("Years", "30");
  await expect(result).toContainText("1,799"); // 300,000 at 6 % over 30 years: 1,798.65
  await enter("Years", "90");
  await expect(page.getByText("At most 40.", { exact: true })).toBeVisible();
  await enter("Years", "30");
  await page.getByText("Year by year", { exact: true }).click();
  await expect(page.getByRole("row")).toHaveCount(32);
  await expect(page.getByRole("row").last()).toContainText("30");
});

test("models are compared anew when their settings change", async ({ notebook, page }) => {
  await openApp(notebook, "models");
  const verdict = notebook.output("verdict");
  const share = async (name: string) => {
    const text = (await verdict.textContent()) ?? "";
    return Number(new RegExp(`${name}\\s*(\\d+) %`).exec(text)?.[1]);
  };
  expect(await share("5 nearest")).toBeGreaterThan(await share("Logistic")); // on a ring

  await page.getByRole("combobox", { name: "Ripe apples are" }).selectOption("Two heaps");
  await notebook.slide(0); // noise
  await expect.poll(() => share("Logistic")).toBeGreaterThan(90);

  const neighbours = page.getByRole("slider", { name: "Neighbours" });
  await neighbours.press("End");
  await expect(verdict).toContainText("25 nearest");
  await expect(notebook.output("maps").getByRole("img")).toHaveCount(4);
});

test("messages are labelled with keys, and the model learns", async ({ notebook, page }) => {
  await openApp(notebook, "labeler");
  const desk = notebook.output("desk");

  await page.keyboard.press("1");
  await expect(desk).toContainText("Message 2 of 30");
  await notebook.button("Offer").click();
  await expect(desk).toContainText("Message 3 of 30");
  await expect(desk).toContainText("The model thinks");
  await page.keyboard.press("3");
  await expect(desk).toContainText("Message 4 of 30");
  await page.keyboard.press("0");
  await expect(desk).toContainText("Message 3 of 30");

  const lines = (await downloaded(notebook, "Download the labels")).toString().trim().split("\n");
  expect(lines[0]).toBe("message,label");
  expect(lines[1]).toMatch(/,Question$/);
  expect(lines[2]).toMatch(/,Offer$/);
  expect(lines).toHaveLength(3);

  for (let done = 2; done < 30; done++) {
    await expect(desk).toContainText(`Message ${done + 1} of 30`);
    await page.keyboard.press("1");
  }
  await expect(desk).toContainText("All 30 messages are sorted.");
  await expect(notebook.button("Offer")).toHaveCount(0);
  await notebook.button("Begin again").click();
  await expect(desk).toContainText("Message 1 of 30");
});

test("the darkroom reads a picture, changes it and gives it back", async ({ notebook, page }) => {
  await openApp(notebook, "darkroom");
  await expect(notebook.output("result")).toContainText("Download 480 × 320");

  await page.getByLabel("A picture of yours").setInputFiles({ name: "x.png", mimeType: "image/png", buffer: png() });
  await expect(notebook.output("result")).toContainText("Download 2 × 1");
  await page.getByRole("radio", { name: "Grey" }).check();
  for (const name of ["Contrast", "Warmth"]) await page.getByRole("slider", { name }).fill("0");
  await page.getByRole("combobox", { name: "Turn" }).selectOption("Quarter turn");
  await expect(notebook.output("result")).toContainText("Download 1 × 2");
  await notebook.settled();

  // Red lies left and comes to the top: 0.299 of 255. Then blue: 0.114 of it.
  expect(pixels(await downloaded(notebook, "Download 1 × 2"))).toEqual([0, 76, 76, 76, 0, 29, 29, 29]);

  await page
    .getByLabel("A picture of yours")
    .setInputFiles({ name: "y.png", mimeType: "image/png", buffer: Buffer.from("no") });
  await expect(page.getByRole("paragraph").filter({ hasText: "It is not a PNG." })).toBeVisible();
});

test("the form says what is wrong, keeps what is right, and counts the places", async ({ notebook, page }) => {
  await openApp(notebook, "repair_cafe");
  const submit = notebook.button("Book the place");
  const book = async (name: string, email: string) => {
    await page.getByLabel("Your name").fill(name);
    await page.getByLabel("E-mail").fill(email);
    await page.getByLabel("What is broken?").fill("A toaster");
    await page.getByLabel("I stay").check();
    await submit.press("Enter");
  };

  await submit.click();
  await expect(page.getByRole("alert").filter({ hasText: "4 answers need a second look." })).toBeVisible();
  await expect(page.getByLabel("Your name")).toHaveAccessibleDescription("Please write your name.");
  await expect(page.getByLabel("Your name")).toBeFocused();
  await book("Ada", "ada@example");
  await expect(page.getByRole("alert").filter({ hasText: "One answer needs" })).toBeVisible();
  await expect(page.getByLabel("Your name")).not.toHaveAttribute("aria-invalid");
  await expect(page.getByLabel("E-mail")).toHaveAccessibleDescription(/an @ and an ending/);
  await expect(page.getByLabel("Your name")).toHaveValue("Ada");
  await book("Ada", "ada@example.org");
  await expect(notebook.output("ticket")).toContainText("See you on Saturday at 10:00, Ada!");
  await expect(page.getByRole("radio", { name: "10:00, 1 free" })).toBeChecked();
  expect((await downloaded(notebook, "Put it into my calendar")).toString()).toContain("DTSTART:20261205T1000");

  await book("Ada again", "ada@example.org");
  await expect(page.getByLabel("E-mail")).toHaveAccessibleDescription(/has a place already/);
  await book("Grace", "grace@example.org");
  await expect(page.getByRole("radio", { name: "10:00, full" })).not.toBeChecked();
  await expect(page.getByRole("radio", { name: "11:00, 2 free" })).toBeChecked();
  await expect(notebook.output("host")).toContainText("2 of 8 places taken");
  await expect(notebook.output("host").getByRole("row")).toHaveCount(3);
});

test("languages are marked on the map of the embedding, and compared", async ({ page, host }) => {
  test.setTimeout(240_000); // 30 MB of packages, compiled nowhere
  const notebook = new NotebookPage(page, await host(OLDER_PYODIDE));
  await openApp(notebook, "embedding", 180);
  const chosen = notebook.output("chosen");
  await expect(chosen).toContainText("Nothing is marked yet");

  await page.getByRole("application", { name: /^Mark points/ }).waitFor(); // what marks comes after the picture
  const picture = notebook.output("map_of_words").locator("img");
  await picture.scrollIntoViewIfNeeded();
  const { x, y, width, height } = (await picture.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  await page.mouse.move(x + 0.04 * width, y + 0.05 * height);
  await page.mouse.down();
  await page.mouse.move(x + 0.96 * width, y + 0.95 * height, { steps: 4 });
  await page.mouse.up();
  await expect(chosen).toContainText("28 of 28 languages");
  await expect(chosen.getByRole("row")).toHaveCount(29);
  await expect(chosen).toContainText("most in Danish and Norwegian");

  await page.keyboard.press("Escape");
  await expect(chosen).toContainText("Nothing is marked yet");
});

test("the talk goes from slide to slide, and its slider moves the outlier", async ({ notebook, page }) => {
  await openApp(notebook, "talk");
  const stage = page.locator(".slide[data-current]");
  await expect(stage).toContainText("Look at your data");

  await page.keyboard.press("ArrowRight");
  await expect(stage.getByRole("row")).toHaveCount(5);
  await page.keyboard.press("Space");
  await expect(stage.getByRole("img")).toHaveCount(4);
  await page.keyboard.press("ArrowRight");
  await expect(stage).toContainText("The correlation is 0.82");
  await expect.poll(() => stage.evaluate((slide) => slide.scrollHeight - slide.clientHeight)).toBeLessThanOrEqual(1);
  await page.getByRole("slider", { name: "Move the outlier" }).fill("8.5");
  await expect(stage).toContainText("The correlation is 1.00");
  await page.keyboard.press("Escape"); // gives the keys back to the talk
  await page.keyboard.press("End");
  await expect(stage).toContainText("What to take home");
  await page.keyboard.press("s");
  await page.keyboard.press("Home");
  await expect(page.getByRole("complementary", { name: "Speaker notes" })).toContainText("Welcome them.");
});

/** A PNG of two pixels: red and blue. */
function png(): Buffer {
  const chunk = (kind: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(kind), data]);
    const frame = Buffer.alloc(8);
    frame.writeUInt32BE(data.length, 0);
    frame.writeUInt32BE(crc32(body), 4);
    return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
  };
  const head = Buffer.from([0, 0, 0, 2, 0, 0, 0, 1, 8, 2, 0, 0, 0]);
  const body = deflateSync(Buffer.from([0, 255, 0, 0, 0, 0, 255]));
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk("IHDR", head), chunk("IDAT", body), chunk("IEND", Buffer.alloc(0))]);
}

/** The bytes of a PNG with one IDAT chunk, a filter byte before each row. */
function pixels(file: Buffer): number[] {
  const at = file.indexOf("IDAT");
  return [...inflateSync(file.subarray(at + 4, at + 4 + file.readUInt32BE(at - 4)))];
}
