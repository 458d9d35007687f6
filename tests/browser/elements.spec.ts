import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import { expect, test } from "./support/fixtures.ts";
import { WIDGET_PYTHON } from "./support/widget-python.ts";

const ROOT = resolve(import.meta.dirname, "../..");

test("elements are answered with keys and pointer, and Python has the answers, also after a restart", async ({
  notebook,
  page,
}) => {
  await notebook.open([
    "from cloche import md, ui, vstack",
    `fruits = ui.multiselect({"fig": 1, "kiwi": 2, "plum": 3}, label="Fruits")
band = ui.range_slider(0, 10, value=(2, 8), label="Band")
day = ui.date("2026-01-01", "2026-12-31", value="2026-05-04", label="Day")
grid = ui.matrix([[1, 2], [2, 4]], symmetric=True, label="Grid")
code = ui.code_editor("x", label="Code", debounce=True)
vstack([fruits, band, day, grid, code])`,
    "(fruits.value, band.value, str(day.value), grid.value, code.value)",
    `names = ui.array([ui.text("a", label="first"), ui.text("b", label="second")])
trip = md("From {start} on {day}").batch(start=ui.dropdown(["Oslo", "Rome"], value="Oslo"), day=ui.number(1, 9))
order = trip.form(validate=lambda v: "Not on day 3." if v["day"] == 3 else None)
sheets = ui.tabs({"Names": names, "Trip": order, "Later": lambda: md("**made** when opened")}, lazy=True)
sheets`,
    "(names.value, order.value, sheets.value)",
  ]);

  const fruits = page.getByRole("combobox", { name: "Fruits" });
  await fruits.focus();
  await fruits.pressSequentially("p");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  await fruits.fill("kiwi");
  await page.getByRole("option", { name: "kiwi" }).click();
  await page.keyboard.press("Escape");
  await page.getByRole("slider", { name: "From: Band" }).press("ArrowRight");
  await page.getByRole("slider", { name: "To: Band" }).press("ArrowLeft");
  await page.getByLabel("Day", { exact: true }).fill("2026-07-14");
  await page.getByRole("spinbutton", { name: "Row 1, column 2" }).press("ArrowUp");
  const code = page.getByRole("textbox", { name: "Code", exact: true });
  await code.press("End");
  await code.pressSequentially(" = 1");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Tab"); // on to the button that copies: the code is left, and counts
  await expect(notebook.output(2)).toHaveText(
    "([3, 2], [3, 7], '2026-07-14', [[1, 3.0], [3.0, 4]], 'x = 1')".replaceAll("3.0", "3"),
  );

  await page.getByLabel("second").fill("z");
  await page.keyboard.press("Enter");
  await expect(notebook.output(4)).toContainText("'z'");
  await page.getByRole("tab", { name: "Names" }).press("ArrowRight");
  await expect(page.getByRole("tab", { name: "Trip" })).toBeFocused();
  const day = page.getByRole("spinbutton", { name: "number" });
  await day.fill("3");
  await page.getByRole("button", { name: "Submit" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "Not on day 3." })).toBeVisible();
  await day.fill("4");
  await day.press("Enter");
  await expect(notebook.output(4)).toContainText("'day': 4");
  await expect(page.getByRole("alert").filter({ hasText: "Not on day 3." })).toHaveCount(0);
  await page.getByRole("tab", { name: "Trip" }).press("End");
  await expect(page.getByRole("tabpanel").getByText("made when opened")).toBeVisible();

  await notebook.restart();
  await notebook.settled();
  await expect(notebook.output(2)).toContainText("[3, 2], [3, 7], '2026-07-14'");
  await expect(notebook.output(4)).toContainText("'day': 4");
  await expect(page.getByRole("tab", { name: "Later" })).toHaveAttribute("aria-selected", "true");
});

test("files and sound reach Python byte for byte", async ({ notebook, page }) => {
  await page.addInitScript(() => {
    navigator.mediaDevices.getUserMedia = async () => new AudioContext().createMediaStreamDestination().stream;
  });
  await notebook.open([
    "import hashlib\nfrom cloche import ui, vstack",
    'papers = ui.file(multiple=True, label="Papers")\nvoice = ui.microphone(label="Record")\nvstack([papers, voice])',
    "[(p.name, len(p.contents), hashlib.sha256(p.contents).hexdigest()[:8]) for p in papers.value]",
    "len(voice.value.getvalue()) > 0",
  ]);
  const large = Buffer.from(Uint8Array.from({ length: 9_000_000 }, (_, at) => at * 7)); // more than two pieces
  const hash = createHash("sha256").update(large).digest("hex").slice(0, 8);

  await page.getByLabel("Papers").setInputFiles([
    { name: "ä.bin", mimeType: "application/octet-stream", buffer: large },
    { name: "empty.txt", mimeType: "text/plain", buffer: Buffer.alloc(0) },
  ]);
  await expect(notebook.output(2)).toContainText(`('ä.bin', 9000000, '${hash}')`);
  await expect(notebook.output(2)).toContainText("('empty.txt', 0,");

  await notebook.button("Record").click();
  await expect(page.getByText("Recording…")).toBeVisible();
  await notebook.button("Record").click();
  await expect(notebook.output(3)).toHaveText("True");

  await notebook.restart();
  await notebook.settled();
  await expect(notebook.output(2)).toContainText(hash);
});

