import { expect, test, vi } from "vitest";
import type { ElementId } from "../../../worker/src/wire/messages.js";
import { registerElements, tellElement } from "./index.js";
import { registerLate } from "./late-elements.js";
import { enter, find, fire, host, nextFrame, press, show, tag, told } from "./stage.js";

test("a disabled element cannot be touched", () => {
  show(
    ["slider", "text", "text-area", "checkbox", "switch", "button"]
      .map((kind, at) => tag(kind, { value: 0, disabled: true, label: kind }, "", 1, `c1-${at}`))
      .join(""),
  );

  const controls = [...host.querySelectorAll<HTMLInputElement>("input, textarea, button")];
  expect(controls.length).toBe(6);
  expect(controls.every((control) => control.disabled)).toBe(true);
});

test("an element without a label still has a name for screen readers", () => {
  show(tag("text-area", { value: "" }));

  expect(find("textarea").getAttribute("aria-label")).toBe("text area");
});

test("registering twice does nothing", () => {
  expect(() => registerElements()).not.toThrow();
});

test("a multiselect adds, takes away and stops at its limit", () => {
  show(tag("multiselect", { options: ["fig", "kiwi", "plum"], value: ["fig"], max_selections: 2, label: "Fruits" }));

  fire("input", "focus");
  press("input", "ArrowDown");
  press("input", "Enter");
  expect(told.at(-1)).toEqual(["fig", "kiwi"]);
  press("input", "ArrowDown");
  press("input", "Enter"); // a third does not fit
  find<HTMLButtonElement>(".cloche-chip button").click();

  expect(told).toEqual([["fig", "kiwi"], ["kiwi"]]);
  expect(find(".cloche-hint").textContent).toBe("1 of at most 2");
});

test("the thumbs of a range stop at each other", () => {
  show(tag("range-slider", { start: 0, stop: 10, step: 1, value: [2, 5], label: "Band" }));

  enter("input:first-of-type", "9");
  nextFrame();
  nextFrame();
  enter("input[data-upper]", "3");

  expect(told).toEqual([[5, 5]]);
  expect(find("input[data-upper]").getAttribute("aria-label")).toBe("To: Band");
});

test("a range of days is told when it is one", () => {
  show(tag("date-range", { value: ["2026-05-04", "2026-05-08"], start: null, stop: null }));

  enter("input[id$=from]", "2026-05-20");
  expect(told).toEqual([]);
  expect(find("[role=status]").textContent).toContain("after the second");
  enter("input[id$=to]", "2026-05-21");

  expect(told).toEqual([["2026-05-20", "2026-05-21"]]);
});

test("a year half typed is not told, a moment comes with its seconds", () => {
  show(tag("datetime", { value: "2026-05-04T09:30:00", precision: "minute", zone: "Europe/Oslo" }));

  enter("input", "0202-05-04T09:30");
  enter("input", "2027-05-04T09:30");

  expect(told).toEqual(["2027-05-04T09:30:00"]);
  expect(find("input").getAttribute("aria-describedby")).toBe(find(".cloche-hint").id);
});

const tabs = (more: Record<string, unknown> = {}, content = '<div data-tab="0">A</div><div data-tab="1">B</div>') =>
  tag("tabs", { value: "one", names: ["one", "two"], labels: ["<em>one</em>", "two"], ...more }, content);

test("arrows open tabs, and only the open one is on the way of the Tab key", () => {
  show(tabs());
  expect(find("[role=tabpanel]:not([hidden])").textContent).toBe("A");

  press("[role=tab]", "ArrowRight");

  expect(told).toEqual(["two"]);
  expect(find("[role=tabpanel]:not([hidden])").textContent).toBe("B");
  expect([...host.querySelectorAll("[role=tab]")].map((each) => (each as HTMLElement).tabIndex)).toEqual([-1, 0]);
});

test("a lazy tab asks for what stands behind it, once", () => {
  const asked: unknown[] = [];
  host.addEventListener("cloche:tell", (event) => asked.push((event as CustomEvent).detail.message));
  show(tabs({ lazy: true }, '<div data-tab="0">A</div>'));

  for (const at of [1, 0, 1]) host.querySelectorAll<HTMLElement>("[role=tab]")[at]?.click();
  tellElement(host, "c1-0" as ElementId, { open: "two", html: "<b>late</b>" });
  expect(host.querySelectorAll("[role=tab]")[1]?.textContent?.trim()).toBe("two");

  expect(asked).toEqual([{ open: "two" }]);
  expect(find("[role=tabpanel]:not([hidden])").textContent).toContain("late");
});

test("a clock ticks in its interval, and each tick is another value", () => {
  vi.useFakeTimers();
  show(tag("refresh", { value: "", options: ["1s"], milliseconds: [1000], default: 0 }));

  vi.advanceTimersByTime(2000);
  find<HTMLButtonElement>("button").click();
  nextFrame();

  expect(told.at(-1)).toBe("manual (3)");
  host.replaceChildren();
  const before = told.length;
  vi.advanceTimersByTime(5000);
  expect(told).toHaveLength(before);
});

test("files that are too large or of another kind are refused in words", () => {
  show(tag("file", { value: [], filetypes: [".csv"], max_size: 4, multiple: true, kind: "area" }));
  const choose = (...files: File[]) => {
    Object.defineProperty(find("input"), "files", { value: files, configurable: true });
    fire("input", "change");
    return find("[role=alert]").textContent;
  };

  expect(choose(new File(["12345"], "big.csv"))).toContain("big.csv has 5 bytes; at most 4 bytes fit here");
  expect(choose(new File(["1"], "a.png"))).toContain("a.png is of another kind; here belong .csv");
  expect(told).toEqual([]);
  expect(choose(new File(["1,2"], "a.csv"))).toBe("");
  expect(told).toMatchObject([[{ name: "a.csv", size: 3 }]]);
});

test("a symmetric matrix changes in two places, and steps with the arrows", async () => {
  registerLate();
  show(
    tag("matrix", {
      value: [
        [1, 2],
        [2, 4],
      ],
      symmetric: true,
      step: [
        [1, 0.5],
        [0.5, 1],
      ],
      precision: 1,
    }),
  );

  press("[data-at='0 1']", "ArrowUp");

  expect(told).toEqual([
    [
      [1, 2.5],
      [2.5, 4],
    ],
  ]);
  expect(find("[data-at='1 0']").value).toBe("2.5");
});
