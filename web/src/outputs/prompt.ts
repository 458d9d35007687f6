import type { Question } from "../notebook/state.js";
import { build } from "./build.js";

export interface PromptActions {
  /** What the field is called where the program asked without words. */
  readonly label: string;
  /** A line, or null for the end of the input. */
  readonly answer: (request: number, line: string | null) => void;
  /** The person is writing somewhere else and must not be interrupted. */
  readonly isWriting: () => boolean;
}

/** As long as a line can be: `LONGEST_LINE` of the wire. */
const LONGEST = 65_536;

const formsByHost = new WeakMap<HTMLElement, Map<number, HTMLFormElement>>();
/** What had the keyboard before a question was asked. */
const beforeByForm = new WeakMap<Element, Element | null>();

/** Show what a cell waits for, below its console; fields that stay keep what was typed. */
export function renderQuestions(host: HTMLElement, questions: readonly Question[], actions: PromptActions): void {
  const forms = formsByHost.get(host) ?? new Map<number, HTMLFormElement>();
  formsByHost.set(host, forms);
  const open = new Set(questions.map((question) => question.request));
  for (const [request, form] of forms) {
    if (open.has(request)) continue;
    forms.delete(request);
    takeAway(form);
  }
  for (const question of questions) {
    if (forms.has(question.request)) continue;
    const { form, field } = formFor(question, actions);
    beforeByForm.set(form, keyboardBefore([...forms.values()]));
    forms.set(question.request, form);
    host.append(form);
    host.hidden = false;
    if (!actions.isWriting()) field.focus({ preventScroll: true });
    form.scrollIntoView?.({ block: "nearest" });
  }
}

/** Where the keyboard goes back to after the next question: not to a question that may be gone by then. */
function keyboardBefore(forms: readonly HTMLFormElement[]): Element | null {
  const now = document.activeElement;
  const form = forms.find((each) => each.contains(now));
  return (form && beforeByForm.get(form)) ?? now;
}

function formFor({ request, prompt, secret }: Question, { label, answer }: PromptActions) {
  const field = build("input", {
    class: "cloche-prompt-field",
    type: secret ? "password" : "text",
    maxlength: String(LONGEST),
    autocomplete: secret ? "new-password" : "off",
    autocapitalize: "off",
    spellcheck: "false",
    enterkeyhint: "send",
    "aria-keyshortcuts": "Enter Control+D",
  });
  const words = prompt.trim();
  const caption = build("span", { class: words ? "cloche-prompt-text" : "visually-hidden" }, words ? prompt : label);
  const end = build(
    "button",
    { class: "cloche-prompt-end", type: "button", title: "Nothing more to enter (Ctrl+D)" },
    "End of input",
  );
  const send = build("button", { class: "cloche-prompt-send", type: "submit" }, "Send");
  const form = build("form", { class: "cloche-prompt" }, build("label", {}, caption, field), send, end);
  let isOpen = true;
  const give = (line: string | null) => {
    if (isOpen) answer(request, line);
    isOpen = false;
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    give(field.value);
  });
  end.addEventListener("click", () => give(null));
  field.addEventListener("keydown", (event) => {
    event.stopPropagation(); // the page's own keys are not meant while someone answers
    if (!(event.ctrlKey && event.key.toLowerCase() === "d" && field.value === "")) return;
    event.preventDefault();
    give(null);
  });
  return { form, field };
}

/** The keyboard goes back to where it was, if it was here. */
function takeAway(form: HTMLFormElement): void {
  const hadFocus = form.contains(document.activeElement);
  const cell = form.closest<HTMLElement>("[data-cell-id]");
  form.remove();
  if (!hadFocus) return;
  const before = beforeByForm.get(form);
  const back = before instanceof HTMLElement && before.isConnected && before !== document.body ? before : cell;
  back?.focus({ preventScroll: true });
}
