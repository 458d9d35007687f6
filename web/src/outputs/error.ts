import type { CellError, CellId, TraceFrame } from "../../../worker/src/wire/messages.js";
import { build, linkButton } from "./build.js";

type NameOf = (cell: CellId) => string;
type JumpTo = (cell: CellId, line: number) => void;

/** Say why a cell has no result. Calm where the cell itself is not at fault; null error hosts are the caller's to hide. */
export function renderError(host: HTMLElement, error: CellError, nameOf: NameOf, jumpTo: JumpTo): void {
  const box = build("div", { class: "cloche-error", "data-code": error.code, role: isCalm(error) ? "note" : "alert" });
  box.append(...(error.ancestors.length > 0 ? ancestorNotice(error, nameOf, jumpTo) : account(error)));
  if (error.traceback.length > 0) box.append(traceback(error.traceback, nameOf, jumpTo));
  host.replaceChildren(box);
}

function isCalm({ code }: CellError): boolean {
  return (
    code === "ancestor-failed" || code === "ancestor-stopped" || code === "interrupted" || code === "kernel-stopped"
  );
}

function ancestorNotice(error: CellError, nameOf: NameOf, jumpTo: JumpTo): Node[] {
  const links = error.ancestors.flatMap((cell, at) => [
    ...(at === 0 ? [] : [at === error.ancestors.length - 1 ? " and " : ", "]),
    linkButton(nameOf(cell), () => jumpTo(cell, 1)),
  ]);
  const many = error.ancestors.length > 1;
  const verb = error.code === "ancestor-stopped" ? "stopped" : "failed";
  const sentence = build("p", { class: "cloche-error-problem" }, "Not run: it needs ", ...links, `, which ${verb}.`);
  const advice =
    error.code === "ancestor-failed"
      ? `It runs by itself when ${many ? "they are" : "that cell is"} repaired.`
      : error.hint;
  if (advice) sentence.append(" ", ...prose(advice));
  return [sentence];
}

function account({ exception, problem, hint }: CellError): Node[] {
  const text = exception && problem.startsWith(`${exception}:`) ? problem.slice(exception.length + 1).trim() : problem;
  const head = build("p", { class: "cloche-error-problem" });
  if (exception) head.append(build("strong", {}, exception), text ? ": " : "");
  head.append(...prose(text));
  return hint ? [head, build("p", { class: "cloche-error-hint" }, ...prose(hint))] : [head];
}

function traceback(frames: readonly TraceFrame[], nameOf: NameOf, jumpTo: JumpTo): HTMLElement {
  const list = build("ol", { class: "cloche-traceback", "aria-label": "Traceback, most recent call last" });
  for (const frame of frames) list.append(frameRow(frame, nameOf, jumpTo));
  return list;
}

function frameRow(frame: TraceFrame, nameOf: NameOf, jumpTo: JumpTo): HTMLElement {
  const { cell, line } = frame;
  if (line === 0) return build("li", { class: "cloche-frame-more" }, frame.source); // how many calls are left out
  const place = cell
    ? linkButton(`${nameOf(cell)}, line ${line}`, () => jumpTo(cell, line))
    : build("span", { class: "cloche-file" }, `${shortened(frame.file)}, line ${line}`);
  const where = build("div", { class: "cloche-frame-place" }, place);
  if (frame.name && frame.name !== "<module>") where.append(" in ", build("code", {}, frame.name));
  const row = build("li", { "data-own": cell !== null }, where);
  if (frame.source.trim()) row.append(build("pre", {}, build("code", {}, frame.source.trim())));
  return row;
}

/** The end of a long path, which is the part that tells. */
function shortened(path: string): string {
  const parts = path.split("/");
  return parts.length > 4 ? `…/${parts.slice(-3).join("/")}` : path;
}

/** Text with `names` between backticks set as code; line ends are kept. */
function prose(text: string): (Node | string)[] {
  return text.split(/`([^`\n]+)`/).map((part, at) => (at % 2 === 1 ? build("code", {}, part) : part));
}
