import { expect, test } from "./support/fixtures.ts";

test("a notebook's parameters go into the address and come back with Back, Forward and a reload", async ({
  notebook,
}) => {
  const { page } = notebook;
  const parameter = (name: string) => new URL(page.url()).searchParams.get(name);
  const cells = [
    "import cloche as cl\nquery = cl.query_params()",
    'n = cl.ui.slider(0, 9, value=int(query.get("n", 0)), label="n", on_change=lambda value: query.set("n", value))\nn',
    'f"town {query.get("town")}, n {query.get("n")}, mode {query.get("mode")}"',
    'query["mode"] = "edit"',
  ];

  await notebook.open(cells, { query: { town: "Oslo", theme: "dark" } });
  await expect(notebook.output(2)).toHaveText("town Oslo, n None, mode None");
  await expect(notebook.wrong(3)).toContainText("tells Cloche's page");

  await notebook.slide(4);
  await expect(notebook.output(2)).toHaveText("town Oslo, n 4, mode None");
  expect([parameter("n"), parameter("town"), parameter("theme"), parameter("mode")]).toEqual([
    "4",
    "Oslo",
    "dark",
    null,
  ]);

  await page.goBack();
  await expect(notebook.output(2)).toHaveText("town Oslo, n None, mode None");
  await page.goForward();
  await expect(notebook.output(2)).toHaveText("town Oslo, n 4, mode None");

  await page.reload();
  await notebook.settled();
  await expect(notebook.output(2)).toHaveText("town Oslo, n 4, mode None");
  await expect(notebook.control("slider")).toHaveValue("4");
});

const INNER = `
import cloche
app = cloche.App()

with app.setup:
    import cloche as cl

@app.function
def double(x):
    return 2 * x

@app.cell
def _():
    n = cl.ui.slider(0, 9, value=1, label="inner")
    n
    return (n,)

@app.cell
def _(n):
    square = n.value ** 2
    f"square {square}"
    return (square,)

if __name__ == "__main__":
    app.run()
`;

test("a notebook beside this one is imported from and embedded, its elements alive", async ({ notebook }) => {
  const cells = [
    `from pathlib import Path\n_ = Path("inner.py").write_text(${JSON.stringify(INNER)})\nwritten = True`,
    "written\nfrom inner import app, double",
    "double(21)",
    "result = await app.embed()\nresult.output",
    'f"outside {result.defs["square"]}"',
  ];

  await notebook.open(cells);
  await expect(notebook.output(2)).toHaveText("42");
  await expect(notebook.output(3)).toContainText("square 1");

  await notebook.slide(3);

  await expect(notebook.output(3)).toContainText("square 9");
  await expect(notebook.output(4)).toHaveText("outside 9");
  await expect(notebook.control("slider")).toHaveValue("3");
});

test("a notebook opened as an app knows it, and its theme", async ({ notebook }) => {
  await notebook.open(["import cloche as cl\n(cl.app_meta().mode, cl.app_meta().theme)"], {
    query: { mode: "run", theme: "dark" },
  });

  await expect(notebook.output(0)).toHaveText("('run', 'dark')");
});

test("a cell of tests runs them when what they test changes", async ({ notebook }) => {
  const checks = "def test_total():\n    expected = 3\n    assert total([1, 2]) == expected";

  await notebook.open(["def total(numbers):\n    return sum(numbers)", checks]);
  const report = notebook.output(1).locator("[data-tests]");
  await expect(report).toHaveAttribute("data-tests", "1 passed");

  await notebook.editAndRun(0, "def total(numbers):\n    return 0");
  await expect(report).toHaveAttribute("data-tests", "1 failed");
  await expect(report).toContainText("where expected = 3");
});
