import { build } from "./build.js";

/** A formula by itself, set as a block. */
export function showLatex(host: HTMLElement, content: unknown): void {
  const formula = build("cloche-tex" as "span", { display: true }, String(content));
  host.replaceChildren(formula);
}
