import { readdirSync } from "node:fs";
import { expect, test } from "./support/fixtures.ts";
import { NotebookPage } from "./support/notebook-page.ts";
import { listWith, WHEELS, withIndex } from "./support/package-index.ts";
import type { Answer } from "./support/site-server.ts";

test("an import of something that is not there installs it first", async ({ page, host }) => {
  const site = await host(withIndex());
  const notebook = new NotebookPage(page, site);

  await notebook.open(["import cowsay", "cowsay.get_output_string('cow', 'moo')"]);

  await expect(notebook.output(1)).toContainText("moo");
  expect(site.requests.filter((path) => path.endsWith(".whl"))).toContainEqual(expect.stringContaining("cowsay"));
});

test("a Jupyter notebook of another site runs in its sandbox, with packages of an index and of Pyodide's list", async ({
  page,
  host,
}) => {
  const code = ["import cowsay\n", "import humanize\n", "cowsay.get_output_string('cow', humanize.intword(10**6))"];
  const document = {
    cells: [
      { cell_type: "markdown", metadata: {}, source: ["# Cows"] },
      { cell_type: "code", metadata: {}, source: code, outputs: [], execution_count: null },
    ],
    metadata: {},
    nbformat: 4,
    nbformat_minor: 5,
  };
  const file: Answer = { type: "application/json", body: JSON.stringify(document) };
  const other = await host({ ...withIndex({ "/far/cows.ipynb": file }), shared: true });
  const { list, base, wheel } = listWith("humanize");
  const site = await host({
    config: { indexUrls: ["https://index.example/index/{package_name}/"] },
    answers: { [list.path]: list.answer },
  });
  const asked: string[] = [];
  await page.context().route(`${base}**`, async (route) => {
    const { pathname } = new URL(route.request().url());
    asked.push(pathname);
    await route.fulfill({ response: await route.fetch({ url: `${other.origin}/index-wheels/${wheel}` }) });
  });
  await page.context().route("https://index.example/**", async (route) => {
    const { pathname } = new URL(route.request().url());
    asked.push(pathname);
    await route.fulfill({ response: await route.fetch({ url: other.origin + pathname }) });
  });
  const { sandboxed } = new NotebookPage(page, site);

  await page.goto(`${site.origin}/?src=${encodeURIComponent(`${other.origin}/far/cows.ipynb`)}`);

  await expect(page.getByText(`From ${new URL(other.origin).host}.`)).toBeVisible();
  await expect(sandboxed.output(1)).toContainText("Cows", { timeout: 60_000 });
  await expect(sandboxed.output(2)).toContainText("1.0 million", { timeout: 60_000 });
  expect(asked).toContainEqual(expect.stringContaining(`/full/${wheel}`));
  expect(asked).toContainEqual(expect.stringMatching(/cowsay.*\.whl$/));
});

test.describe("what cannot be installed", () => {
  test.use({ expectedMessages: [/404|Failed to load resource/] });

  test("is named, with what to do, and the rest of the notebook works", async ({ page, host }) => {
    const site = await host(withIndex());
    const notebook = new NotebookPage(page, site);

    await notebook.open(["import nothing_has_this_name", "40 + 2"]);

    await expect(notebook.part(0, "error")).toContainText("nothing_has_this_name");
    await expect(notebook.output(1)).toHaveText("42");
  });

  test("a wheel that is cut short is named, and the notebook works", async ({ page, host }) => {
    const [wheel] = readdirSync(WHEELS).filter((name) => name.startsWith("cowsay"));
    const cut: Answer = { type: "application/octet-stream", body: "PK\u0003\u0004 and no more" };
    const site = await host({ ...withIndex({ [`/index-wheels/${wheel}`]: cut }) });
    const notebook = new NotebookPage(page, site);

    await notebook.open(["import cowsay", "40 + 2"]);

    await expect(notebook.part(0, "error")).toContainText("cowsay");
    await expect(notebook.output(1)).toHaveText("42");
  });
});
