import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import { expect, test } from "./support/fixtures.ts";

/**
 * Python's Panel cannot be had for the Pyodide that tests have: this is the document that it made of a column of widgets, and in its
 * place stands what answers the page as Panel does (`tests/kernel/ui/test_panel.py` has the real one).
 */
const DOCUMENT = readFileSync(resolve(import.meta.dirname, "support/panel-document.json"), "utf8");

const STAND_IN = `import json
from cloche.ui import Element
class Panel(Element):
    kind = "panel"
    def __init__(self, document):
        self.document, self.stars, self.said = document, 5, "hm"
        super().__init__({}, props={})
    def __getitem__(self, name):
        parts = self.document["roots"][0]["attributes"]["children"]
        return [part for part in parts if part["name"].endswith(name)][-1]
    def _read(self, answer):
        return f"{self.stars} by {self.said}"
    def hear(self, message):
        if "open" in message:
            self._say({"name": "1", "document": self.document, "lacking": []})
            return False
        for event in message["patch"]["events"]:
            if event["kind"] == "MessageSent":
                if event["msg_data"]["name"] == "button_click":
                    self.said = "hand"
            elif event["model"] == {"id": self["Slider"]["id"]} and event["attr"] == "value":
                self.stars = event["new"]
        text = {"kind": "ModelChanged", "model": {"id": self["HTML"]["id"]}, "attr": "text", "new": "★" * self.stars}
        self._say({"patch": {"events": [text]}, "buffers": {}})
        self._say({"heard": True})
        self._value = self._read({})
        return True`;

test("widgets of Panel's are drawn without asking anybody, and what is done by hand reaches Python, its readers and the other copy", async ({
  notebook,
  page,
}) => {
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  const address = new URL(notebook.site.put(DOCUMENT, "panel-document.json"), notebook.origin);
  await notebook.open([
    STAND_IN,
    `from pyodide.http import pyfetch\ndocument = json.loads(await (await pyfetch("${address}")).string())\nrating = Panel(document)\nrating`,
    "rating.value",
    "rating",
  ]);
  const [shown, copy] = [notebook.output(1), notebook.output(3)];
  await expect(shown.getByRole("heading", { name: "Rate it" })).toBeVisible();
  await expect(shown.getByRole("slider", { name: "Stars" })).toBeVisible();
  await expect(notebook.output(2)).toHaveText("5 by hm");

  await shown.getByRole("slider").press("ArrowRight");
  await shown.getByRole("slider").press("ArrowRight");

  await expect(notebook.output(2)).toHaveText("7 by hm");
  await expect(shown.getByText("★★★★★★★", { exact: true })).toBeVisible();
  await expect(copy.getByText("★★★★★★★", { exact: true })).toBeVisible();
  await expect(copy.getByRole("slider")).toHaveAttribute("aria-valuenow", /^7/);

  await copy.getByRole("button", { name: "Press" }).click();
  await expect(notebook.output(2)).toHaveText("7 by hand");
  await expect(shown.locator("cloche-panel > .cloche-problem")).toHaveText("");

  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/panel-light.png`, fullPage: true });
  await page.emulateMedia({ colorScheme: "dark" });
  const { violations } = await new AxeBuilder({ page }).include("cloche-panel").analyze();
  expect(violations.map(({ id, nodes }) => [id, ...nodes.map(({ html }) => html)])).toEqual([]);
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/panel-dark.png`, fullPage: true });
  await page.setViewportSize({ width: 390, height: 800 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/panel-390.png`, fullPage: true });
  expect(asked.filter((url) => !url.startsWith(notebook.origin))).toEqual([]);
});
