import { expect, test } from "vitest";
import { build } from "./build.js";
import { type PromptActions, renderQuestions } from "./prompt.js";

const ACTIONS: PromptActions = { label: "Input", answer: () => {}, isWriting: () => false };

function question(request: number) {
  return { request, prompt: `Question ${request}`, secret: false };
}

test("the keyboard goes back to where it was, also when the next question comes before the last is gone", () => {
  const [editor, host] = [build("textarea", {}), build("div", {})];
  document.body.replaceChildren(editor, host);
  editor.focus();

  renderQuestions(host, [question(1)], ACTIONS);
  const first = host.querySelector("input");
  expect(document.activeElement).toBe(first);
  renderQuestions(host, [question(1), question(2)], ACTIONS);
  renderQuestions(host, [question(2)], ACTIONS);
  expect(document.activeElement).toBe(host.querySelector("input"));
  expect(document.activeElement).not.toBe(first);
  renderQuestions(host, [], ACTIONS);

  expect(host.children).toHaveLength(0);
  expect(document.activeElement).toBe(editor);
});
