/** A stranger's notebook, from the inside: what it tries, and what comes of it (docs/security.md). */

import { expect, test } from "./support/fixtures.ts";
import { INSIDE_WORKER, intruder } from "./support/intruder.ts";
import { link } from "./support/links.ts";
import { notebookFile } from "./support/notebook-file.ts";

// The browser says each refusal aloud.
test.use({ expectedMessages: [/./] });

test("Python, HTML and scripts of a stranger's notebook reach nothing of the person's", async ({
  notebook,
  page,
  context,
}) => {
  test.setTimeout(180_000);
  await notebook.openSaved(["mine = 'kept'\nmine"]);
  const mine = page.url();
  await page.evaluate(() => localStorage.setItem("secret", "1"));
  await page.goto("about:blank");
  const { sandboxed } = notebook;
  const address = link(notebook.origin, { "intruder.py": intruder(notebook.origin) });

  await page.goto(address);
  await sandboxed.settled();

  const results = sandboxed.output("worker");
  for (const what of INSIDE_WORKER) await expect(results).toContainText(`${what}: denied`);
  await expect(results).not.toContainText("OPEN");
  const guestPage = (await page.locator("iframe.sandbox").getAttribute("src")) ?? "";
  const inPage = sandboxed.output("page").locator("#results");
  await expect(inPage).toContainText("done");
  await expect(inPage).not.toContainText("OPEN");
  // Forged messages, pop-ups, dialogs and a way to the top came to nothing either.
  expect(page.url()).toBe(address);
  expect(context.pages()).toHaveLength(1);
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(page).toHaveTitle(/intruder/);
  expect(await page.evaluate(() => Reflect.get(window, "canary"))).toBeUndefined();
  await page.frames()[1]?.evaluate(() => location.assign("about:blank"));
  await expect(page.getByRole("alert")).toContainText("tried to go to another page, and was closed");

  await page.goto(mine);
  await notebook.settled();
  await expect(notebook.output(0)).toHaveText("kept");
  expect(await page.evaluate(() => localStorage.getItem("secret"))).toBe("1");

  // The frame's page in this site's own origin takes no notebook from anybody.
  const hello = await page.evaluate(async (guest) => {
    const frame = Object.assign(document.createElement("iframe"), { src: guest });
    let said = "nothing";
    addEventListener("message", ({ data }) => (said = String(data)));
    const loaded = new Promise((resolve) => frame.addEventListener("load", resolve));
    document.body.append(frame);
    await loaded;
    return [frame.contentWindow?.origin, Reflect.get(frame.contentWindow ?? {}, "clocheGuest") ?? null, said];
  }, guestPage);
  expect(hello).toEqual([notebook.origin, null, "nothing"]);
});

/** Each folder that it runs in for the first time gets its own. */
const FILES = `note = Path("note.txt")
if not note.exists():
    note.write_text(str(time.time_ns()))
    with open("big.bin", "wb") as _big:
        _big.truncate(100_000_001)
note.read_text()`;

test("a stranger's notebook runs at once, keeps edits over a reload, is stopped, asks before it leaves, and is kept", async ({
  notebook,
  page,
}) => {
  test.setTimeout(240_000); // Python starts six times
  const { sandboxed } = notebook;
  const cells = [
    "import time\nimport cloche as cl\nfrom pathlib import Path",
    { name: "files", code: FILES },
    { name: "links", code: "cl.md('[out](https://example.org/away) and $x^2$')" },
    { name: "loop", code: "while go:\n    time.sleep(0.01)" },
    { name: "answer", code: "go = False\n6 * 7" },
    { name: "asked", code: "speed = cl.ui.slider(0, 9, value=2)\nname = cl.ui.text()\ncl.hstack([speed, name])" },
    { name: "heard", code: "f'{speed.value} {name.value}'" },
    { name: "address", code: "query = cl.query_params()\nquery.set('seen', query['town'])" },
  ];
  await page.goto(link(notebook.origin, { "guest.py": notebookFile(cells) }).replace("#", "?town=Oslo#"));
  await sandboxed.settled();
  await expect(sandboxed.output("answer")).toHaveText("42");
  await expect(page.getByRole("banner", { name: "About this notebook" })).toContainText("From a link.");
  await expect(page).toHaveTitle("guest · Cloche");
  await expect(page).toHaveURL(/\?town=Oslo&seen=Oslo#code/);
  await expect(sandboxed.output("links").locator(".katex").first()).toBeAttached();

  await sandboxed.output("links").getByRole("link", { name: "out" }).click();
  const question = page.getByRole("dialog", { name: "Open this page?" });
  await expect(question).toContainText("example.org");
  await expect(question.getByRole("link")).toHaveAttribute("rel", "noopener noreferrer");
  await page.keyboard.press("Escape");

  await sandboxed.editAndRun("answer", "go = True\n6 * 7");
  await sandboxed.expectStatus("loop", "running");
  await sandboxed.stop();
  await expect(sandboxed.kernel).toHaveAttribute("data-kernel", "ready");
  await sandboxed.editAndRun("answer", "go = False\n6 * 8");
  await expect(sandboxed.output("answer")).toHaveText("48");

  const remembered = () => page.evaluate(() => sessionStorage.getItem("cloche-sandbox"));
  await sandboxed.slide(7);
  await expect(sandboxed.output("heard")).toContainText("7");
  await expect.poll(remembered).toMatch(/6 \* 8.*"elements":\{"c\d+-\d+":7\}/);
  await page.reload();
  await sandboxed.settled();
  await expect(sandboxed.output("answer")).toHaveText("48");
  await expect(sandboxed.output("heard")).toContainText("7");

  // The files that it made are in its link, and in a copy: but for one that is too large.
  const note = (await sandboxed.output("files").textContent()) ?? "";
  await notebook.button("Share a link").click();
  const share = page.getByRole("dialog", { name: "Share this notebook" });
  await expect(share.getByRole("checkbox", { name: "note.txt" })).toBeChecked();
  await expect(share.getByRole("checkbox", { name: "big.bin" })).toBeDisabled();
  await page.keyboard.press("Escape");
  await sandboxed.control("text").fill("Ada");
  await sandboxed.control("text").press("Enter");
  await expect(sandboxed.output("heard")).toHaveText("7 Ada");
  await sandboxed.focus("answer");
  await page.keyboard.press("ControlOrMeta+s");
  const dialog = page.getByRole("dialog", { name: "Keep a copy" });
  await expect(dialog).toContainText("runs as yours");
  await expect(dialog.getByLabel("The code that is kept")).toContainText("6 * 8");
  await expect(dialog.getByLabel("Files that are kept")).toHaveText(/^\s*note\.txt\s*\d\d bytes\s*$/);
  await expect(dialog.getByRole("status")).toContainText("This one stays behind: big.bin (100.0 MB).");
  await expect(dialog).toContainText("What you have entered comes along.");
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await notebook.keepCopy();
  await expect(page.locator("iframe.sandbox")).toHaveCount(0);
  await expect(notebook.output("answer")).toHaveText("48");
  await expect(notebook.output("files")).toHaveText(note);
  await expect(notebook.output("heard")).toHaveText("7 Ada");
  await notebook.deleteCell("asked");
  await notebook.undoDelete();
  await expect(notebook.output("heard")).toHaveText("7 Ada");
  await notebook.edit("files", "Path('note.txt').read_text() + '!'");
  await notebook.saved();
  await page.reload();
  await notebook.settled();
  await notebook.runAll();
  await expect(notebook.output("files")).toHaveText(/\d+!/);
});
