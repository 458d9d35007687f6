import { PROGRAM } from "./support/damages.ts";
import { expect, test } from "./support/fixtures.ts";
import { notebookFile } from "./support/notebook-file.ts";
import { NotebookPage } from "./support/notebook-page.ts";
import type { Answer } from "./support/site-server.ts";
import { impatient } from "./support/worker-prelude.ts";

test("a Python that dies is explained and replaced, and the notebook can be run again", async ({ notebook }) => {
  await notebook.open(["a = 20\na", "a + 1"]);
  await expect(notebook.output(1)).toHaveText("21");

  await notebook.editAndRun(1, "import os\nos._exit(3)");

  await expect(notebook.page.locator(".notice").getByText(/the notebook ended Python.*replaced/i)).toBeVisible();
  await expect(notebook.part(1, "error")).toContainText(/variables are gone/i);
  expect(await notebook.code(0)).toBe("a = 20\na");
  await notebook.settled();
  await notebook.expectStatus(0, "stale");
  await notebook.edit(0, "a = 30\na");
  await notebook.edit(1, "a + 1");
  await notebook.runAll();
  await expect(notebook.output(1)).toHaveText("31");
});

test("a worker that says nothing any more is replaced by Stop", async ({ notebook, page }) => {
  await notebook.open(["a = 20", "a + 1"]);
  await page.workers()[0]?.evaluate(() => {
    self.postMessage = () => undefined;
    Atomics.store = (_words: unknown, _at: number, value: number | bigint) => value as never; // nor in shared memory
  });
  await notebook.editAndRun(0, "a = 30");

  await notebook.stop();

  await notebook.settled();
  await notebook.runAll();
  await expect(notebook.output(1)).toHaveText("31");
});

test.describe("hosts that serve Python badly", () => {
  test.use({ expectedMessages: [/wasm|instantiat|MIME|404|Failed to load resource|stdlib|python/i] });

  test("a file of Python that is missing is named, with a way to try again", async ({ page, host }) => {
    const site = await host({ answers: { [PROGRAM]: { status: 404, type: "text/plain", body: "gone" } } });
    const notebook = new NotebookPage(page, site);

    await notebook.openText(notebookFile(["1 + 1"]));

    await expect(notebook.kernel).toHaveAttribute("data-kernel", "dead", { timeout: 60_000 });
    await expect(page.getByRole("alert").first()).toContainText(/download|404|could not/i);
    await notebook.edit(0, "still = 'editable'");
    expect(await notebook.code(0)).toBe("still = 'editable'");
  });

  test("a download that stalls is given up with a message, not waited for silently", async ({ page, host }) => {
    const { answers } = await impatient(host);
    const stalled: Answer = (_request, response) => {
      response.writeHead(200, { "Content-Type": "application/wasm", "Content-Length": "9000000" });
      response.write("\0asm");
    };
    const notebook = new NotebookPage(page, await host({ answers: { ...answers, [PROGRAM]: stalled } }));

    await notebook.openText(notebookFile(["1 + 1"]));

    await expect(notebook.kernel).toHaveAttribute("data-kernel", "dead", { timeout: 60_000 });
    await expect(page.getByRole("alert").first()).toContainText(/stall|network|time|download/i);
  });
});
