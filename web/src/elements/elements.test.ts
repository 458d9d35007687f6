import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { ElementId } from "../../../worker/src/wire/messages.js";
import { renderOutput } from "../outputs/index.js";
import { type ElementInput, registerElements, tellElement, updateElement } from "./index.js";
import { registerLate } from "./late-elements.js";
import { isShortcut } from "./shortcut.js";

registerElements();

let host: HTMLElement;
let told: unknown[];
let frames: (() => void)[];

beforeEach(() => {
  host = document.createElement("div");
  document.body.append(host);
  told = [];
  host.addEventListener("cloche:input", (event) => {
    told.push((event as CustomEvent<ElementInput>).detail.value);
  });
  frames = [];
  vi.stubGlobal("requestAnimationFrame", (frame: () => void) => frames.push(frame));
});

afterEach(() => {
  host.remove();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

/** The time of one animation frame passes. */
function nextFrame(): void {
  for (const frame of frames.splice(0)) frame();
}

function tag(kind: string, props: Record<string, unknown>, content = "", instance = 1, id = "c1-0"): string {
  const json = JSON.stringify({ label: "", ...props })
    .replaceAll("&", "&amp;")
    .replaceAll("'", "&#39;");
  return `<cloche-${kind} data-element="${kind}" element-id="${id}" instance="${instance}" props='${json}'>${content}</cloche-${kind}>`;
}

const show = (html: string) => renderOutput(host, { "text/html": html }, { trusted: true });

function find<Kind extends Element = HTMLInputElement>(selector: string): Kind {
  const found = host.querySelector<Kind>(selector);
  if (!found) throw new Error(`no ${selector} in ${host.innerHTML}`);
  return found;
}

function enter(selector: string, value: string, event = "input"): void {
  const input = find(selector);
  input.value = value;
  input.dispatchEvent(new Event(event, { bubbles: true }));
}

const fire = (selector: string, event: string) => find(selector).dispatchEvent(new Event(event, { bubbles: true }));
const press = (selector: string, key: string, init: KeyboardEventInit = {}) =>
  find(selector).dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...init }));

// ------------------------------------------------------------------ slider

const slider = (value: number, more: Record<string, unknown> = {}, instance = 1) =>
  tag("slider", { start: 0, stop: 10, step: 1, value, ...more }, "", instance);

test("a slider is a labelled native range", () => {
  show(slider(3, { label: "depth <b>d</b>" }));

  const range = find("input[type=range]");
  expect([range.min, range.max, range.value]).toEqual(["0", "10", "3"]);
  expect(find("label").getAttribute("for")).toBe(range.id);
  expect(find("label b").textContent).toBe("d");
});

test("a slider in motion tells at once, then the newest value once a frame", () => {
  show(slider(0));

  for (const value of ["1", "2", "3", "4"]) enter("input", value);
  expect(told).toEqual([1]);
  nextFrame();

  expect(told).toEqual([1, 4]);
  nextFrame();
  expect(told).toEqual([1, 4]);
});

test("letting go of a slider tells its last value without waiting for a frame", () => {
  show(slider(0));
  enter("input", "1");
  enter("input", "2");

  fire("input", "change");

  expect(told).toEqual([1, 2]);
});

test("a debounced slider tells only when it is let go", () => {
  show(slider(0, { debounce: true }));
  enter("input", "5");
  nextFrame();
  expect(told).toEqual([]);

  fire("input", "change");

  expect(told).toEqual([5]);
});

test("a slider with steps tells the index and shows the step", () => {
  show(tag("slider", { steps: [1, 10, 100], value: 1, show_value: true }));

  enter("input", "2");

  expect(told).toEqual([2]);
  expect(find("output").textContent).toBe("100");
  expect(find("input").getAttribute("aria-valuetext")).toBe("100");
});

test("a value is written as people write it", () => {
  show(tag("slider", { start: 0, stop: 1, step: 0.1, value: 0.1 + 0.2, show_value: true }));

  expect(find("output").textContent).toBe("0.3");
});

test("the same instance keeps what the person entered, another brings its own value", () => {
  show(slider(3));
  enter("input", "7");

  show(`<p></p>${slider(3)}`);
  expect(find("input").value).toBe("7");
  show(slider(4, {}, 2));

  expect(find("input").value).toBe("4");
});

test("another range and value arrive together", () => {
  show(slider(3));

  show(slider(250, { stop: 500 }, 2));

  expect([find("input").max, find("input").value]).toEqual(["500", "250"]);
});

test("a late rendering does not move the thumb under the person's hand", () => {
  show(slider(3));
  fire("input", "pointerdown");
  enter("input", "7");

  show(slider(3, {}, 2));
  expect(find("input").value).toBe("7");
  enter("input", "8");
  window.dispatchEvent(new Event("pointerup"));

  expect(find("input").value).toBe("8");
});

