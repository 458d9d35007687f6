import type { Page } from "@playwright/test";
import { expect, test } from "./support/fixtures.ts";

test("what goes into a password field is Python's, also after a restart, and in nothing that the browser keeps", async ({
  notebook,
  page,
}) => {
  await notebook.openSaved([
    "import cloche as cl\nlevel = cl.ui.slider(0, 10, value=2)\nword = cl.ui.text(kind='password', label='Word')\ncl.vstack([level, word])",
    "who, key = cl.ui.text(label='Who'), cl.ui.text(kind='password', label='Key')\nlogin = cl.ui.dictionary({'who': who, 'key': key}).form()\nlogin",
    "(level.value, word.value[::-1], login.value and login.value['key'][::-1])",
    "cl.hstack([word, login])",
  ]);
  await expect(notebook.output(2)).toHaveText("(2, '', None)");

  await notebook.slide(7);
  await notebook.output(0).getByLabel("Word").fill("hushed-1");
  await page.keyboard.press("Enter");
  await notebook.output(1).getByLabel("Who").fill("Ada Lovelace");
  await notebook.output(1).getByLabel("Key").fill("hushed-2");
  await page.keyboard.press("Enter");
  const told = "(7, '1-dehsuh', '2-dehsuh')";
  await expect(notebook.output(2)).toHaveText(told);
  await notebook.restart();
  await notebook.settled();
  await expect(notebook.output(2)).toHaveText(told);
  await notebook.saved();
  const kept = await everythingKept(page);
  expect(kept).toContain("c1-0");
  expect(kept).not.toContain("hushed");
  expect(await notebook.shareLink()).toContain("#code/");
  await page.keyboard.press("Escape");

  await page.reload();
  await notebook.settled();
  await expect(notebook.output(2)).toHaveText("(7, '', None)");
  expect(await everythingKept(page)).not.toContain("hushed");

  // A slider whose cell is run by hand begins anew, for a restart too.
  await notebook.focus(0);
  await page.keyboard.press("ControlOrMeta+Enter");
  await expect(notebook.output(2)).toHaveText("(2, '', None)");
  await notebook.restart();
  await notebook.settled();
  await expect(notebook.output(2)).toHaveText("(2, '', None)");
});

/** All records and entries that the browser has for the page, as one text. */
function everythingKept(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const found: unknown[] = [{ ...localStorage }, { ...sessionStorage }, location.href, history.state];
    const settled = <Result>(request: IDBRequest<Result>) =>
      new Promise<Result>((done, fail) => {
        request.onsuccess = () => done(request.result);
        request.onerror = () => fail(request.error);
      });
    for (const { name } of await indexedDB.databases()) {
      const database = await settled(indexedDB.open(name ?? ""));
      for (const store of database.objectStoreNames)
        for (const record of await settled(database.transaction(store).objectStore(store).getAll())) {
          found.push(record);
          const image: unknown = record?.image;
          if (image instanceof Blob) found.push(await image.text());
        }
      database.close();
    }
    return JSON.stringify(found);
  });
}
