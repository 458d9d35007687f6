import { expect, test } from "vitest";
import { isShortcut } from "./shortcut.js";
import { enter, find, host, nextFrame, press, show, tag, told } from "./stage.js";

test.each(["checkbox", "switch"])("a %s tells true and false", (kind) => {
  show(tag(kind, { value: false, label: "on" }));
  const box = find("input[type=checkbox]");

  box.click();
  nextFrame();
  box.click();

  expect(told).toEqual([true, false]);
  expect(find("label").getAttribute("for")).toBe(box.id);
});

test("a dropdown tells a list of one label, or of none", () => {
  show(tag("dropdown", { options: ["a", "b"], value: ["a"], allow_select_none: true }));

  enter("select", "1", "change");
  nextFrame();
  enter("select", "-1", "change");

  expect(told).toEqual([["b"], []]);
});

test("a dropdown that must have a choice offers no empty one", () => {
  show(tag("dropdown", { options: ["a", "b"], value: ["a"], allow_select_none: false }));

  expect([...host.querySelectorAll("option")].map((option) => option.textContent)).toEqual(["a", "b"]);
});

test("a searchable dropdown narrows, moves by arrows and takes on Enter", () => {
  show(tag("dropdown", { options: ["apple", "pear", "pineapple"], value: [], searchable: true }));

  enter("input[role=combobox]", "app");
  expect([...host.querySelectorAll("[role=option]")].map((option) => option.textContent?.trim())).toEqual([
    "apple",
    "pineapple",
  ]);
  press("input", "ArrowDown");
  press("input", "Enter");

  expect(told).toEqual([["pineapple"]]);
  expect(find("input").value).toBe("pineapple");
  expect(find("input").getAttribute("aria-expanded")).toBe("false");
});

test("Escape leaves a searchable dropdown as it was", () => {
  show(tag("dropdown", { options: ["apple", "pear"], value: ["pear"], searchable: true }));
  enter("input", "app");

  press("input", "Escape");

  expect(told).toEqual([]);
  expect(find("input").value).toBe("pear");
});

test("a radio tells the label that is chosen", () => {
  show(tag("radio", { options: ["tea", "coffee"], value: null, label: "Drink" }));

  find("input[type=radio]").click();

  expect(told).toEqual(["tea"]);
  expect(find("[role=radiogroup]").getAttribute("aria-labelledby")).toBe(find(".cloche-label").id);
});

test("a button counts its clicks, on from what Python knows", () => {
  show(tag("button", { value: 4, label: "go" }));

  find("button").click();
  nextFrame();
  find("button").click();

  expect(told).toEqual([5, 6]);
});

test("a shortcut presses the button, and not when it is disabled", () => {
  show(tag("button", { value: 0, label: "go", keyboard_shortcut: "Ctrl-L" }));
  press("button", "l", { ctrlKey: true });
  press("button", "l");
  expect(told).toEqual([1]);

  show(tag("button", { value: 0, label: "go", keyboard_shortcut: "Ctrl-L", disabled: true }, "", 2));
  nextFrame();
  press("button", "l", { ctrlKey: true });

  expect(told).toEqual([1]);
});

test("a shortcut wants exactly its keys", () => {
  const key = (init: KeyboardEventInit) => new KeyboardEvent("keydown", init);

  expect(isShortcut("Ctrl-Shift-K", key({ key: "K", ctrlKey: true, shiftKey: true }))).toBe(true);
  expect(isShortcut("Ctrl-Shift-K", key({ key: "k", ctrlKey: true }))).toBe(false);
  expect(isShortcut("Alt+Enter", key({ key: "Enter", altKey: true }))).toBe(true);
  expect(isShortcut("", key({ key: "a" }))).toBe(false);
});
