import { expect, test } from "./support/fixtures.ts";

const IMPORT = "import cloche as cl";

test("a slider that is shown again and again while it is dragged stays under the hand", async ({ notebook, page }) => {
  await notebook.open([IMPORT, "amount = cl.ui.slider(0, 100, value=10)", 'cl.md(f"now {amount.value}: {amount}")']);
  const slider = notebook.output(2).locator("input[type=range]");
  const box = await slider.boundingBox();
  if (!box) throw new Error("the slider is not on the page");
  await slider.evaluate((input) => Object.assign(window, { dragged: input }));

  await page.mouse.move(box.x + box.width * 0.1, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.8, box.y + box.height / 2, { steps: 40 });
  const held = await slider.inputValue();
  await page.mouse.up();

  expect(Number(held)).toBeGreaterThan(70);
  await expect(notebook.output(2)).toContainText(`now ${held}:`);
  expect(await slider.inputValue()).toBe(held);
  expect(await slider.evaluate((input) => input === (window as { dragged?: unknown }).dragged)).toBe(true);
});

test("a field keeps focus and caret while each key shows it again", async ({ notebook, page }) => {
  await notebook.open([
    IMPORT,
    'word = cl.ui.text("glass", debounce=False, label="Word")',
    'cl.md(f"{word}\\n\\n" + "* " + word.value[::-1])',
  ]);
  const field = notebook.output(2).getByLabel("Word");
  await field.focus();
  await page.keyboard.press("Home");

  await page.keyboard.type("big ", { delay: 40 });

  await expect(notebook.output(2).locator("li")).toHaveText("ssalg gib");
  await expect(field).toBeFocused();
  expect(await field.evaluate((input: HTMLInputElement) => [input.value, input.selectionStart])).toEqual([
    "big glass",
    4,
  ]);
});

test("scripts in the person's own HTML run in turn, those in a label never, and formulas are set in both", async ({
  notebook,
  page,
}) => {
  await notebook.open([
    IMPORT,
    `cl.Html("""<p id="made"></p>
<script>window.steps = ["first"]</script>
<script src="data:text/javascript,window.steps.push('second')"></script>
<script>window.steps.push("third"); document.querySelector("#made").textContent = window.steps.join(" ")</script>""")`,
    'cl.ui.slider(0, 1, label=\'deep <img src="data:," onerror="window.canary = 1"><b>down</b>\')',
    'cl.md(r"""Let $x^2$ be.\n\n$$\\sum_i x_i$$""")',
    'cl.ui.slider(0, 1, label=r"$\\alpha$")',
  ]);

  await expect(notebook.output(1).locator("#made")).toHaveText("first second third");
  await expect(notebook.output(2).locator("label b")).toHaveText("down");
  await expect(notebook.output(2).locator("[onerror]")).toHaveCount(0);
  await expect(notebook.output(3).locator(".katex")).toHaveCount(2);
  await expect(notebook.output(3).locator("cloche-tex[display] .katex-display")).toBeVisible();
  await expect(notebook.output(4).locator("label .katex")).toBeVisible();
  expect(await page.evaluate(() => "canary" in window)).toBe(false);
});

test("a dropdown with many options is searched by keyboard and not cut off; a form holds its value until Ctrl+Enter", async ({
  notebook,
  page,
}) => {
  await notebook.open([
    IMPORT,
    'city = cl.ui.dropdown([f"City {n}" for n in range(1000)], label="City", searchable=True)\ncity',
    "city.value",
    'note = cl.ui.text_area(label="Note").form(clear_on_submit=True)\nnote',
    'note.value or "nothing yet"',
  ]);

  await notebook.output(1).getByLabel("City").click();
  await page.keyboard.type("77");
  const option = page.getByRole("option", { name: "City 577" });
  await expect(option).toBeInViewport({ ratio: 1 });
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(notebook.output(2)).toContainText("City 177");
  await expect(page.getByRole("listbox")).toBeHidden();

  const field = notebook.output(3).getByLabel("Note");
  await field.fill("one\ntwo");
  await expect(notebook.output(4)).toContainText("nothing yet");
  await field.press("ControlOrMeta+Enter");
  await expect(notebook.output(4)).toContainText("one\ntwo");
  await expect(field).toHaveValue("");
  await notebook.expectStatus(3, "idle");
  await expect(page.locator('[data-status="error"]')).toHaveCount(0);
});

test("the network's loss curve grows while it trains", async ({ notebook, page }) => {
  await page.goto(`${notebook.origin}/?src=/examples/neural_network.py`);
  await notebook.cells.first().waitFor();
  const seen = new Set<string>();
  const curve = notebook.output("training").locator("svg text").last();

  await expect
    .poll(
      async () => {
        if (await curve.count()) seen.add((await curve.textContent()) ?? "");
        return [...seen].some((text) => text.startsWith("round 300"));
      },
      { intervals: [20], timeout: 60_000 },
    )
    .toBe(true);

  expect(seen.size).toBeGreaterThan(3);
  await notebook.settled();
  await expect(page.locator('[data-status="error"]')).toHaveCount(0);
});

test("pictures of 5 MB, one after the other, leave one address behind", async ({ notebook, page }) => {
  await page.addInitScript(() => {
    const live = new Set<string>();
    const { createObjectURL, revokeObjectURL } = URL;
    URL.createObjectURL = (content: Blob) => {
      const url = createObjectURL(content);
      if (content instanceof Blob && content.type === "image/png") live.add(url);
      return url;
    };
    URL.revokeObjectURL = (url) => {
      live.delete(url);
      revokeObjectURL(url);
    };
    Reflect.set(globalThis, "liveAddresses", live);
  });
  await notebook.open([
    `import cloche as cl, struct, zlib
def chunk(kind, content):
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
rows = zlib.compress(bytes(1 + 1250) * 4000, 0)
class Picture:
    def __init__(self, n):
        self.n = n
    def _repr_png_(self):
        parts = chunk(b"IHDR", struct.pack(">IIBBBBB", 1250, 4000, 8, 0, 0, 0, 0)), chunk(b"IDAT", rows), chunk(b"IEND", b"")
        return b"\\x89PNG\\r\\n\\x1a\\n" + b"".join(parts) + bytes([self.n])
turn = cl.ui.slider(0, 100, label="turn")
turn`,
    "Picture(turn.value)",
    "turn.value",
  ]);
  const seen = new Set<string | null>();
  const picture = notebook.output(1).locator("img");

  for (let n = 1; n <= 20; n += 1) {
    await notebook.slide(n);
    await expect(notebook.output(2)).toHaveText(String(n));
    seen.add(await picture.getAttribute("src"));
  }

  expect(seen.size).toBeGreaterThan(10);
  await expect.poll(() => page.evaluate(() => (Reflect.get(globalThis, "liveAddresses") as Set<string>).size)).toBe(1);
  await notebook.deleteCell(1);
  await expect.poll(() => page.evaluate(() => (Reflect.get(globalThis, "liveAddresses") as Set<string>).size)).toBe(0);
});
