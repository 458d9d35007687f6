import { expect, test } from "vitest";
import type { ElementId } from "../../../worker/src/wire/messages.js";
import { Answers } from "./answers.js";

const [slider, password] = ["c1-0", "c2-0"] as ElementId[] as [ElementId, ElementId];

test("a secret is given to a Python that starts again, and is in nothing that lasts", () => {
  const answers = new Answers();
  answers.set(slider, 7, false);
  answers.set(password, "hush", true);
  answers.set(password, "hush, too"); // told by Python

  expect([...answers.all]).toEqual([
    [slider, 7],
    [password, "hush, too"],
  ]);
  expect([...answers.lasting]).toEqual([[slider, 7]]);
  answers.beginPython();
  expect(answers.isPythonTold).toBe(true);
});

test("what was kept of a field before it was known to ask for secrets is kept no longer, and that is news", () => {
  const answers = new Answers();
  answers.replace({ [password]: "hush" });
  const before = answers.changes.value;
  expect(answers.isPythonTold).toBe(false);

  answers.hide(password);

  expect([...answers.lasting]).toEqual([]);
  expect(answers.changes.value).toBeGreaterThan(before);
  expect(answers.isPythonTold).toBe(true);
});

test("an id that is another element's now has no secret", () => {
  const answers = new Answers();
  answers.set(password, "hush", true);
  answers.forget(password);
  answers.beginPython();
  expect(answers.isPythonTold).toBe(false);

  answers.set(password, 3, false);

  expect([...answers.lasting]).toEqual([[password, 3]]);
});
