/** The notebooks that the site brings along. Each is its own small chunk, fetched when wanted. */

import { titleOf } from "../notebook/document.js";
import { readNotebook } from "../notebook/read.js";

export interface Example {
  readonly file: string;
  readonly title: string;
  /** Its first words, for choosing. */
  readonly about: string;
}

export const INTRODUCTION = "intro.py";

const TEXT_BY_PATH = import.meta.glob<string>("../../../playground/examples/*.py", {
  query: "?raw",
  import: "default",
});

/** The text of an example; null when the site has none of that name. */
export async function exampleText(file: string): Promise<string | null> {
  const load = TEXT_BY_PATH[`../../../playground/examples/${file}`];
  return load ? load() : null;
}

/** All examples, the introduction first. */
export async function listExamples(): Promise<Example[]> {
  const examples = await Promise.all(
    Object.entries(TEXT_BY_PATH).map(async ([path, load]) => exampleIn(path.split("/").at(-1) ?? path, await load())),
  );
  return examples.sort((a, b) => rank(a) - rank(b) || a.title.localeCompare(b.title));
}

function rank(example: Example): number {
  return example.file === INTRODUCTION ? 0 : 1;
}

function exampleIn(file: string, text: string): Example {
  const document = readNotebook(text, file);
  const docstring = /^(?:#[^\n]*\n|\s)*("""|''')([\s\S]*?)\1/.exec(document.header)?.[2];
  return { file, title: titleOf(document), about: docstring?.trim().split("\n\n")[0] ?? "" };
}
