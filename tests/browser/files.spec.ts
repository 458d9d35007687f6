import type { Locator, Page } from "@playwright/test";
import { expect, test } from "./support/fixtures.ts";

/** Drop files on a part of the page, as from a folder of the computer. */
async function drop(target: Locator, files: Readonly<Record<string, string | number>>): Promise<void> {
  const transfer = await target.page().evaluateHandle((contents) => {
    const made = new DataTransfer();
    for (const [name, content] of Object.entries(contents))
      made.items.add(new File([typeof content === "number" ? new Uint8Array(content).fill(7) : content], name));
    return made;
  }, files);
  await target.dispatchEvent("dragover", { dataTransfer: transfer });
  await target.dispatchEvent("drop", { dataTransfer: transfer });
}

const panel = (page: Page): Locator => page.getByRole("complementary", { name: "Files" });
const item = (page: Page, name: string | RegExp): Locator => page.getByRole("treeitem", { name });

async function openPanel(page: Page): Promise<void> {
  await page.keyboard.press("ControlOrMeta+Shift+E");
  await expect(panel(page)).toContainText("Kept in this browser");
}

test("a dropped table is read by Python, looked at, and there after a reload", async ({ notebook, page }) => {
  await notebook.openSaved(["import csv", "[row['town'] for row in csv.DictReader(open('towns.csv'))]"], "towns.py");
  await expect(notebook.wrong(1)).toContainText("towns.csv");

  await drop(page.locator("main"), { "towns.csv": 'town,said\nOslo,"one, ""two"""\nBergen,3\n' });
  await expect(item(page, "towns.csv")).toBeVisible();
  await expect(panel(page)).toContainText("1 file, 39 bytes");
  await notebook.runAll();
  await expect(notebook.output(1)).toContainText("Bergen");

  await item(page, "towns.csv").dblclick();
  await expect(page.getByRole("cell", { name: 'one, "two"' })).toBeVisible();
  await expect(page.getByRole("columnheader")).toHaveText(["town", "said"]);
  await page.keyboard.press("Escape");

  await drop(panel(page), { "towns.csv": "town\nVoss\n", "picture.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>" });
  await page.getByRole("button", { name: "Keep both" }).click();
  await expect(page.getByRole("treeitem")).toHaveCount(3);
  await expect(item(page, "towns (2).csv")).toBeVisible();
  await drop(panel(page), { "towns.csv": "town\nHamar\n" });
  await page.getByRole("button", { name: "Replace" }).click();
  await expect(panel(page)).toContainText("3 files, 62 bytes. Kept in this browser.");
  await page.reload();
  await notebook.settled();
  await notebook.runAll();
  await expect(notebook.output(1)).toContainText("Hamar");
  await openPanel(page);
  await expect(page.getByRole("treeitem")).toHaveCount(3);
});

test("files are made, renamed, moved and deleted by the keyboard alone", async ({ notebook, page }) => {
  await notebook.openSaved(["import os", "sorted(os.listdir())", "os.makedirs('old')"], "keys.py");
  await openPanel(page);
  await expect(item(page, "old")).toBeVisible(); // Python made it

  await page.getByRole("button", { name: "New file" }).press("Enter");
  await page.keyboard.type("a/b");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert")).toContainText("A name has no “/”");
  await page.getByRole("textbox", { name: "Name of the new file" }).fill("notes.txt");
  await page.keyboard.press("Enter");
  await page.getByRole("textbox", { name: "Text of notes.txt" }).fill("first\nsecond");
  await page.keyboard.press("ControlOrMeta+s");
  await expect(page.getByLabel("Content")).toHaveText("first\nsecond");
  await page.keyboard.press("Escape");
  await expect(item(page, "notes.txt, 12 bytes")).toBeVisible();

  await item(page, "old").focus();
  await page.keyboard.press("F2");
  await page.keyboard.type("new");
  await page.keyboard.press("Enter");
  await expect(item(page, "new")).toBeFocused();
  await page.keyboard.press("n");
  await expect(item(page, "notes.txt")).toBeFocused();

  await page.keyboard.press("Shift+F10");
  await page.getByRole("menuitem", { name: "Move to…" }).press("Enter");
  await page.getByRole("combobox", { name: "Folder" }).selectOption("new");
  await page.getByRole("button", { name: "Move", exact: true }).press("Enter");
  await expect(item(page, "notes.txt")).toBeFocused();
  await expect(item(page, "notes.txt")).toHaveAttribute("aria-level", "2");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowLeft");
  await expect(item(page, "new")).toHaveAttribute("aria-expanded", "false");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowDown");
  await notebook.runAll();
  await expect(notebook.output(1)).toHaveText("['new']");

  await item(page, "notes.txt").focus();
  await page.keyboard.press("Delete");
  await expect(page.getByRole("dialog")).toContainText("cannot be undone");
  await page.keyboard.press("Escape");
  await expect(item(page, "notes.txt")).toBeFocused();
  await page.keyboard.press("Delete");
  await expect(page.getByRole("dialog")).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(item(page, "notes.txt")).toBeHidden();
  await expect(item(page, "old")).toBeFocused(); // Python made it again, and now it stands there
});

