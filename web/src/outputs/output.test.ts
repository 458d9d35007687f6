import { beforeEach, expect, test, vi } from "vitest";
import { registerElements } from "../elements/index.js";
import { renderOutput } from "./index.js";
import { isInOwnOutput } from "./output.js";

registerElements();
// KaTeX asks, and happy-dom does not say. (What needs a real browser, scripts and sanitising, is tested in one.)
Object.defineProperty(document, "compatMode", { value: "CSS1Compat" });

let host = document.createElement("div");
beforeEach(() => {
  host.remove();
  host = document.createElement("div");
  document.body.append(host);
});

const trusted = { trusted: true };
const png = new Uint8Array([137, 80, 78, 71]);

test("of several kinds the richest is shown", () => {
  renderOutput(host, { "text/plain": "plain", "text/html": "<b>rich</b>" }, trusted);

  expect(host.innerHTML).toContain("<b>rich</b>");
  expect(host.textContent).not.toContain("plain");
});

test("no output leaves an empty host", () => {
  renderOutput(host, { "text/plain": "something" }, trusted);

  renderOutput(host, null, trusted);

  expect(host.childNodes.length).toBe(0);
});

test("a kind the page does not know is named", () => {
  renderOutput(host, { "application/x-odd": "?" }, trusted);

  expect(host.textContent).toBe("This page cannot show application/x-odd.");
});

test("text is never read as HTML", () => {
  renderOutput(host, { "text/plain": "<img src=x>" }, trusted);

  expect(host.querySelector("img")).toBeNull();
  expect(host.textContent).toBe("<img src=x>");
});

test("long text is cut, and all of it is a click away", () => {
  renderOutput(host, { "text/plain": "x".repeat(150_000) }, trusted);

  expect(host.querySelector("pre")?.textContent?.length).toBe(100_000);
  host.querySelector("button")?.click();
  expect(host.querySelector("pre")?.textContent?.length).toBe(150_000);
});

test("HTML of many megabytes asks before it freezes the page", () => {
  renderOutput(host, { "text/html": `<i>${"x".repeat(4_000_001)}</i>` }, trusted);

  expect(host.querySelector("i")).toBeNull();
  host.querySelector("button")?.click();
  expect(host.querySelector("i")).not.toBeNull();
});

test("a picture is described by the bundle's text, and its URL is given back when the next one comes", () => {
  const revoked = vi.spyOn(URL, "revokeObjectURL");
  renderOutput(host, { "image/png": png, "text/plain": "<Figure>" }, trusted);
  const image = host.querySelector("img");
  const first = image?.src ?? "";

  renderOutput(host, { "image/png": png.slice() }, trusted);

  expect(image?.alt).toBe("Output image");
  expect(host.querySelector("img")).toBe(image);
  expect(revoked.mock.calls).toEqual([[first]]);
  renderOutput(host, null, trusted);
  expect(revoked).toHaveBeenCalledTimes(2);
});

test("a hundred reruns of a picture hold one URL", ({ onTestFinished }) => {
  onTestFinished(() => void vi.restoreAllMocks());
  const live = new Set<string>();
  const create = vi.spyOn(URL, "createObjectURL").mockImplementation(() => {
    const url = `blob:${create.mock.calls.length}`;
    live.add(url);
    return url;
  });
  vi.spyOn(URL, "revokeObjectURL").mockImplementation((url) => void live.delete(url));

  for (let n = 0; n < 100; n += 1) renderOutput(host, { "image/png": png.slice() }, trusted);

  expect(create).toHaveBeenCalledTimes(100);
  expect([...live]).toEqual(["blob:100"]);
  renderOutput(host, null, trusted);
  expect(live.size).toBe(0);
});

test("a link to elsewhere opens beside the notebook", () => {
  renderOutput(host, { "text/html": '<a href="https://example.org">there</a>' }, trusted);

  const link = host.querySelector("a");
  expect([link?.target, link?.rel]).toEqual(["_blank", "noopener noreferrer"]);
});

test("an element of a kind that the page does not have is named", () => {
  renderOutput(
    host,
    { "text/html": '<cloche-orrery data-element="orrery" element-id="a-0"></cloche-orrery>' },
    trusted,
  );

  expect(host.textContent).toContain("no element “orrery”");
});

test("a wide table scrolls in a box of its own", () => {
  renderOutput(host, { "text/html": "<table><tr><td>1</td></tr></table>" }, trusted);

  expect(host.querySelector(".cloche-scroll > table")).not.toBeNull();
});

test("a tree keeps open what the person opened", () => {
  const tree = (value: number) => ({ "application/json": { inner: { value } } });
  renderOutput(host, tree(1), trusted);
  const inner = host.querySelector<HTMLDetailsElement>("details details");
  if (inner) inner.open = true;
  inner?.dispatchEvent(new Event("toggle"));

  renderOutput(host, tree(2), trusted);

  expect(host.querySelector("details details[open]")?.textContent).toContain("value: 2");
});

test("a long list shows its first hundred and the rest on demand", () => {
  renderOutput(host, { "application/json": Array.from({ length: 250 }, (_, at) => at) }, trusted);

  expect(host.querySelectorAll(".cloche-json-number").length).toBe(100);
  host.querySelector("button")?.click();
  expect(host.querySelectorAll(".cloche-json-number").length).toBe(200);
  expect(host.querySelector("button")?.textContent).toBe("50 more");
});

test("a formula is set, and stays the same node while it does not change", async () => {
  renderOutput(host, { "text/html": "<p><cloche-tex>x^2</cloche-tex> a</p>" }, trusted);
  await vi.waitFor(() => expect(host.querySelector(".katex")).not.toBeNull(), 5000);
  const set = host.querySelector(".katex");

  renderOutput(host, { "text/html": "<p><cloche-tex>x^2</cloche-tex> b</p>" }, trusted);

  await Promise.resolve();
  expect(host.querySelector(".katex")).toBe(set);
});

test("a formula that cannot be set shows its source and says why", async () => {
  renderOutput(host, { "text/latex": "$$\\frac{1$$" }, trusted);

  await vi.waitFor(() => expect(host.querySelector("cloche-tex")?.getAttribute("title")).toContain("KaTeX"), 5000);
  expect(host.textContent).toBe("\\frac{1");
});

test("what comes into an output late is shown by the output's own rule, and by the strict one where there is none", () => {
  const place = () => document.createElement("div");
  const [late, deep, nowhere] = [place(), place(), place()];
  renderOutput(host, { "text/html": '<div class="box"></div>' }, trusted);
  const box = host.querySelector(".box");
  box?.append(late);
  box?.attachShadow({ mode: "open" }).append(deep);

  expect([late, deep, nowhere].map(isInOwnOutput)).toEqual([true, true, false]);
  renderOutput(host, { "text/plain": "a stranger's" }, { trusted: false });
  host.append(late);
  expect(isInOwnOutput(late)).toBe(false);
});

test("text that the kernel put apart stands in its place, without its scripts", () => {
  const text = "<template data-quiet>about <b>it</b><script>go()</script></template>";

  renderOutput(host, { "text/html": `<section>${text}</section><p>after</p>` }, trusted);

  expect(host.innerHTML).toBe("<section>about <b>it</b></section><p>after</p>");
});