const WIDGET = `from cloche import ui, vstack
${WIDGET_PYTHON}
class Pulse(Widget):
    _css = ".pulse { font-weight: bold }"
    def set_state(self, state):
        super().set_state(state)
        self.comm.send({"method": "custom", "content": {"said": "heard "}}, buffers=[bytes(state["data"])[2:]])
pulse = ui.anywidget(Pulse("""
    export default { render({ model, el }) {
      const button = document.createElement("button");
      const show = () => { button.textContent = "pulse " + model.get("count") + " of " + model.get("data").byteLength; };
      button.className = "pulse";
      button.onclick = () => {
        model.set("count", model.get("count") + 1);
        model.set("data", new DataView(new Uint8Array([1, 2, 3]).buffer));
        model.save_changes();
      };
      model.on("change", show);
      model.on("msg:custom", (content, [view]) => { el.title = content.said + view.getUint8(0); });
      show();
      el.append(button);
      return () => { globalThis.pulseEnded = true; };
    } }""", count=0, data=b"ab"))
async def model(messages, config):
    import asyncio
    for word in messages[-1].content.split():
        yield f"**{word.upper()}** "
        await asyncio.sleep(0)
talk = ui.chat(model, prompts=["one two"], label="Talk")
from pathlib import Path
Path("inner").mkdir(exist_ok=True)
Path("inner/found.txt").write_text("here")
folder = ui.file_browser(".", label="Folder")
vstack([pulse, talk, folder])`;

test("a widget of somebody else's, a chat and folders talk with Python", async ({ notebook, page }) => {
  await notebook.open([
    WIDGET,
    "(pulse.value['count'], bytes(pulse.value['data']))",
    "[m.content for m in talk.value]",
    "[(p.name, p.path.read_text()) for p in folder.value]",
  ]);

  await page.getByRole("button", { name: "pulse 0 of 2" }).click();
  await expect(notebook.output(1)).toContainText("(1, b'\\x01\\x02\\x03')");
  await expect(page.locator("[title='heard 3'] .pulse")).toHaveText("pulse 1 of 3");

  await page.getByRole("button", { name: "one two" }).click();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("log").locator("strong")).toHaveText(["ONE", "TWO"]);
  await expect(notebook.output(2)).toContainText("'**ONE** **TWO** '");

  await page.getByRole("button", { name: "inner/" }).click();
  await page.getByRole("checkbox", { name: "found.txt" }).check();
  await expect(notebook.output(3)).toContainText("('found.txt', 'here')");

  await notebook.restart();
  await notebook.settled();
  await expect(notebook.output(3)).toContainText("found.txt");
  await expect(notebook.output(2)).toContainText("**TWO**");
  await expect(page.getByRole("log").locator("strong")).toHaveText(["ONE", "TWO"]);
  await expect(page.getByRole("button", { name: "pulse 1 of 3" })).toBeVisible();
  await notebook.editAndRun(0, "0");
  await expect.poll(() => page.evaluate(() => Reflect.get(globalThis, "pulseEnded"))).toBe(true);
});

test("axe finds nothing against a page of all elements, also open ones, in the light and on a dark phone", async ({
  notebook,
  page,
}) => {
  test.slow(); // six looks at the whole page
  const text = readFileSync(resolve(ROOT, "playground/examples/elements.py"), "utf8");
  await page.emulateMedia({ colorScheme: "light" });
  await notebook.openText(text, { query: { mode: "run" } });
  await notebook.settled();
  await expect(page.locator('[data-status="error"]')).toHaveCount(0);
  await expect(page.locator(".cloche-code-box .cm-content")).toBeVisible();

  const looks = [
    { colorScheme: "light", size: { width: 1280, height: 720 }, rules: null },
    // The page is built of the same things: their colours are others, and so are their places.
    { colorScheme: "dark", size: { width: 390, height: 844 }, rules: ["color-contrast", "target-size"] },
  ] as const;
  for (const { colorScheme, size, rules } of looks) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" }); // colours change at once
    await page.setViewportSize(size);
    await page.evaluate(async () => {
      const picture = () => new Promise((made) => requestAnimationFrame(made));
      await picture().then(picture); // the theme has come to every part of the page
      await Promise.all(document.getAnimations().map((change) => change.finished.catch(() => undefined)));
    });
    const told = async () => {
      const axe = new AxeBuilder({ page }).include("body").options({ rules: { "target-size": { enabled: true } } });
      const { violations } = await (rules ? axe.withRules([...rules]) : axe).analyze();
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" | ")}`);
    };

    expect(await told(), colorScheme).toEqual([]);
    for (const name of ["Town", "Fruits"]) {
      await page.getByRole("combobox", { name }).click();
      await expect(page.getByRole("listbox").getByRole("option").first()).toBeVisible();
      expect(await told(), `${colorScheme}, ${name} is open`).toEqual([]);
      await page.keyboard.press("Escape");
    }
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(size.width);
  }
});