/** The worker's database takes nothing, as on a full disk; and then again. */
const REFUSE = `from pyodide.code import run_js
run_js("""IDBObjectStore.prototype.kept = IDBObjectStore.prototype.put
IDBObjectStore.prototype.put = () => { throw new DOMException("full", "QuotaExceededError") }; 1""")
open("less.txt", "w").write("1")`;
const ALLOW = `run_js("IDBObjectStore.prototype.put = IDBObjectStore.prototype.kept; 1")
open("less.txt", "w").write("12")`;

test("a large file comes in while Python is there, waits while it is busy, and can be given up", async ({
  notebook,
  page,
}) => {
  await notebook.openSaved(["import os", "os.path.getsize('large.bin')", "", "from hashlib import sha256"], "large.py");
  await openPanel(page);

  await drop(panel(page), { "large.bin": 60_000_000 });
  await expect(item(page, "large.bin, 60.0 MB")).toBeVisible();
  await notebook.runAll();
  await expect(notebook.output(1)).toHaveText("60000000");

  await notebook.editAndRun(2, "while True: pass");
  await notebook.expectStatus(2, "running");
  await drop(panel(page), { "late.bin": 9_000_000, "later.bin": 5 });
  await expect(panel(page)).toContainText("Python is busy: files wait");
  await expect(panel(page)).toContainText("waits, 5 bytes");
  await page.getByRole("button", { name: "Cancel late.bin" }).click();
  await expect(page.getByRole("progressbar", { name: "Upload of late.bin" })).toBeHidden();
  await notebook.stop();
  await expect(item(page, "later.bin")).toBeVisible();
  await expect(item(page, "late.bin")).toBeHidden();

  // The browser refuses to store more: that is said, and stays, until it stores again.
  await notebook.editAndRun(2, REFUSE);
  await expect(page.getByRole("alert").first()).toContainText("no room left for files");
  await notebook.editAndRun(3, "open('more.txt', 'w').write('2')");
  await expect(item(page, "more.txt")).toBeVisible();
  await expect(page.getByRole("alert").first()).toContainText("no room left for files");
  await notebook.editAndRun(2, `${REFUSE.split("\n")[0]}\n${ALLOW}`);
  await expect(page.getByRole("alert")).toHaveCount(0);
  await expect(panel(page)).toContainText("Kept in this browser.");

  await page.reload();
  await notebook.settled();
  await notebook.runAll();
  await expect(notebook.output(1)).toHaveText("60000000");
});

test("a changed module or file beside the notebook runs the cells that read it", async ({ notebook, page }) => {
  await notebook.openSaved(
    [
      "import helper",
      "helper.greet('you')",
      "import cloche as cl\nnotes = cl.watch.file('notes.txt')",
      "cl.notebook_location()",
      "notes.exists() and notes.read_text()",
    ],
    "reader.py",
  );
  await expect(notebook.wrong(0)).toContainText("helper");
  await openPanel(page);

  await drop(panel(page), { "helper.py": "def greet(who):\n    return f'Hello {who}'\n" });
  await expect(notebook.output(1)).toHaveText("Hello you");

  await item(page, "helper.py").focus();
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Edit" }).click();
  await page.getByRole("textbox", { name: "Text of helper.py" }).fill("def greet(who):\n    return f'Bye {who}'\n");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(notebook.output(1)).toHaveText("Bye you");
  await page.keyboard.press("Escape");
  await expect(notebook.output(3)).toContainText("/home/pyodide/");

  await expect(notebook.output(4)).toHaveText("False");
  await drop(panel(page), { "notes.txt": "one" });
  await expect(notebook.output(4)).toHaveText("one");
  await notebook.editAndRun(3, "open('notes.txt', 'w').write('two')");
  await expect(notebook.output(4)).toHaveText("two");

  const [zip] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Download all as a zip" }).click(),
  ]);
  expect(zip.suggestedFilename()).toMatch(/files\.zip$/);
});
