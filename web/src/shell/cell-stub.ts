/** What stands for a cell whose code is hidden and which has shown nothing yet: its Markdown, else its first words. */

import { html, nothing, type TemplateResult } from "lit";
import { type ProseBlock, prosePreview, type Words } from "../notebook/prose-preview.js";

export function stub(code: string): TemplateResult | typeof nothing {
  if (isImportsOnly(code)) return nothing; // and nothing will come of it
  const blocks = prosePreview(code);
  return blocks
    ? html`<div class="cell-stub is-prose cloche-output">${blocks.map(blockView)}</div>`
    : html`<div class="cell-stub">${firstWords(code)}</div>`;
}

function blockView(block: ProseBlock): TemplateResult {
  switch (block.kind) {
    case "heading":
      return headingView(block.level, wordsView(block.words));
    case "paragraph":
      return html`<p>${wordsView(block.words)}</p>`;
    case "code":
      return html`<pre><code>${block.text}</code></pre>`;
    case "list": {
      const items = block.items.map((item) => html`<li>${wordsView(item)}</li>`);
      return block.isOrdered ? html`<ol>${items}</ol>` : html`<ul>${items}</ul>`;
    }
  }
}

function headingView(level: number, words: unknown): TemplateResult {
  if (level === 1) return html`<h1>${words}</h1>`;
  if (level === 2) return html`<h2>${words}</h2>`;
  return level === 3 ? html`<h3>${words}</h3>` : html`<h4>${words}</h4>`;
}

function wordsView(words: readonly Words[]): unknown[] {
  return words.map(({ style, text }) => {
    if (style === "strong") return html`<strong>${text}</strong>`;
    if (style === "em") return html`<em>${text}</em>`;
    return style === "code" ? html`<code>${text}</code>` : text;
  });
}

function isImportsOnly(code: string): boolean {
  const lines = code.split("\n").filter((line) => line.trim() !== "");
  return lines.length > 0 && lines.every((line) => /^(?:import|from)\s/.test(line));
}

function firstWords(code: string): string {
  const lines = code.split("\n").map((line) => line.replace(/^\s*(?:\w+\.md\()?[rf]*"{3}/, "").replace(/^[#\s]+/, ""));
  return lines.find((line) => /\p{L}/u.test(line)) ?? "Empty cell";
}
