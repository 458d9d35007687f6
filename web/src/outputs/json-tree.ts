import { build, linkButton } from "./build.js";

/** How many entries of a list or map are shown before "more". */
const PAGE = 100;

/** A plain value as a tree that opens level by level. What the person has opened stays open when the value changes. */
export function showJson(host: HTMLElement, content: unknown): void {
  const open = new Set(
    [...host.querySelectorAll<HTMLElement>("details[open][data-path]")].map((branch) => branch.dataset.path ?? ""),
  );
  const isFirst = host.querySelector(".cloche-json") === null;
  const tree = build(
    "div",
    { class: "cloche-json" },
    treeOf(content, "$", null, (path) => open.has(path)),
  );
  const root = tree.firstElementChild;
  if (isFirst && root instanceof HTMLDetailsElement) openBranch(root);
  host.replaceChildren(tree);
}

type IsOpen = (path: string) => boolean;

const branches = new WeakMap<HTMLDetailsElement, () => void>();

function openBranch(branch: HTMLDetailsElement): void {
  branches.get(branch)?.();
  branch.open = true;
}

function treeOf(value: unknown, path: string, key: string | null, isOpen: IsOpen): HTMLElement {
  const name = key === null ? [] : [build("span", { class: "cloche-json-key" }, key), ": "];
  const entries = entriesOf(value);
  if (!entries || entries.length === 0) return build("div", { class: "cloche-json-leaf" }, ...name, leaf(value));
  const summary = build("summary", {}, ...name, build("span", { class: "cloche-json-size" }, sizeOf(value, entries)));
  const branch = build("details", { "data-path": path }, summary);
  let isFilled = false;
  const fill = () => {
    if (isFilled) return;
    isFilled = true;
    branch.append(...page(entries, 0, path, isOpen));
  };
  branches.set(branch, fill);
  branch.addEventListener("toggle", () => branch.open && fill());
  if (isOpen(path)) openBranch(branch);
  return branch;
}

function page(entries: readonly (readonly [string, unknown])[], from: number, path: string, isOpen: IsOpen) {
  const rows: HTMLElement[] = entries
    .slice(from, from + PAGE)
    .map(([key, value]) => treeOf(value, `${path}.${key}`, key, isOpen));
  const left = entries.length - from - PAGE;
  if (left > 0) {
    const more: HTMLElement = linkButton(`${left.toLocaleString("en")} more`, () =>
      more.replaceWith(...page(entries, from + PAGE, path, isOpen)),
    );
    rows.push(more);
  }
  return rows;
}

function entriesOf(value: unknown): readonly (readonly [string, unknown])[] | null {
  if (value instanceof Map) return [...value].map(([key, item]) => [String(key), item] as const);
  if (typeof value !== "object" || value === null || value instanceof Uint8Array) return null;
  return Object.entries(value);
}

function sizeOf(value: unknown, entries: readonly unknown[]): string {
  const count = entries.length.toLocaleString("en");
  const noun = Array.isArray(value) ? "item" : "key";
  return `${count} ${noun}${entries.length === 1 ? "" : "s"}`;
}

function leaf(value: unknown): HTMLElement {
  if (Array.isArray(value)) return build("span", { class: "cloche-json-size" }, "[]");
  if (value instanceof Uint8Array) return build("span", { class: "cloche-json-size" }, `${value.length} bytes`);
  if (typeof value === "object" && value !== null) return build("span", { class: "cloche-json-size" }, "{}");
  const kind = value === null ? "null" : typeof value;
  const text = typeof value === "string" ? JSON.stringify(value) : String(value);
  return build("span", { class: `cloche-json-${kind}` }, text);
}
