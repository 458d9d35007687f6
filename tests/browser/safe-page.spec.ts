/** What the page's own policy refuses, and what works under it (docs/security.md). */

import { writeFile } from "node:fs/promises";
import { strToU8, zipSync } from "fflate";
import { expect, test } from "./support/fixtures.ts";
import { notebookFile } from "./support/notebook-file.ts";

const REFUSED = /Content Security Policy|Trusted ?Type|TrustedHTML|TrustedScript|Refused to/i;

test.describe("the page's policy", () => {
  test.use({ expectedMessages: [REFUSED] });

  test("refuses text as markup or program, and every script and handler in markup", async ({ notebook, page }) => {
    await notebook.open(["1"]);

    const outcome = await page.evaluate(async () => {
      const named = (act: () => unknown): string => {
        try {
          act();
          return "let through";
        } catch (error) {
          return error instanceof Error ? error.name : "thrown";
        }
      };
      const types = Reflect.get(window, "trustedTypes") as { createPolicy(name: string, rules: object): unknown };
      const strings = {
        innerHTML: named(() => document.createElement("p").insertAdjacentHTML("beforeend", "<b>bold</b>")),
        worker: named(() => new Worker("data:text/javascript,1")),
        policy: named(() => types.createPolicy("another", {})),
      };
      const markup = `<body>
        <script>parent.canary = 1</${"script"}><script src="data:text/javascript,parent.canary=2"></${"script"}>
        <img src="data:," onerror="parent.canary = 3"><svg onload="parent.canary = 4"></svg>
        <a href="javascript:parent.canary=5">go</a></body>`;
      // The page as an attacker would have it who got markup past everything else.
      const frame = document.createElement("iframe");
      const loaded = new Promise((done) => frame.addEventListener("load", done, { once: true }));
      const past = (types.createPolicy("lit-html", { createHTML: (text: string) => text }) ?? {}) as {
        createHTML(text: string): string;
      };
      frame.srcdoc = past.createHTML(markup);
      document.body.append(frame);
      await loaded;
      frame.contentDocument?.querySelector("a")?.click();
      await new Promise((done) => setTimeout(done));
      return { strings, canary: Reflect.get(window, "canary") ?? null };
    });

    expect(outcome).toEqual({
      strings: { innerHTML: "TypeError", worker: "TypeError", policy: "TypeError" },
      canary: null,
    });
  });
});

test("the person's own HTML works: scripts, handlers, libraries that write markup, pages in frames", async ({
  notebook,
}) => {
  const library =
    "data:text/javascript,window.draw=(at)=>{at.innerHTML='<b>drawn '+new Function('return 6*7')()+'</b>'}";
  const framed = "<p id=inside></p><script>inside.textContent = 'framed ' + self.origin</script>";
  await notebook.open([
    "import cloche as cl",
    `cl.Html("""<p id="made"></p><button onclick="this.textContent = event.type">press</button>
<script type="application/json" id="facts">{"n": 1}</script>
<script src="${library}"></script>
<script>draw(document.querySelector("#made"))</script>""")`,
    `cl.iframe("""${framed}""")`,
    // As maps and charts of libraries come: a page by itself, as high as it is, and a program.
    `class Report:
    def _repr_html_(self):
        return '<!DOCTYPE html><body style="margin: 0"><div id="tall"></div><script>tall.style.height = "700px"</script>'
class Program:
    def _repr_javascript_(self):
        return 'document.querySelector("#made").title = "by a program"'
cl.vstack([Report(), Program()])`,
  ]);

  await expect(notebook.output(1).locator("#made b")).toHaveText("drawn 42");
  await notebook.output(1).getByRole("button").click();
  await expect(notebook.output(1).getByRole("button")).toHaveText("click");
  await expect(notebook.output(2).frameLocator("iframe").locator("#inside")).toHaveText("framed null");
  await expect(notebook.output(3).locator("iframe")).toHaveCSS("height", "700px");
  await expect(notebook.output(1).locator("#made")).toHaveAttribute("title", "by a program");
  await notebook.editAndRun(2, `cl.iframe("""${framed.replace("framed ", "anew ")}""")`);
  await expect(notebook.output(2).frameLocator("iframe").locator("#inside")).toHaveText("anew null");
});

/** Whatever else shows a text: each with the variable `_text`, of which some lies deep in other markup. */
const FAMILIES: readonly (readonly [string, string])[] = [
  ["nested", "cl.vstack([cl.md(_text), cl.md(_text).center(), cl.Html(f'<section>{cl.md(_text)}</section>')])"],
  ["figure", "cl.stat(_text, label=_text, caption=_text, slot=cl.md(_text))"],
  ["folds", "cl.accordion({_text: cl.md(_text), 'late': lambda: cl.md(_text)}, lazy=True)"],
  ["box", "cl.callout(cl.md(_text), title=_text)"],
  ["menu", "cl.nav_menu({'#/a': _text, _text: {'#/b': {'label': _text, 'description': _text}}})"],
  ["side", "cl.sidebar([cl.md(_text)])"],
  ["tree", "cl.vstack([cl.tree([_text, cl.md(_text)], label=_text), cl.json({_text: _text}), cl.plain_text(_text)])"],
  ["late", "cl.lazy(lambda: cl.md(_text))"],
  ["tabs", "cl.ui.tabs({_text: cl.md(_text), 'second': cl.md(_text)}, lazy=True, label=_text)"],
  ["pair", "cl.image_compare('data:,' + _text, _text)"],
  ["file", "cl.download(b'x', filename=_text, label=_text)"],
  ["diagram", "cl.mermaid('graph TD; A[\"' + _text.replace('\"', '#quot;') + '\"] --> B')"],
  ["help", "def documented():\n    pass\ndocumented.__doc__ = _text\ncl.doc(documented)"],
  ["press", "cl.ui.button(label=_text, tooltip=_text)"],
  ["group", "cl.ui.array([cl.ui.text(value=_text, placeholder=_text)], label=_text)"],
  ["word", "cl.status.toast(_text, _text)"],
  ["chat", "cl.ui.chat(lambda messages: _text, prompts=[_text], label=_text)"],
  ["drawn", "class Drawn:\n    def _repr_svg_(self):\n        return '<svg>' + _text + '</svg>'\ncl.vstack([Drawn()])"],
];

