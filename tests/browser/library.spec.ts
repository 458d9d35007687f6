import { readFile, writeFile } from "node:fs/promises";
import type { Locator, Page } from "@playwright/test";
import { strToU8, unzipSync, zipSync } from "fflate";
import { expect, test } from "./support/fixtures.ts";
import { notebookFile } from "./support/notebook-file.ts";
import { NotebookPage } from "./support/notebook-page.ts";

const row = (page: Page, title: string): Locator =>
  page.getByRole("listitem").filter({ has: page.getByRole("link", { name: title }) });

async function rowAction(page: Page, title: string, action: string): Promise<void> {
  await page.getByRole("button", { name: `More for ${title}` }).click();
  await page.getByRole("menuitem", { name: action }).click();
}

async function goHome(page: Page): Promise<void> {
  await page.getByRole("link", { name: "Cloche" }).first().click();
  await expect(page.getByRole("heading", { name: "Your notebooks" })).toBeVisible();
}

/** The first cell says this, now or soon: it may be drawn anew meanwhile. */
async function expectCode(notebook: NotebookPage, code: string): Promise<void> {
  await expect(notebook.part(0, "editor").locator(".cm-content")).toHaveText(code);
}

/** The home page as a fresh visit shows it. */
async function visit(notebook: NotebookPage, at = "/#home"): Promise<void> {
  await notebook.page.goto("about:blank");
  await notebook.page.goto(notebook.origin + at);
}

test("notebooks are found, renamed, copied, deleted, taken back and opened from the home page", async ({
  notebook,
  page,
}) => {
  await notebook.openSaved(["'first of all'"], "first.py");
  await goHome(page);
  await page.getByRole("button", { name: "New notebook" }).click();
  await notebook.edit(0, "needle = 'in a haystack'");
  await notebook.saved();
  await goHome(page);
  await expect(page.getByRole("main")).toContainText("2 notebooks");
  await expect(row(page, "first")).toContainText("'first of all'");

  await page.getByRole("searchbox").fill("haystack needle");
  await expect(row(page, "Untitled notebook")).toBeVisible();
  await expect(row(page, "first")).toBeHidden();
  await page.getByRole("searchbox").fill("");

  await row(page, "Untitled notebook").getByRole("link").focus();
  await page.keyboard.press("F2");
  await page.keyboard.insertText("Haystack");
  await page.keyboard.press("Enter");
  await expect(row(page, "Haystack")).toBeVisible();

  await rowAction(page, "Haystack", "Duplicate");
  await expect(row(page, "Haystack (copy)")).toBeVisible();
  await rowAction(page, "Haystack (copy)", "Delete");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(row(page, "Haystack (copy)")).toBeVisible();
  await rowAction(page, "Haystack (copy)", "Delete");
  await expect(row(page, "Haystack (copy)")).toBeHidden();
  await page.getByText("Deleted: 1 notebook").click();
  await page.getByRole("button", { name: "Restore Haystack (copy)" }).click();
  await expect(row(page, "Haystack (copy)")).toBeVisible();

  await row(page, "Haystack (copy)").getByRole("link").click();
  await expectCode(notebook, "needle = 'in a haystack'");
  await page.goBack();
  await expect(page.getByRole("heading", { name: "Your notebooks" })).toBeVisible();
});

test("all notebooks go into an archive with their files, and come back from it elsewhere", async ({
  notebook,
  page,
  browser,
}, testInfo) => {
  await notebook.openSaved(["open('kept.txt', 'w').write('by Python')"], "writer.py");
  await expect(notebook.output(0)).toContainText("9");
  await expect(async () => {
    await visit(notebook);
    await expect(row(page, "writer")).toBeVisible();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Export all" }).click(),
    ]);
    const files = unzipSync(await readFile(await download.path()));
    expect(Object.keys(files)).toEqual(["writer/writer.py", "writer/kept.txt"]);
    await writeFile(testInfo.outputPath("all.zip"), zipSync(files));
  }).toPass();

  const elsewhere = await browser.newContext();
  const other = new NotebookPage(await elsewhere.newPage(), notebook.site);
  await visit(other);
  await other.page.locator("#library-picker").setInputFiles(testInfo.outputPath("all.zip"));
  await other.button("It is mine").click(); // else it would ask before it runs
  await row(other.page, "writer").getByRole("link").click();
  await other.settled();
  await other.editAndRun(0, "open('kept.txt').read()");

  await expect(other.output(0)).toContainText("by");
  await elsewhere.close();
});

test("an archive that could do harm is refused with the name of its entry, and nothing is taken", async ({
  notebook,
  page,
}, testInfo) => {
  const harmful = zipSync({ "good.py": strToU8(notebookFile(["1"])), "../up.py": strToU8("x") });
  await writeFile(testInfo.outputPath("harmful.zip"), harmful);
  await visit(notebook);

  await page.locator("#library-picker").setInputFiles(testInfo.outputPath("harmful.zip"));

  await expect(page.getByRole("status").getByText("“../up.py”")).toBeVisible();
  await expect(page.getByRole("heading", { name: "Nothing under glass yet" })).toBeVisible();
});

