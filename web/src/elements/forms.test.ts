import { expect, test, vi } from "vitest";
import type { ElementId } from "../../../worker/src/wire/messages.js";
import { tellElement, updateElement } from "./index.js";
import { enter, find, host, nextFrame, press, show, tag, told } from "./stage.js";

const form = (more: Record<string, unknown> = {}) =>
  tag("form", { value: null, ...more }, tag("text", { value: "", debounce: false }, "", 3, "c1-1"), 2);
const submit = ".cloche-form-buttons button";

test("a form holds back what is entered until it is submitted", () => {
  show(form());
  enter("input", "Ada");
  nextFrame();
  expect(told).toEqual([]);

  find(submit).dispatchEvent(new Event("click", { bubbles: true }));

  expect(told).toEqual(["Ada"]);
});

test("a form submits what is in the field, told to it or not", () => {
  show(tag("form", { value: null }, tag("text", { value: "", debounce: true }, "", 3, "c1-1"), 2));
  enter("input", "Ada");

  find<HTMLButtonElement>(submit).click();

  expect(told).toEqual(["Ada"]);
});

test.each([{ ctrlKey: true }, { metaKey: true }, {}])("Enter in a line of text submits (%o)", (keys) => {
  show(form());
  enter("input", "Ada");

  press("input", "Enter", keys);

  expect(told).toEqual(["Ada"]);
});

test("in several lines of text Enter is a line, and Ctrl+Enter submits without running the cell", () => {
  const outside = vi.fn();
  host.addEventListener("keydown", outside);
  show(tag("form", { value: null }, tag("text-area", { value: "", debounce: true }, "", 3, "c1-1"), 2));
  enter("textarea", "Ada");

  press("textarea", "Enter");
  expect(told).toEqual([]);
  press("textarea", "Enter", { ctrlKey: true });

  expect(told).toEqual(["Ada"]);
  expect(outside).toHaveBeenCalledTimes(1);
});

test("clearing a form takes the field back to its first value", () => {
  show(form({ show_clear_button: true }));
  enter("input", "Ada");

  host.querySelectorAll<HTMLButtonElement>(submit)[1]?.click();

  expect(find("input").value).toBe("");
  expect(told).toEqual([]);
});

test("a form that clears on submit tells first", () => {
  show(form({ clear_on_submit: true }));
  enter("input", "Ada");

  find<HTMLButtonElement>(submit).click();

  expect(told).toEqual(["Ada"]);
  expect(find("input").value).toBe("");
});

test("a rerun keeps what stands in a form, and the field's node", () => {
  show(form());
  enter("input", "Ada");
  const field = find("input");

  show(`<p>again</p>${form()}`);

  expect(find("input")).toBe(field);
  expect(field.value).toBe("Ada");
});

test("Python's value of a form is shown by what is inside", () => {
  show(form());

  updateElement(host, "c1-0" as ElementId, "from Python");

  expect(find("input").value).toBe("from Python");
  expect(told).toEqual([]);
});

const inArray = (values: readonly string[], instance = 1) =>
  tag(
    "array",
    { value: {}, keys: { "c1-1": "0", "c1-2": "1" } },
    values.map((value, at) => tag("text", { value, debounce: false }, "", instance, `c1-${at + 1}`)).join(""),
    instance,
  );

test("an array in a form gives the values of its parts when it is submitted", () => {
  show(tag("form", { value: null, submit_button_label: "Go" }, inArray(["a", "b"]), 1, "c1-9"));

  enter("cloche-text:last-of-type input", "z");
  expect(told).toEqual([]);
  find<HTMLButtonElement>("button").click();

  expect(told).toEqual([{ "0": "a", "1": "z" }]);
});

test("what is wrong with a form's answer is shown, and gone with the next", () => {
  show(tag("form", { value: null }, tag("text", { value: "x" }, "", 1, "c1-1"), 1, "c1-9"));

  tellElement(host, "c1-9" as ElementId, { problem: "Too short." });
  expect(find("[role=alert]").textContent).toBe("Too short.");
  find<HTMLButtonElement>("button").click();

  expect(find("[role=alert]").textContent).toBe("");
});

test("what is wrong with parts of an answer is said at their fields, until it is submitted again", () => {
  show(tag("form", { value: null }, inArray(["a", "b"]), 1, "c1-9"));
  find<HTMLButtonElement>("button").focus();

  tellElement(host, "c1-9" as ElementId, { problem: "", parts: { "1": "Too short.", "7": "And late." } });

  const [first, second] = host.querySelectorAll("cloche-text");
  expect([first?.textContent?.trim(), second?.textContent?.trim()]).toEqual(["", "Too short."]);
  const field = second?.querySelector("input");
  expect(document.getElementById(field?.getAttribute("aria-describedby") ?? "")?.textContent).toBe("Too short.");
  expect(field?.getAttribute("aria-invalid")).toBe("true");
  expect(document.activeElement).toBe(field);
  expect(find("[role=alert]").textContent).toBe("One answer needs a second look. And late.");

  enter("cloche-text:last-of-type input", "long enough");
  expect(second?.hasAttribute("data-refused")).toBe(true); // else what stands below would move from under the pointer
  find<HTMLButtonElement>("button").click();
  expect(second?.hasAttribute("data-refused")).toBe(false);
  expect(field?.hasAttribute("aria-invalid")).toBe(false);
});
