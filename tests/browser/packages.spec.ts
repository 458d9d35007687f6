import { readdirSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "./support/fixtures.ts";
import { NotebookPage } from "./support/notebook-page.ts";
import type { Answer, SiteOptions } from "./support/site-server.ts";

const WHEELS = resolve(import.meta.dirname, "../../.cache/index-wheels");

/** A host of the site that is a package index as well: PEP 503 pages as HTML, wheels beside them. */
function withIndex(extra: Readonly<Record<string, Answer>> = {}): SiteOptions {
  const pages = readdirSync(WHEELS).map((wheel): [string, Answer] => {
    const [name] = wheel.split("-");
    return [`/index/${name}/`, { type: "text/html", body: `<a href="/index-wheels/${wheel}">${wheel}</a>` }];
  });
  return {
    config: { indexUrls: ["/index/{package_name}/"] },
    folders: { "/index-wheels/": WHEELS },
    answers: { ...Object.fromEntries(pages), ...extra },
  };
}

test("an import of something that is not there installs it first", async ({ page, host }) => {
  const site = await host(withIndex());
  const notebook = new NotebookPage(page, site);

  await notebook.open(["import cowsay", "cowsay.get_output_string('cow', 'moo')"]);

  await expect(notebook.output(1)).toContainText("moo");
  expect(site.requests.filter((path) => path.endsWith(".whl"))).toContainEqual(expect.stringContaining("cowsay"));
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