test("an earlier state is shown beside the present one, and restored", async ({ notebook, page }) => {
  await notebook.openSaved(["good = 'old'", "good"]);
  await notebook.edit(0, "worse = 'new'");
  await notebook.saved();

  await notebook.notebookAction(/history/i);
  await expect(page.getByRole("region", { name: "What changed since" })).toContainText("good = 'old'");
  await page.getByRole("button", { name: "Restore this state" }).click();

  await expectCode(notebook, "good = 'old'");
  await notebook.settled();
  await expect(notebook.output(1)).toContainText("old");
  await notebook.notebookAction(/history/i); // what it was before is in the history in its turn
  await expect(page.getByRole("region", { name: "What changed since" })).toContainText("worse = 'new'");
});

test("the second tab of a notebook only shows it, takes it over when asked, and gets it when the first is gone", async ({
  notebook,
  page,
  context,
}) => {
  await notebook.openSaved(["one = 1"]);
  const second = new NotebookPage(await context.newPage(), notebook.site);
  await second.page.goto(page.url());

  await expect(second.page.getByText("open in another tab")).toBeVisible();
  await expect(second.page.locator("#notebook")).toHaveAttribute("inert", "");
  await notebook.edit(0, "one = 'typed in the first'");
  await second.button("Take over").click();

  await expect(second.page.getByText("open in another tab")).toBeHidden();
  await expectCode(second, "one = 'typed in the first'");
  await expect(page.getByText("open in another tab")).toBeVisible();
  await second.edit(0, "one = 'typed in the second'");
  await second.saved();
  await second.page.close();

  await expect(page.getByText("open in another tab")).toBeHidden();
  await expectCode(notebook, "one = 'typed in the second'");
  await notebook.edit(0, "one = 'and on'");
  await notebook.saved();
});

test("an edit is there although the tab was closed at once", async ({ notebook, page, context }) => {
  await notebook.openSaved(["before = 1"]);
  const address = page.url();

  await notebook.edit(0, "after = 2");
  await page.close();

  const next = new NotebookPage(await context.newPage(), notebook.site);
  await next.page.goto(address);
  await next.cells.first().waitFor();
  expect(await next.code(0)).toBe("after = 2");
});

test("a full disk is told in words that stay, and saving goes on when there is room", async ({ notebook, page }) => {
  // Chromium looks at a quota that changed only after a while: so the page's own database refuses as it would.
  await page.addInitScript(() => {
    const { put } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.put = function (...args) {
      const isFull = document.documentElement?.dataset.disk === "full" && this.transaction.db.name === "cloche";
      if (!isFull) return put.apply(this, args);
      this.transaction.abort();
      throw new DOMException("no room", "QuotaExceededError");
    };
  });
  await notebook.openSaved(["kept = 1"]);
  await page.evaluate(() => document.documentElement.setAttribute("data-disk", "full"));

  await notebook.edit(0, "not_saved = 1");
  await expect(page.getByRole("alert")).toContainText("no room left");
  await expect(page.getByRole("banner").getByText("Not saved")).toBeVisible();
  await expect(page.getByRole("alert").getByRole("button", { name: "Download" })).toBeVisible();

  await page.evaluate(() => document.documentElement.removeAttribute("data-disk"));
  await notebook.edit(0, "saved = 2");
  await notebook.saved();
  await expect(page.getByRole("alert")).toHaveCount(0);
});

test("without storage notebooks work in memory, with a plain word that they are not saved", async ({
  notebook,
  page,
}) => {
  await page.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException("not here", "SecurityError");
    };
  });
  await notebook.open(["6 * 7"]);
  await expect(notebook.output(0)).toHaveText("42");

  await notebook.edit(0, "6 * 8");
  await expect(page.getByRole("banner").getByText("Not saved")).toBeVisible();

  await goHomeWithoutStorage(page);
  await expect(page.getByRole("alert")).toContainText("does not let the page keep anything");
});

async function goHomeWithoutStorage(page: Page): Promise<void> {
  await page.getByRole("link", { name: "Cloche" }).first().click();
  await page.getByRole("main").waitFor();
}

test("a tab that a newer Cloche has overtaken stops saving and asks for a reload, which loses nothing", async ({
  notebook,
  page,
}) => {
  await notebook.openSaved(["typed = 1"]);
  await page.evaluate(
    () =>
      new Promise<void>((done, fail) => {
        const request = indexedDB.open("cloche", 99);
        request.onsuccess = () => done(request.result.close());
        request.onerror = () => fail(request.error);
      }),
  );

  await expect(page.getByRole("alert")).toContainText("stopped saving");
  await notebook.edit(0, "typed = 'after it was overtaken'");
  await expect(page.getByRole("banner").getByText("Not saved")).toBeVisible();
  await page.reload();
  await expect(page.getByRole("alert").first()).toContainText("newer Cloche");
  expect(await page.evaluate(() => JSON.stringify(localStorage))).toContain("after it was overtaken");
});

