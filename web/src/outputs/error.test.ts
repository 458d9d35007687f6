import { beforeEach, expect, test, vi } from "vitest";
import type { CellError, CellId } from "../../../worker/src/wire/messages.js";
import { renderError } from "./index.js";

let host = document.createElement("div");
beforeEach(() => {
  host = document.createElement("div");
});

const load = "load" as CellId;
const jumpTo = vi.fn();

function show(error: Partial<CellError>): void {
  const whole: CellError = {
    code: "exception",
    problem: "",
    hint: "",
    exception: "",
    traceback: [],
    ancestors: [],
    ...error,
  };
  renderError(host, whole, (cell) => `cell ${cell}`, jumpTo);
}

test("an exception shows its name, its message and what to do", () => {
  show({ exception: "KeyError", problem: "KeyError: 'a'", hint: "Look at `df.columns`." });

  expect(host.querySelector("strong")?.textContent).toBe("KeyError");
  expect(host.querySelector(".cloche-error-problem")?.textContent).toBe("KeyError: 'a'");
  expect(host.querySelector(".cloche-error-hint code")?.textContent).toBe("df.columns");
});

test("a frame in a cell is a link to its line; one in a file is not", () => {
  const frame = { file: "/lib/a.py", line: 4, name: "mean", source: "return a / b" };
  show({
    traceback: [
      { ...frame, cell: load },
      { ...frame, cell: null },
    ],
  });

  const links = host.querySelectorAll("button");
  links[0]?.click();

  expect(links.length).toBe(1);
  expect(links[0]?.textContent).toBe("cell load, line 4");
  expect(jumpTo).toHaveBeenCalledWith(load, 4);
});

test("calls that a traceback leaves out are counted, and stand at no line", () => {
  show({ traceback: [{ file: "", line: 0, name: "", source: "… 9 more calls …", cell: null }] });

  expect(host.querySelector("li")?.textContent).toBe("… 9 more calls …");
});

test("a cell that waits for a failed one says so calmly and links there", () => {
  show({ code: "ancestor-failed", ancestors: [load, "clean" as CellId] });

  expect(host.textContent).toContain("it needs cell load and cell clean, which failed");
  expect(host.querySelector("[role=note]")).not.toBeNull();
  host.querySelector("button")?.click();
  expect(jumpTo).toHaveBeenLastCalledWith(load, 1);
});

test("script in an exception's text stays text", () => {
  show({ exception: "ValueError", problem: "<img src=x onerror=alert(1)>" });

  expect(host.querySelector("img")).toBeNull();
});
