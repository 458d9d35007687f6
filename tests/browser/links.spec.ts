import { expect, test } from "./support/fixtures.ts";
import { link, oldLink } from "./support/links.ts";
import { notebookFile } from "./support/notebook-file.ts";

test("a link of the command line and one from before there was a vocabulary open and run", async ({ notebook }) => {
  test.setTimeout(180_000);
  const text = notebookFile(["word = 'grüße'", "word.upper()"]);

  const { sandboxed } = notebook;
  await notebook.page.goto(`${link(notebook.origin, { "nb.py": text })}).`); // with what stood behind it
  await sandboxed.settled();
  await expect(sandboxed.output(1)).toContainText("GRÜSSE");

  await notebook.page.goto("about:blank");
  await notebook.page.goto(oldLink(notebook.origin, text));
  await sandboxed.settled();
  await expect(sandboxed.output(1)).toContainText("GRÜSSE");
});

test("a shared link is copied, measured, and opens as the dialog says", async ({ notebook, context }) => {
  test.setTimeout(180_000);
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await notebook.open(["import cloche as cl", { name: "answer", code: "6 * 7" }]);
  const { page } = notebook;

  const link = await notebook.shareLink();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(link);
  const dialog = page.getByRole("dialog", { name: "Share this notebook" });
  await expect(dialog).toContainText(`${link.length} letters`);
  await dialog.getByText("QR code").click();
  await expect(dialog.getByRole("img", { name: "QR code of the link" })).toBeVisible();
  await dialog.getByLabel("Opens").selectOption("as an app, with code");
  await dialog.getByLabel("Looks").selectOption("dark");
  const asApp = await dialog.getByRole("textbox", { name: "Link" }).inputValue();
  await dialog.getByText("Badge for a README").click();
  await expect(dialog.getByRole("textbox", { name: "Badge in Markdown" })).toHaveValue(
    `[![Open in Cloche](${notebook.origin}/badge.svg)](${asApp})`,
  );
  await dialog.getByText("Embed in a page").click();
  const frame = await dialog.getByRole("textbox", { name: "Frame in HTML" }).inputValue();

  await page.goto("about:blank");
  await page.goto(asApp);
  const { sandboxed } = notebook;
  await sandboxed.settled();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await expect(sandboxed.kernel).toHaveAttribute("data-theme", "dark");
  await expect(sandboxed.output("answer")).toHaveText("42");
  await expect(sandboxed.part("answer", "editor")).toBeVisible();

  await page.route("**/host.html", (route) =>
    route.fulfill({ contentType: "text/html", body: `<body>${frame}</body>` }),
  );
  await page.goto(`${notebook.origin}/host.html`);
  const embedded = page.frameLocator("iframe");
  const output = embedded.frameLocator("iframe.sandbox").locator('[data-cell-name="answer"] [data-part="output"]');
  await expect(output).toHaveText("42", { timeout: 60_000 });
  await expect(embedded.getByRole("link", { name: "Open in Cloche" })).toBeVisible();
});