test("what Python says after the last movement is shown when the hand is off", () => {
  show(slider(3));
  fire("input", "pointerdown");
  enter("input", "9");

  updateElement(host, "c1-0" as ElementId, 5);
  expect(find("input").value).toBe("9");
  window.dispatchEvent(new Event("pointerup"));

  expect(find("input").value).toBe("5");
});

test("a number typed beside a slider is kept within its range", () => {
  show(slider(3, { include_input: true }));

  enter("input[type=number]", "99", "change");

  expect(told).toEqual([10]);
  expect(find("input[type=range]").value).toBe("10");
});

test("all copies of an element show one value, told once", () => {
  show(slider(3) + slider(3));
  const [first, second] = host.querySelectorAll("input");

  enter("input", "6");

  expect([first?.value, second?.value]).toEqual(["6", "6"]);
  expect(told).toEqual([6]);
});

test("the event leaves shadow roots and names the element", () => {
  const heard = vi.fn();
  document.addEventListener("cloche:input", heard, { once: true });
  show(slider(0));

  enter("input", "1");

  const event = heard.mock.calls[0]?.[0] as CustomEvent<ElementInput>;
  expect(event.detail).toEqual({ element: "c1-0", value: 1 });
  expect(event.composed).toBe(true);
});

test("a label that tries to run a script stays text or is cleaned", () => {
  show(slider(3, { label: "<img src=x onerror=alert(1)>" }));

  expect(host.querySelector("label [onerror]")).toBeNull();
});

test("broken props show a default instead of an error", () => {
  show(`<cloche-slider data-element="slider" element-id="c1-0" instance="1" props='{"start":'></cloche-slider>`);

  expect(find("input").value).toBe("0");
});

// ------------------------------------------------------------------ number

const number = (value: number | null, more: Record<string, unknown> = {}) =>
  tag("number", { start: 1, stop: 20, step: 1, value, ...more });

test("a number tells what is typed, and null when emptied", () => {
  show(number(4));

  enter("input", "12");
  nextFrame();
  enter("input", "");

  expect(told).toEqual([12, null]);
});

test("a number out of range is not told while typing and moved in on leaving", () => {
  show(number(4));

  enter("input", "99");
  expect(told).toEqual([]);
  fire("input", "change");

  expect(told).toEqual([20]);
  expect(find("input").value).toBe("20");
});

test("a debounced number waits until it is left", () => {
  show(number(4, { debounce: true }));
  enter("input", "7");
  expect(told).toEqual([]);

  fire("input", "change");

  expect(told).toEqual([7]);
});

test("the buttons beside a number step it and stop at its ends", () => {
  show(number(19));
  const [less, more] = host.querySelectorAll("button");

  more?.click();
  nextFrame();

  expect(told).toEqual([20]);
  expect(more?.disabled).toBe(true);
  expect(less?.disabled).toBe(false);
});

// -------------------------------------------------------------------- text

test("text with debounce is told on leaving or Enter, once", () => {
  show(tag("text", { value: "", debounce: true }));
  enter("input", "Ada");
  expect(told).toEqual([]);

  press("input", "Enter");
  fire("input", "blur");

  expect(told).toEqual(["Ada"]);
});

test("text without debounce is told as it is typed", () => {
  show(tag("text", { value: "", debounce: false }));

  enter("input", "A");
  nextFrame();
  enter("input", "Ad");

  expect(told).toEqual(["A", "Ad"]);
});

test("text with a pause is told after it", () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  show(tag("text", { value: "", debounce: 200 }));

  enter("input", "A");
  vi.advanceTimersByTime(150);
  enter("input", "Ad");
  vi.advanceTimersByTime(150);
  expect(told).toEqual([]);
  vi.advanceTimersByTime(100);

  expect(told).toEqual(["Ad"]);
});

test("a rendering that comes while somebody types does not touch the text", () => {
  show(tag("text", { value: "", debounce: true }));
  enter("input", "half a wor");

  show(tag("text", { value: "old", debounce: true }, "", 2));

  expect(find("input").value).toBe("half a wor");
});

test("a text area tells on Ctrl+Enter", () => {
  show(tag("text-area", { value: "", rows: 3, debounce: true }));
  enter("textarea", "a\nb");

  press("textarea", "Enter", { ctrlKey: true });

  expect(told).toEqual(["a\nb"]);
});

// ----------------------------------------------------------------- choices

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

// ----------------------------------------------------------------- buttons

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

// ------------------------------------------------------------------- forms

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

// ------------------------------------------------------------------- state

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

// ------------------------------------------- of more than one control

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
