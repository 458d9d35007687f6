import { readFile } from "node:fs/promises";
import { expect, type FrameLocator, type Locator, type Page } from "@playwright/test";
import { notebookFile, type TestCell } from "./notebook-file.ts";
import type { Site } from "./site-server.ts";

export interface OpenOptions {
  /** Arguments of `cloche.App(...)`. */
  readonly app?: string;
  /** The file's name. */
  readonly name?: string;
  /** More of the address: `{ mode: "run" }`. */
  readonly query?: Readonly<Record<string, string>>;
}

type Part = "editor" | "output" | "console" | "prompt" | "error";

/**
 * The page as a person sees it: cells by their place, buttons by their names.
 *
 * Knows the DOM only through the contract that the page keeps for tests and screen readers:
 * `data-cell-id`, `data-status`, `data-part`, `data-kernel`, `data-element`, roles and labels.
 */
export class NotebookPage {
  readonly page: Page;
  readonly site: Site;
  /** Where the notebook is: the page itself, or the frame of a stranger's. */
  readonly view: Page | FrameLocator;

  constructor(page: Page, site: Site, view: Page | FrameLocator = page) {
    this.page = page;
    this.site = site;
    this.view = view;
  }

  /** A stranger's notebook in this page's sandbox. */
  get sandboxed(): NotebookPage {
    return new NotebookPage(this.page, this.site, this.page.frameLocator("iframe.sandbox"));
  }

  get origin(): string {
    return this.site.origin;
  }

  /** Open a notebook that the site itself serves, and wait until everything in it has run. */
  async open(cells: readonly TestCell[], options: OpenOptions = {}): Promise<void> {
    await this.openText(notebookFile(cells, options.app), options);
    await this.settled();
  }

  /** Open any text as a file of the site, without waiting for Python. */
  async openText(text: string, { query = {}, name = "notebook.py" }: OpenOptions = {}): Promise<void> {
    const parameters = new URLSearchParams({ src: this.site.put(text, name), ...query });
    await this.page.goto(`${this.origin}/?${parameters}`);
    await this.cells.first().waitFor({ state: "attached" });
  }

  get kernel(): Locator {
    return this.view.locator("html");
  }

  get cells(): Locator {
    return this.view.locator("[data-cell-id]");
  }

  /** The cell at a place (from 0), or with a name. */
  cell(which: number | string): Locator {
    return typeof which === "number" ? this.cells.nth(which) : this.view.locator(`[data-cell-name="${which}"]`);
  }

  part(which: number | string, part: Part): Locator {
    return this.cell(which).locator(`[data-part="${part}"]`);
  }

  output(which: number | string): Locator {
    return this.part(which, "output");
  }

  /** A button or menu item by its label, anywhere on the page or in one cell. */
  button(name: string | RegExp, within: Page | FrameLocator | Locator = this.view): Locator {
    return within.getByRole("button", { name });
  }

  async ready(): Promise<void> {
    await expect(this.kernel).toHaveAttribute("data-kernel", /ready|busy/, { timeout: 60_000 });
  }

  /** Python is up and no cell waits or runs. */
  async settled(seconds = 60): Promise<void> {
    const timeout = seconds * 1_000;
    // Not by `expect`: each look of it that fails describes the whole page, half a second of its thread for 2,000 cells.
    const ready = this.view.locator('html[data-kernel="ready"]');
    await ready
      .waitFor({ state: "attached", timeout })
      .catch(() => expect(this.kernel).toHaveAttribute("data-kernel", "ready"));
    await expect(this.view.locator('[data-status="queued"], [data-status="running"]')).toHaveCount(0, { timeout });
  }

  /** Put the caret into a cell's editor. */
  async focus(which: number | string): Promise<Locator> {
    const content = this.part(which, "editor").locator(".cm-content");
    await content.click();
    await expect(content).toHaveAttribute("contenteditable", "true"); // until then it is only a picture of the editor
    await expect(content).toBeFocused();
    return content;
  }

  /** Replace a cell's code as a paste would: no brackets close themselves. */
  async edit(which: number | string, code: string): Promise<void> {
    await this.focus(which);
    await this.page.keyboard.press("ControlOrMeta+a");
    await this.page.keyboard.insertText(code);
  }

  async editAndRun(which: number | string, code: string): Promise<void> {
    await this.edit(which, code);
    await this.page.keyboard.press("ControlOrMeta+Enter");
  }

  async code(which: number | string): Promise<string> {
    await this.cell(which).scrollIntoViewIfNeeded();
    await this.part(which, "editor").locator(".cm-content").waitFor();
    const lines = await this.part(which, "editor").locator(".cm-line").allInnerTexts();
    return lines.map((line) => line.replace(/\n$/, "")).join("\n");
  }

  async expectStatus(which: number | string, status: string | RegExp): Promise<void> {
    await expect(this.cell(which)).toHaveAttribute("data-status", status);
  }

  /** The native control of a UI element. */
  control(kind: string, nth = 0): Locator {
    return this.view.locator(`[data-element="${kind}"]`).nth(nth).locator("input, select, textarea, button").first();
  }

