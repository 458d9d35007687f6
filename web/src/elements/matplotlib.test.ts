import { expect, test } from "vitest";
import { ClocheMatplotlib } from "./matplotlib.js";

customElements.define("cloche-matplotlib", ClocheMatplotlib);

/** A plot of 100 by 100 whose axes are in the middle, with what it tells. */
function plot(debounce = false): { element: ClocheMatplotlib; frame: HTMLElement; told: unknown[] } {
  const element = document.createElement("cloche-matplotlib") as ClocheMatplotlib;
  element.setAttribute("element-id", "a-0");
  element.setAttribute("instance", "1");
  element.setAttribute("props", JSON.stringify({ value: null, frame: [0.1, 0.1, 0.9, 0.9], debounce }));
  document.body.replaceChildren(element);
  const told: unknown[] = [];
  element.addEventListener("cloche:input", (event) => told.push((event as CustomEvent).detail.value));
  const field = element.querySelector(".cloche-plot-field") as HTMLElement;
  field.getBoundingClientRect = () => new DOMRect(0, 0, 100, 100);
  const frame = element.querySelector(".cloche-plot-frame") as HTMLElement;
  frame.setPointerCapture = () => {};
  return { element, frame, told };
}

function hand(frame: HTMLElement, kind: string, clientX: number, clientY: number, more = {}): void {
  frame.dispatchEvent(new PointerEvent(`pointer${kind}`, { clientX, clientY, button: 0, pointerId: 1, ...more }));
}

test("a drag marks a box, a drag in it moves it, a click clears it", () => {
  const { element, frame, told } = plot(true);

  hand(frame, "down", 20, 80);
  hand(frame, "move", 40, 50);
  expect(told).toEqual([]);
  hand(frame, "up", 40, 50);
  expect(element.value).toEqual({ box: [0.2, 0.5, 0.4, 0.8] });
  expect(told).toHaveLength(1);

  hand(frame, "down", 30, 60);
  hand(frame, "move", 0, 60);
  hand(frame, "up", 0, 60);
  expect(element.value).toMatchObject({ box: { 0: 0.1 } });

  hand(frame, "down", 80, 80);
  hand(frame, "up", 80, 80);
  expect(told.at(-1)).toBe(null);
});

test("with Shift a line is drawn by hand, and a hand that is taken away leaves what was", () => {
  const { element, frame } = plot();

  hand(frame, "down", 20, 20, { shiftKey: true });
  for (const [x, y] of [[80, 20], [80, 80], [50, 90]] as const) hand(frame, "move", x, y, { shiftKey: true }); // biome-ignore format: short
  hand(frame, "up", 50, 90);
  expect(element.value).toMatchObject({ lasso: { 0: [0.2, 0.2], 3: [0.5, 0.9] } });

  hand(frame, "down", 15, 85);
  hand(frame, "move", 30, 60);
  hand(frame, "cancel", 30, 60);
  expect(element.value).toHaveProperty("lasso");
});

test("the keyboard makes, moves, sizes and clears a box", () => {
  const { element, frame } = plot();
  const press = (key: string, more = {}) => frame.dispatchEvent(new KeyboardEvent("keydown", { key, ...more }));
  const sides = () => (element.value as { box: number[] }).box.map((side) => Math.round(side * 1000) / 1000);

  press("Enter");
  expect(sides()).toEqual([0.3, 0.3, 0.7, 0.7]);
  press("ArrowRight");
  expect(sides()).toEqual([0.316, 0.3, 0.716, 0.7]);
  press("ArrowDown", { shiftKey: true });
  expect(sides()).toEqual([0.316, 0.3, 0.716, 0.716]);
  press("Escape");
  expect(element.value).toBe(null);
});
