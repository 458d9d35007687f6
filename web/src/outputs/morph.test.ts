import { beforeEach, expect, test } from "vitest";
import { registerElements } from "../elements/index.js";
import { renderOutput } from "./index.js";

registerElements();

const host = document.createElement("div");
document.body.append(host);
beforeEach(() => host.replaceChildren());

const trusted = { trusted: true };
let shown = 0;
const show = (html: string) => renderOutput(host, { "text/html": `${html}<!-- ${shown++} -->` }, trusted);

function slider(id: string, value: number, instance = 1): string {
  return `<cloche-slider data-element="slider" element-id="${id}" instance="${instance}" props='{"start":0,"stop":10,"value":${value},"label":""}'></cloche-slider>`;
}

const ranges = () => [...host.querySelectorAll<HTMLInputElement>("input[type=range]")];

test("an element that is still part of the output keeps its node and its focus", () => {
  show(`<p>before</p>${slider("a-0", 3)}`);
  const [range] = ranges();
  range?.focus();

  show(`<p>after</p>${slider("a-0", 3)}`);

  expect(ranges()[0]).toBe(range);
  expect(document.activeElement).toBe(range);
  expect(host.textContent).toContain("after");
});

test("text that comes before an element does not push it out", () => {
  show(`<div>${slider("a-0", 3)}</div>`);
  const [range] = ranges();

  show(`<div>new</div><div>${slider("b-0", 1)}</div><div>${slider("a-0", 3)}</div>`);

  expect(ranges()[1]).toBe(range);
  expect(ranges().length).toBe(2);
});

test("elements that change places keep their nodes", () => {
  show(slider("a-0", 1) + slider("b-0", 2));
  const [first, second] = ranges();

  show(slider("b-0", 2) + slider("a-0", 1));

  expect(ranges()).toEqual([second, first]);
});

test("an element that moves into another box keeps its node", () => {
  show(`<p>${slider("a-0", 1)}</p>`);
  const [range] = ranges();

  show(`<section><div>${slider("a-0", 1)}</div></section>`);

  expect(ranges()).toEqual([range]);
});

test("the same element shown twice stays two", () => {
  show(slider("a-0", 1) + slider("a-0", 1));
  const before = ranges();

  show(`<b>x</b>${slider("a-0", 1)}${slider("a-0", 1)}`);

  expect(ranges()).toEqual(before);
});

test("an element that is gone is taken off the page", () => {
  show(slider("a-0", 1) + slider("b-0", 2));

  show(slider("b-0", 2));

  expect(ranges().map((range) => range.value)).toEqual(["2"]);
});

test("a fold that the person opened stays open", () => {
  show("<details><summary>more</summary><p>one</p></details>");
  const fold = host.querySelector("details") as HTMLDetailsElement;
  fold.open = true;

  show("<details><summary>more</summary><p>two</p></details>");

  expect(host.querySelector("details")).toBe(fold);
  expect(fold.open).toBe(true);
  expect(fold.textContent).toContain("two");
});

test("beside a script everything is made anew, except elements", () => {
  const plot = (n: number) => `<div id="plot"></div>${slider("a-0", 1)}<script type="text/plain">${n}</script>`;
  show(plot(1));
  const [range] = ranges();
  host.querySelector("#plot")?.append("drawn by the script");

  show(plot(2));

  expect(host.querySelector("#plot")?.textContent).toBe("");
  expect(ranges()).toEqual([range]);
});

test("with many parts and random orders, the page always ends as a fresh rendering would", { timeout: 60_000 }, () => {
  let seed = 7;
  const random = (below: number) => {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    return seed % below;
  };
  const page = () =>
    Array.from({ length: 1 + random(6) }, () => {
      const part = [slider(`s-${random(4)}`, 1), "text", "<hr>", "<p>a</p>"][random(4)] ?? "";
      return random(2) ? `<div>${part}</div>` : part;
    }).join("");
  const outline = (root: Element): string =>
    [...root.children]
      .map(
        (child) =>
          `${child.localName}${child.getAttribute("element-id") ?? ""}(${child.localName.startsWith("cloche-") ? "" : outline(child)})`,
      )
      .join();

  for (let round = 0; round < 300; round++) {
    const html = page();
    const fresh = document.createElement("div");
    renderOutput(fresh, { "text/html": html }, trusted);

    show(html);

    expect(outline(host), html).toBe(outline(fresh));
  }
});