  /** Move a slider as fingers do: the value changes, and the page is told. */
  async slide(to: number, nth = 0): Promise<void> {
    await this.control("slider", nth).fill(String(to));
  }

  /** What a cell says is wrong: its exception, or the problem it is part of. */
  wrong(which: number | string): Locator {
    return this.cell(which).locator('[data-part="error"]:visible, [data-part="problems"]:visible');
  }

  /** Choose from the menu of one cell. */
  async cellAction(which: number | string, name: RegExp): Promise<void> {
    const cell = this.cell(which);
    await cell.hover();
    await this.button(/^more for/i, cell).click();
    await this.view.getByRole("menuitem", { name }).filter({ visible: true }).click();
  }

  async deleteCell(which: number | string): Promise<void> {
    const cells = await this.cells.count();
    await this.cellAction(which, /delete/i);
    await expect(this.cells).toHaveCount(cells - 1);
  }

  async undoDelete(): Promise<void> {
    await this.button("Undo").click();
  }

  async addCellBelow(which: number | string): Promise<void> {
    const cells = await this.cells.count();
    await this.cellAction(which, /add cell below/i);
    await expect(this.cells).toHaveCount(cells + 1);
    await expect(this.view.locator(".cm-content[contenteditable=true]:focus")).toBeVisible();
  }

  async rename(which: number | string, name: string): Promise<void> {
    const field = this.cell(which).getByRole("textbox", { name: /^name of/i });
    await this.cell(which).hover();
    await field.fill(name);
    await field.press("Enter");
  }

  async stop(): Promise<void> {
    await this.button("Stop", this.view.getByRole("banner")).click();
  }

  async restart(): Promise<void> {
    await this.notebookAction(/restart python/i);
  }

  /** Make the stranger's notebook in this page's sandbox one's own, and wait until it has run. */
  async keepCopy(): Promise<void> {
    await this.button("Keep a copy").click();
    const yes = this.button("Keep and run as mine");
    await yes.waitFor();
    await expect(async () => {
      // Until the dialog is drawn, a browser may hand the click to the frame below, which is a process of its own.
      if (await yes.isVisible()) await yes.click({ timeout: 5_000 });
      await expect(this.page).toHaveURL(/#nb\//, { timeout: 10_000 });
    }).toPass();
    await this.settled();
  }

  /** Say yes to a stranger's notebook where no sandbox comes up, and wait until it has run. */
  async trustAndRun(): Promise<void> {
    await this.button("Run notebook").click();
    await this.settled();
  }

  async runAll(): Promise<void> {
    await this.button("Run all").click();
    await this.settled();
  }

  /** Choose from the menu of the notebook. */
  async notebookAction(name: RegExp): Promise<void> {
    await this.button("Menu").click();
    await this.view.getByRole("menuitem", { name }).filter({ visible: true }).click();
  }

  /** The text of the file that "Download" gives. */
  async savedFile(): Promise<string> {
    const [download] = await Promise.all([this.page.waitForEvent("download"), this.notebookAction(/download/i)]);
    return readFile(await download.path(), "utf8");
  }

  /** The link that "Share" shows. */
  async shareLink(): Promise<string> {
    await this.button("Share a link").click();
    const field = this.view.getByRole("textbox", { name: "Link" });
    await expect(field).toHaveValue(/#code\//);
    return field.inputValue();
  }

  /** The page says that everything typed so far is kept. */
  async saved(): Promise<void> {
    await expect(this.view.getByRole("banner").getByText("Saved", { exact: true })).toBeVisible();
  }

  /** The browser has stored a file that Python wrote; it does so by itself, soon after the file is closed. */
  async fileStored(path: RegExp): Promise<void> {
    await expect.poll(async () => (await this.page.evaluate(storedFiles)).join("\n")).toMatch(path);
  }

  /** Open a notebook and keep it in this browser. */
  async openSaved(cells: readonly TestCell[], name?: string): Promise<void> {
    await this.open(cells, name === undefined ? {} : { name });
    await this.focus(0);
    await this.page.keyboard.press("ControlOrMeta+s");
    await expect(this.page).toHaveURL(/#nb\//);
    await this.saved();
  }
}

/** In the page: paths of files in all folders that Emscripten keeps in this browser, each in a database of its own. */
async function storedFiles(): Promise<string[]> {
  const found: string[] = [];
  for (const { name = "" } of await indexedDB.databases()) {
    if (!name.startsWith("/")) continue;
    found.push(
      ...(await new Promise<string[]>((done, fail) => {
        const opening = indexedDB.open(name);
        opening.onerror = () => fail(opening.error);
        opening.onsuccess = () => {
          const listing = opening.result.transaction("FILE_DATA").objectStore("FILE_DATA").getAllKeys();
          listing.onerror = () => fail(listing.error);
          listing.onsuccess = () => done(listing.result.map(String));
          opening.result.close(); // when the list is there
        };
      })),
    );
  }
  return found;
}
