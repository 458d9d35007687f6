import { beforeEach, expect, test } from "vitest";
import { type ConsoleChunk, renderConsole } from "./index.js";

let host = document.createElement("div");
beforeEach(() => {
  host = document.createElement("div");
});

const out = (text: string): ConsoleChunk => ({ stream: "stdout", text });
const lines = () =>
  [...host.querySelectorAll(".cloche-line")].map((line) => (line.textContent ?? "").replace("\u200b", ""));

test("what was printed stands there line by line", () => {
  renderConsole(host, [out("one\ntwo\n")]);

  expect(lines()).toEqual(["one", "two"]);
});

test("when a chunk grows, only what is new is drawn", () => {
  renderConsole(host, [out("one\ntw")]);
  const first = host.querySelector(".cloche-line");

  renderConsole(host, [out("one\ntwo\nthree")]);

  expect(lines()).toEqual(["one", "two", "three"]);
  expect(host.querySelector(".cloche-line")).toBe(first);
});

test("an empty line between two others is kept", () => {
  renderConsole(host, [out("a\n")]);

  renderConsole(host, [out("a\n\nb")]);

  expect(lines()).toEqual(["a", "", "b"]);
});

test("a new run starts empty", () => {
  renderConsole(host, [out("old")]);

  renderConsole(host, [out("new")]);

  expect(lines()).toEqual(["new"]);
  renderConsole(host, []);
  expect(host.childNodes.length).toBe(0);
});

test("a carriage return writes over the line, as a progress bar expects", () => {
  renderConsole(host, [out(" 10% #---\r 90% ###-"), out("\rdone")]);

  expect(lines()).toEqual(["done ###-"]);
});

test("erasing the line takes the rest of a progress bar away", () => {
  renderConsole(host, [out("working…\r\u001b[Kdone\n")]);

  expect(lines()).toEqual(["done"]);
});

test("colours are classes and never HTML", () => {
  renderConsole(host, [out("\u001b[1;31m<b>red</b>\u001b[0m plain \u001b[38;2;1;2;3mrgb\u001b[m")]);

  const red = host.querySelector(".ansi-ink-1.ansi-bold");
  expect(red?.textContent).toBe("<b>red</b>");
  expect(host.querySelector("b")).toBeNull();
  expect(lines()).toEqual(["<b>red</b> plain rgb"]);
});

test("an escape sequence cut in two still colours", () => {
  renderConsole(host, [out("\u001b[3")]);

  renderConsole(host, [out("\u001b[32mgreen")]);

  expect(host.querySelector(".ansi-ink-2")?.textContent).toBe("green");
});

test("other escape sequences leave nothing behind", () => {
  renderConsole(host, [out("a\u001b]8;;https://example.org\u0007b\u001b[2Jc\u001b(Bd")]);

  expect(lines()[0]?.startsWith("abc")).toBe(true);
  expect(host.textContent).not.toContain("example.org");
});

test("errors and ordinary text share the lines and differ in colour", () => {
  renderConsole(host, [out("a"), { stream: "stderr", text: "b\n" }]);

  expect(lines()).toEqual(["ab"]);
  expect(host.querySelector(".cloche-stderr")?.textContent).toBe("b");
});

test("of a million printed lines the newest stay, with a notice", () => {
  const chunks: ConsoleChunk[] = [];
  for (let batch = 0; batch < 2; batch++) {
    chunks.push(out(Array.from({ length: 500_000 }, (_, at) => `line ${batch * 500_000 + at}\n`).join("")));
    renderConsole(host, chunks);
  }

  expect(lines().length).toBe(1000);
  expect(lines().at(-1)).toBe("line 999999");
  expect(host.textContent).toContain("The beginning is not shown");
}, 20_000);

test("a store that lets the beginning go does not make the console start over", () => {
  const all = Array.from({ length: 3000 }, (_, at) => `line ${at}\n`).join("");
  renderConsole(host, [out(all.slice(0, 20_000))]);
  const kept = [...host.querySelectorAll(".cloche-line")][500];

  renderConsole(host, [out(all.slice(1_003, 21_003))]);
  renderConsole(host, [out(all.slice(2_005, 22_005)), { stream: "stderr", text: "careful\n" }]);

  expect(kept && host.contains(kept)).toBe(true);
  expect(`${all.slice(0, 22_005)}careful`.endsWith(lines().join("\n"))).toBe(true);
});

test("one line without an end is cut", () => {
  renderConsole(host, [out("x".repeat(1_000_000))]);

  expect((lines()[0] ?? "").length).toBeLessThan(21_000);
  expect(host.textContent).toContain("(line cut)");
});