test.describe("a database of an earlier form", () => {
  test.use({ expectedMessages: [/favicon\.ico/] }); // the browser asks for one beside a page that names none

  test("when bringing notebooks into a new form fails half-way, they are listed, open and are exported, and the next visit does it", async ({
    notebook,
    page,
    context,
  }) => {
    const { notebooks } = JSON.parse(await readFile("tests/storage/form-1.json", "utf8")) as { notebooks: unknown[] };
    await page.goto(`${notebook.origin}/config.json`); // the site's own, without the app
    await page.evaluate(
      (kept) =>
        new Promise<void>((done, fail) => {
          const request = indexedDB.open("cloche", 1);
          request.onupgradeneeded = () => {
            for (const name of ["notebooks", "damaged"]) request.result.createObjectStore(name, { keyPath: "id" });
            request.result.createObjectStore("settings");
            for (const each of kept) request.transaction?.objectStore("notebooks").put(each);
          };
          request.onsuccess = () => done(request.result.close());
          request.onerror = () => fail(request.error);
        }),
      notebooks,
    );
    await page.addInitScript(() => {
      const { put } = IDBObjectStore.prototype;
      IDBObjectStore.prototype.put = function (this: IDBObjectStore, ...args: Parameters<typeof put>) {
        if (this.name === "cards") throw new DOMException("half-way", "UnknownError");
        return put.apply(this, args);
      };
    });

    await page.goto(`${notebook.origin}/#home`);

    const words = "could not be brought into the form that this Cloche uses";
    await expect(page.getByRole("alert")).toContainText(words);
    await expect(row(page, "marimo basic")).toBeVisible();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Export all" }).click(),
    ]);
    expect(Object.keys(unzipSync(await readFile(await download.path()))).join()).toContain("marimo_basic.py");
    await row(page, "marimo basic").getByRole("link").click();
    await expectCode(notebook, "x: int = 1unused = 2");
    await expect(page.getByRole("alert")).toContainText(words);

    await page.close();
    const next = await context.newPage();
    await next.goto(`${notebook.origin}/#home`);
    await expect(row(next, "marimo basic")).toBeVisible();
    await expect(next.getByText(words)).toHaveCount(0);
  });
});

test("one damaged notebook is set aside and can be downloaded; the others list and open", async ({
  notebook,
  page,
}) => {
  await notebook.openSaved(["'whole'"], "whole.py");
  const damagedId = await page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((done) => {
      const request = indexedDB.open("cloche");
      request.onsuccess = () => done(request.result);
    });
    await new Promise<void>((done) => {
      const transaction = database.transaction("notebooks", "readwrite");
      transaction.objectStore("notebooks").put({ id: "torn", title: "Torn", document: { cells: "gone" } });
      transaction.oncomplete = () => done();
    });
    database.close();
    return "torn";
  });

  await visit(notebook);

  await expect(page.getByText("Could not be read: 1 notebook")).toBeVisible();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Download what is there" }).click(),
  ]);
  expect(JSON.parse(await readFile(await download.path(), "utf8"))).toMatchObject({ id: damagedId, title: "Torn" });
  await row(page, "whole").getByRole("link").click();
  await expectCode(notebook, "'whole'");
});

test("storage that the browser emptied is explained, with a way to ask that it be kept", async ({ notebook, page }) => {
  await notebook.openSaved(["'soon gone'"]);
  await page.goto("about:blank");
  const session = await page.context().newCDPSession(page);
  await session.send("Storage.clearDataForOrigin", { origin: notebook.origin, storageTypes: "indexeddb" });

  await visit(notebook, "/");

  await expect(page.getByText("this browser deleted what the site kept")).toBeVisible();
  await expect(page.getByRole("button", { name: "Keep my data" })).toBeVisible();
  await expect(page.getByRole("heading", { name: "Nothing under glass yet" })).toBeVisible();
});

test("a clock that is a year off changes nothing about which state is the newest", async ({ notebook, page }) => {
  await notebook.openSaved(["now = 1"]);
  await page.addInitScript(() => {
    const { now } = Date;
    Date.now = () => now() - 365 * 86_400_000;
  });
  await page.reload();
  await notebook.edit(0, "earlier_by_the_clock = 2");
  await page.reload();

  await notebook.cells.first().waitFor();
  expect(await notebook.code(0)).toBe("earlier_by_the_clock = 2");
});

test("every row and menu of the home page is reached by the keyboard", async ({ notebook, page }) => {
  for (const name of ["apple.py", "berry.py"]) await notebook.openSaved([`'${name}'`], name);
  await visit(notebook);
  await expect(row(page, "berry")).toBeVisible();

  await page.keyboard.press("/");
  await expect(page.getByRole("searchbox")).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await expect(row(page, "apple").getByRole("link")).toBeFocused();
  await page.keyboard.press("Delete");
  await expect(row(page, "apple")).toBeHidden();
  await expect(row(page, "berry").getByRole("link")).toBeFocused();
  await page.keyboard.press("Enter");

  await expectCode(notebook, "'berry.py'");
});
