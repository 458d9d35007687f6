import { expect, test, vi } from "vitest";
import { enter, find, fire, host, nextFrame, press, show, tag, told } from "./stage.js";

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
  expect(find("[role=status]").textContent).toBe("At most 20.");

  fire("input", "blur");
  expect(find("[role=status]").textContent).toBe("At most 20.");
  enter("input", "7");
  expect(find("[role=status]").textContent).toBe("");
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