test("a notebook that seems to hold a secret is shared only after a yes", async ({ notebook, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await notebook.open(["x = 1", { name: "connect", code: "user = 'ada'\npassword = 'correct-horse'" }]);
  const { page } = notebook;
  await page.evaluate(() => navigator.clipboard.writeText("before"));

  await notebook.button("Share a link").click();
  const dialog = page.getByRole("dialog", { name: "Share this notebook" });
  await expect(dialog.getByRole("alert")).toContainText("connect, line 2: a password (corr…)");
  await expect(dialog.getByRole("textbox", { name: "Link" })).toHaveCount(0);
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe("before");

  await notebook.button("Share it anyway").click();
  await expect(dialog.getByRole("textbox", { name: "Link" })).toHaveValue(/#code\/2\./);
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toMatch(/#code\/2\./);
});

test("a link too long for some programs says so, and for a QR code too", async ({ notebook }) => {
  const noise = Array.from({ length: 700 }, (_, n) => Math.sin(n)).join(" ");
  await notebook.open([`# ${noise}\n1`]);

  await notebook.shareLink();
  const dialog = notebook.page.getByRole("dialog", { name: "Share this notebook" });
  await expect(dialog).toContainText("cut links of more than 2,000 letters");
  await dialog.getByText("QR code").click();
  await expect(dialog).toContainText("too long for a QR code");
  await expect(dialog.getByRole("button", { name: "Download .py" })).toBeVisible();
});

test("files in a link lie beside the notebook before it runs, go along when it is shared on, and last once it is kept", async ({
  notebook,
}) => {
  test.setTimeout(180_000); // Python starts four times
  const files = {
    "nb.py": notebookFile(["import helper", "helper.double(21)", "open('data/t.csv').read()"]),
    "helper.py": "def double(x):\n    return 2 * x\n",
    "data/t.csv": "a,b",
  };
  const { sandboxed } = notebook;
  await notebook.page.goto(link(notebook.origin, files));
  await sandboxed.settled();
  await expect(sandboxed.output(1)).toHaveText("42");
  await expect(sandboxed.output(2)).toContainText("a,b");

  // The clipboard works in there: a cell's code is copied, and what the panel copies comes out again.
  const { keyboard } = notebook.page;
  await sandboxed.focus(1);
  await keyboard.press("ControlOrMeta+a");
  await keyboard.press("ControlOrMeta+c");
  await sandboxed.focus(0);
  await keyboard.press("ControlOrMeta+End");
  await keyboard.press("Enter");
  await keyboard.press("ControlOrMeta+v");
  expect(await sandboxed.code(0)).toBe("import helper\nhelper.double(21)");
  await keyboard.press("ControlOrMeta+Shift+E");
  await sandboxed.view.getByRole("treeitem", { name: "helper.py" }).click();
  await keyboard.press("Shift+F10");
  await sandboxed.view.getByText("Copy the path").click();
  await expect(sandboxed.view.getByText("Copied: helper.py")).toBeVisible();
  await sandboxed.focus(0);
  await keyboard.press("ControlOrMeta+a");
  await keyboard.press("ControlOrMeta+v");
  expect(await sandboxed.code(0)).toBe("helper.py");
  await keyboard.press("ControlOrMeta+a");
  await keyboard.insertText("import helper");
  await keyboard.press("ControlOrMeta+Shift+E");

  await notebook.shareLink();
  await expect(notebook.page.getByRole("dialog")).toContainText("with helper.py, data/t.csv");
  await notebook.page.keyboard.press("Escape");
  await notebook.keepCopy();
  await expect(notebook.output(1)).toHaveText("42");
  await notebook.editAndRun(1, "helper.double(22)");
  await expect(notebook.output(1)).toHaveText("44");
  await notebook.saved();
  await notebook.page.reload();
  await notebook.settled();
  await notebook.runAll();
  await expect(notebook.output(1)).toHaveText("44");
  await expect(notebook.output(2)).toContainText("a,b");

  // What goes along is the person's choice, and what stays behind is told.
  await notebook.editAndRun(1, `open("notes" + ".txt", "w").write("pass" + "word = 'correct-horse'")`);
  await expect(notebook.output(1)).toHaveText("26");
  const whole = await notebook.shareLink();
  const dialog = notebook.page.getByRole("dialog");
  const chosen = { helper: dialog.getByLabel("helper.py"), data: dialog.getByLabel("data/t.csv") };
  await expect(chosen.helper).toBeChecked();
  await expect(chosen.data).toBeChecked();
  await expect(dialog.getByLabel("notes.txt")).not.toBeChecked();
  await dialog.getByLabel("notes.txt").check();
  await expect(dialog.getByRole("alert")).toContainText("notes.txt, line 1: a password (corr…)");
  await dialog.getByLabel("notes.txt").uncheck();
  await expect(dialog.getByRole("textbox", { name: "Link" })).toHaveValue(whole);
  await chosen.helper.uncheck();
  await expect(dialog).toContainText("The notebook uses helper.py. Whoever opens the link is told that it is missing.");
  await expect(dialog).toContainText("with data/t.csv.");
  const half = await dialog.getByRole("textbox", { name: "Link" }).inputValue();
  expect(half.length).toBeLessThan(whole.length);

  await notebook.page.goto("about:blank");
  await notebook.page.goto(half);
  await sandboxed.settled();
  const notices = sandboxed.view.locator(".notices");
  await expect(notices).toContainText("This notebook uses helper.py, which did not come with it.");
  await expect(sandboxed.wrong(0)).toContainText(
    "helper is helper.py, a file beside the notebook that did not come with it.",
  );
  await expect(notices).not.toContainText("could not be installed"); // nobody was asked for a package of this name
  await expect(sandboxed.output(2)).toContainText("a,b");

  await sandboxed.view.locator("main").evaluate((main) => {
    const dataTransfer = new DataTransfer();
    for (const name of ["helper.py", "other.txt"])
      dataTransfer.items.add(new File(["def double(x):\n    return 2 * x\n"], name));
    main.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
  });
  await expect(sandboxed.wrong(0)).toHaveCount(0); // it ran again by itself
  await expect(notices).not.toContainText("did not come with it");
});
