import type { Page } from "@playwright/test";
import { expect, test } from "./support/fixtures.ts";
import { notebookFile } from "./support/notebook-file.ts";

/** A folder of the browser's own has the same interface as one of the computer, and no dialog: the picker gives that. */
async function offerFolder(page: Page): Promise<void> {
  await page.addInitScript(() => {
    Object.assign(globalThis, {
      showDirectoryPicker: async () =>
        (await navigator.storage.getDirectory()).getDirectoryHandle("project", { create: true }),
    });
  });
}

/** What another program does in the folder. */
async function put(page: Page, name: string, text: string): Promise<void> {
  await page.evaluate(
    async ([file, content]) => {
      const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle("project", { create: true });
      const stream = await (await folder.getFileHandle(file, { create: true })).createWritable();
      await stream.write(content);
      await stream.close();
      dispatchEvent(new Event("focus")); // back from there
    },
    [name, text] as const,
  );
}

function read(page: Page, name: string): Promise<string> {
  return page.evaluate(async (file) => {
    const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle("project");
    for (;;) {
      const handle = await folder.getFileHandle(file).catch(() => null);
      const text = handle
        ? await handle
            .getFile()
            .then((found) => found.text())
            .catch(() => null)
        : "";
      if (text !== null) return text; // else the page put another in its place meanwhile
    }
  }, name);
}

test("a notebook is edited in a folder of the computer, with its files, and others may change both", async ({
  notebook,
  page,
}) => {
  await offerFolder(page);
  await page.goto(`${notebook.origin}/#home`);
  await put(
    page,
    "analysis.py",
    notebookFile(["import csv", "[row['n'] for row in csv.DictReader(open('data.csv'))]", "1"]),
  );
  await put(page, "plain.py", "print('no notebook')\n");
  await put(page, "data.csv", "n\n41\n");

  await page.getByRole("button", { name: "Folder…" }).click();
  await expect(page.getByRole("dialog").getByRole("listitem")).toHaveText(["analysis.py"]);
  await page.getByRole("button", { name: "analysis.py" }).click();
  await expect(page.getByText("Saved as analysis.py in the folder “project”")).toBeVisible({ timeout: 60_000 });
  await expect(notebook.output(1)).toHaveText("['41']");

  // What is done here is there.
  await notebook.editAndRun(2, "open('out.txt', 'w').write('from Python')");
  await expect.poll(() => read(page, "out.txt")).toBe("from Python");
  await notebook.editAndRun(
    2,
    "import os\nos.unlink('out.txt')\nopen('.env', 'w').write('hidden')\nopen('last', 'w').write('from Python')",
  );
  await expect.poll(() => read(page, "last")).toBe("from Python");
  await expect.poll(() => read(page, "out.txt")).toBe("");
  expect(await read(page, ".env")).toBe(""); // names with a dot stay out of it
  await expect.poll(() => read(page, "analysis.py")).toContain("from Python");

  // What is done there is here.
  await put(page, "data.csv", "n\n42\n43\n");
  await expect(async () => {
    await notebook.runAll();
    await expect(notebook.output(1)).toHaveText("['42', '43']", { timeout: 1_000 });
  }).toPass();
  const theirs = (await read(page, "analysis.py")).replace("import csv", "import csv  # theirs");
  await put(page, "analysis.py", theirs);
  await expect(page.getByText("was changed in the folder")).toBeVisible();
  await page.getByRole("button", { name: "Load theirs" }).click();
  await expect(notebook.part(0, "editor").locator(".cm-content")).toHaveText("import csv  # theirs");
  await notebook.settled();

  // Neither is lost when both changed.
  await put(page, "analysis.py", theirs.replace("# theirs", "# theirs again"));
  await expect(page.getByText("was changed in the folder")).toBeVisible();
  await notebook.edit(0, "import csv  # mine");
  expect(await read(page, "analysis.py")).toContain("# theirs again");
  await page.getByRole("button", { name: "Keep mine" }).click();
  await expect.poll(() => read(page, "analysis.py")).toContain("# mine");

  await page.reload();
  await expect(page.getByText("Saved as analysis.py in the folder “project”")).toBeVisible({ timeout: 60_000 });
  await page.evaluate(() => Object.assign(globalThis, { showDirectoryPicker: undefined }));
  await notebook.notebookAction(/open a folder/i);
  await expect(page.getByRole("dialog")).toContainText("This browser does not let a page work in a folder");
});
