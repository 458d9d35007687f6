/** Colours for Python code in prose. The parser is the editor's own, fetched when the first code block is shown. */

const BLOCKS = "pre > code.language-python, pre > code.language-py";
const LONGEST = 50_000;

/** Colour the Python code blocks inside `host` that are still plain text. */
export async function highlightCode(host: HTMLElement): Promise<void> {
  if (!host.querySelector(BLOCKS)) return;
  const { colour } = await import("./highlight-engine.js");
  for (const block of host.querySelectorAll<HTMLElement>(BLOCKS)) {
    const code = block.textContent ?? "";
    if (block.firstElementChild === null && code.length <= LONGEST) block.replaceChildren(colour(code));
  }
}
