import type { Page } from "@playwright/test";
import { expect, test } from "./support/fixtures.ts";
import type { NotebookPage } from "./support/notebook-page.ts";

/** Long enough to be worth keeping; tells how often it ran. */
const SLOW = "import time\ntime.sleep(1.1)\nran = time.time()\nitems = [{'n': n} for n in range(100_000)]\nran";
/** Sessions are kept when nothing else is to do: late on a busy machine. */
const PATIENT = { timeout: 60_000 };
const CELLS = ["import cloche as cl\nsize = cl.ui.slider(0, 10, value=3)\nsize", SLOW, "(len(items), size.value, ran)"];

test("a reload goes on where the notebook was: values are back, nothing ran again, elements work", async ({
  notebook,
  page,
}) => {
  await openKept(notebook);
  const ran = await notebook.output(1).textContent();

  await page.reload();
  await notebook.settled();

  await expect(page.getByText("Resumed")).toBeVisible();
  await expect(notebook.output(1)).toHaveText(ran ?? "");
  await notebook.slide(8);
  await expect(notebook.output(2)).toHaveText(new RegExp(`^\\(100000, 8, ${ran?.replace(".", "\\.").slice(0, 12)}`));
  await notebook.editAndRun(1, "import wave, asyncio\nawait asyncio.sleep(0)\nran = wave.__name__\nitems = []\nran");
  await expect(notebook.output(2)).toHaveText("(0, 8, 'wave')");
});

test("a notebook that changed since runs again and says so, and a way to run anew is at hand", async ({
  notebook,
  page,
}) => {
  await openKept(notebook);
  const ran = await notebook.output(1).textContent();
  await page.reload();
  await notebook.settled();
  await page.getByRole("button", { name: "Run again" }).click();
  await expect(notebook.output(1)).not.toHaveText(ran ?? "");
  await notebook.settled();
  await kept(page);

  await notebook.editAndRun(2, "len(items) + 1");
  await expect(notebook.output(2)).toHaveText("100001");
  await notebook.saved();
  await page.reload();
  await notebook.settled();

  await expect(page.getByText("Ran again")).toBeVisible();
  await expect(notebook.output(2)).toHaveText("100001");
});

test("a damaged session gives way to a run", async ({ notebook, page }) => {
  await openKept(notebook);
  await page.evaluate(async () => {
    const opening = indexedDB.open("cloche-sessions");
    await new Promise((done) => (opening.onsuccess = done));
    const store = opening.result.transaction("sessions", "readwrite").objectStore("sessions");
    const all = store.getAll();
    await new Promise((done) => (all.onsuccess = done));
    for (const session of all.result) {
      const put = store.put({ ...session, image: session.image.slice(0, 1_000_000) });
      await new Promise((done) => (put.onsuccess = done));
    }
  });
  const ran = await notebook.output(1).textContent();

  await page.reload();
  await notebook.settled();

  await expect(page.getByText("Ran again")).toBeVisible();
  await expect(notebook.output(1)).not.toHaveText(ran ?? "");
});

test("a session that holds more than Python is not kept", async ({ notebook, page }) => {
  const reasons: Readonly<Record<string, RegExp>> = {
    "from js import Headers\nheld = Headers.new()": /holds a value of JavaScript's/,
    "held = open('/tmp/notes', 'w')": /a file is open/,
    "import segno": /packages were installed/,
  };
  for (const [code, reason] of Object.entries(reasons)) {
    await notebook.openSaved([`import time\ntime.sleep(1.1)\n${code}\n1`]);
    await expect.poll(() => page.evaluate(sessionState), PATIENT).toMatch(reason);
    expect(await page.evaluate(() => localStorage["cloche-sessions"] ?? "")).toBe("");
  }
});

/** As the diagnostics tell it. */
function sessionState(): string {
  const app = document.querySelector("cloche-app") as unknown as {
    readonly bench: { readonly kernel: { facts(): { readonly session: string } } };
  };
  return app.bench.kernel.facts().session;
}

async function openKept(notebook: NotebookPage): Promise<void> {
  await notebook.openSaved(CELLS);
  await expect(notebook.output(2)).toContainText("(100000, 3");
  await kept(notebook.page);
}

async function kept(page: Page): Promise<void> {
  await expect.poll(() => page.evaluate(() => localStorage["cloche-sessions"] ?? ""), PATIENT).toMatch(/\w/);
}
