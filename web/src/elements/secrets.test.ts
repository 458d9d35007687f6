import { beforeEach, expect, test } from "vitest";
import type { ElementInput, ElementSecret } from "./element.js";
import { enter, find, host, nextFrame, show, tag } from "./stage.js";

let heard: { inputs: ElementInput[]; hidden: string[] };
beforeEach(() => {
  const now: typeof heard = { inputs: [], hidden: [] };
  heard = now;
  host.addEventListener("cloche:input", (event) => now.inputs.push((event as CustomEvent<ElementInput>).detail));
  host.addEventListener("cloche:secret", (event) =>
    now.hidden.push(...(event as CustomEvent<ElementSecret>).detail.elements),
  );
});

const password = (id: string) => tag("text", { value: "", kind: "password", debounce: false }, "", 3, id);
const name = (id: string) => tag("text", { value: "", debounce: false }, "", 4, id);
const asWhole = (keys: Record<string, string>, ...parts: string[]) =>
  tag("dictionary", { value: {}, keys }, parts.join(""), 5, "c1-7");

test("what goes into a password field is told as a secret, and the field says so as soon as it is there", () => {
  show(password("c1-0") + name("c1-1"));
  expect(heard.hidden).toEqual(["c1-0"]);

  enter("[element-id=c1-0] input", "hush");
  enter("[element-id=c1-1] input", "Ada");
  nextFrame();

  expect(heard.inputs).toEqual([
    { element: "c1-0", value: "hush", isSecret: true },
    { element: "c1-1", value: "Ada", isSecret: false },
  ]);
});

test("a form's answer is a secret where one of its parts is, however deep", () => {
  const inside = asWhole({ "c1-0": "who", "c1-6": "word" }, name("c1-0"), password("c1-6"));
  show(tag("form", { value: null }, inside, 2, "c1-9"));
  enter("[element-id=c1-6] input", "hush");

  find<HTMLButtonElement>(".cloche-form-buttons button").click();

  expect(heard.inputs).toEqual([{ element: "c1-9", value: { who: "", word: "hush" }, isSecret: true }]);
  expect(new Set(heard.hidden)).toEqual(new Set(["c1-6", "c1-7", "c1-9"]));
});

test("a form that asks for no secret is told as before", () => {
  show(tag("form", { value: null }, asWhole({ "c1-0": "who" }, name("c1-0")), 2, "c1-9"));

  find<HTMLButtonElement>(".cloche-form-buttons button").click();

  expect(heard.inputs.map(({ isSecret }) => isSecret)).toEqual([false]);
  expect(heard.hidden).toEqual([]);
});

test("a field that becomes one for passwords says so", () => {
  show(name("c1-0"));
  find("[element-id=c1-0]").setAttribute("props", JSON.stringify({ value: "", kind: "password" }));

  expect(heard.hidden).toEqual(["c1-0"]);
});
