import { expect, test, vi } from "vitest";
import type { ElementId } from "../../../worker/src/wire/messages.js";
import { type ElementInput, updateElement } from "./index.js";
import { enter, find, fire, host, nextFrame, show, slider, tag, told } from "./stage.js";

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
  expect(find("[role=status]").textContent).toBe("At most 10.");
  enter("input[type=range]", "4");
  expect(find("[role=status]").textContent).toBe("");
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
  expect(event.detail).toEqual({ element: "c1-0", value: 1, isSecret: false });
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