test.describe("text from anywhere", () => {
  test.use({ expectedMessages: [/404/] });

  test("no script runs that came as text: in prose, labels, pictures, formulas, errors, names and addresses", async ({
    notebook,
    page,
  }, testInfo) => {
    const fire = (sink: string) => `<img src="data:," onerror="(window.canary ??= []).push('${sink}')">`;
    const script = "<script>(window.canary ??= []).push('script')</script>";
    /** It leaves whatever it stands in, if tags of a text could. */
    const breakout = (sink: string) =>
      `about <b>${sink}</b> ${"</div></section></details></td></table></template></object>".repeat(3)}${fire(sink)}${script}`;
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" onload="window.canary=['svg']"><script>window.canary=['in svg']</script><circle r="9"/><text y="9">drawn</text></svg>`;
    const quoted = JSON.stringify; // what it gives is a Python string, too
    const text = notebookFile(
      [
        "import cloche as cl",
        {
          name: "prose",
          code: `cl.md(${quoted(`# Title\n\n${fire("md")}${script}\n\n[go](javascript:canary=1)\n\n</div></div>${fire("after md")}${script}`)})`,
        },
        `cl.ui.slider(0, 1, label=${quoted(`lab<b>el</b> ${fire("label")}${script}`)})`,
        `cl.ui.dropdown([${quoted(fire("option"))}], value=${quoted(fire("option"))}, label="x")`,
        `class Picture:\n    def _repr_svg_(self):\n        return ${quoted(svg)}\nPicture()`,
        `cl.md(${quoted(`$\\href{javascript:canary=1}{x} \\text{${fire("tex")}}$`)})`,
        `{${quoted(fire("key"))}: ${quoted(fire("value"))}, "rows": [${quoted(script)}]}`,
        "cl.query_params().to_dict()",
        `print("\\x1b[31m" + ${quoted(fire("console"))})`,
        `raise ValueError(${quoted(fire("traceback"))})`,
        `not Python ${fire("syntax")}`,
        ...FAMILIES.map(([name, code]) => ({ name, code: `_text = ${quoted(breakout(name))}\n${code}` })),
      ],
      `app_title=${quoted(fire("title"))}`,
    );
    const canary = () => page.evaluate(() => Reflect.get(window, "canary") ?? null);

    await notebook.openText(text, {
      name: "<img src=x onerror=canary=1>.py",
      query: { q: fire("query"), theme: fire("theme") },
    });
    await notebook.settled();

    await expect(notebook.output(1).getByRole("heading", { name: "Title" })).toBeVisible();
    await expect(notebook.output(2).locator("label b")).toHaveText("el");
    await expect(notebook.output(4).locator("svg text")).toHaveText("drawn");
    await expect(notebook.output(7)).toContainText("<img src=");
    await expect(notebook.part(9, "error")).toContainText("<img src=");
    await notebook.output("chat").getByRole("textbox").fill("hello");
    await page.keyboard.press("Enter");
    await expect(notebook.output("chat").locator('[data-role="assistant"] b')).toHaveText("chat");
    await notebook.output("tabs").getByRole("tab", { name: "second" }).click();
    await expect(notebook.output("tabs").getByRole("tabpanel").locator("b")).toHaveText("tabs");
    await notebook.output("folds").getByText("late", { exact: true }).click();
    for (const name of ["nested", "folds", "box", "late", "tabs", "side", "chat"])
      await expect(notebook.output(name).locator("b").last()).toHaveText(name);
    await notebook.output("file").getByText("about file").hover();
    expect(await canary()).toBeNull();

    await notebook.focus(0);
    await page.keyboard.press("ControlOrMeta+s");
    await notebook.saved();
    await page.getByRole("link", { name: "Cloche" }).first().click();
    await expect(page.getByRole("listitem").filter({ hasText: "<img src=" })).toBeVisible();
    expect(await canary()).toBeNull();

    // The same in an archive, which may be anybody's: its text is shown, and nothing runs without a word.
    const archive = testInfo.outputPath("theirs.zip");
    await writeFile(archive, zipSync({ "theirs.py": strToU8(text.replaceAll("'title'", "'archived'")) }));
    await page.locator("#library-picker").setInputFiles(archive);
    await page.getByRole("listitem").filter({ hasText: "archived" }).getByRole("link").click();
    await expect(notebook.button("Run notebook")).toBeVisible();
    await expect(notebook.cell("prose")).toContainText("window.canary");
    await expect(notebook.output("prose")).toBeEmpty();
    expect(await canary()).toBeNull();

    await page.goto(`${notebook.origin}/?src=${encodeURIComponent(`/${fire("missing")}.py`)}`);
    await expect(page.getByRole("alert").first()).toBeVisible();
    expect(await canary()).toBeNull();
  });
});
