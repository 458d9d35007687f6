/** The notebooks that the site brings along. Each is its own small chunk, fetched when wanted. */

import { readSession, type ShownCell } from "../notebook/session.js";

export interface Example {
  readonly file: string;
  readonly title: string;
  readonly description: string;
  /** Packages it fetches when it is run: they need a connection the first time. */
  readonly packages: readonly string[];
}

export const INTRODUCTION = "intro.py";

const FOLDER = "../../../playground/examples/";
const TEXT_BY_PATH = import.meta.glob<string>("../../../playground/examples/*.py", {
  query: "?raw",
  import: "default",
});
const INDEX_BY_PATH = import.meta.glob<readonly Example[]>("../../../playground/examples/index.json", {
  import: "default",
});

/** What the examples show, from when the site was built (`wheels/bake.mjs`). */
const SESSION_BY_PATH = import.meta.glob<unknown>("../../../playground/examples/__cloche__/session/*.json", {
  import: "default",
});

/** An example's text, and what its cells showed when the site was built; null when the site has none of that name. */
export async function loadExample(file: string): Promise<{ text: string; shown: readonly ShownCell[] } | null> {
  const load = TEXT_BY_PATH[FOLDER + file];
  if (!load) return null;
  const session = SESSION_BY_PATH[`${FOLDER}__cloche__/session/${file}.json`];
  const [text, shown] = await Promise.all([load(), session?.().then(readSession, () => [])]);
  return { text, shown: shown ?? [] };
}

/** The examples that are there, in the order of their index. */
export async function listExamples(): Promise<readonly Example[]> {
  const index = await INDEX_BY_PATH[`${FOLDER}index.json`]?.();
  return (index ?? []).filter((example) => FOLDER + example.file in TEXT_BY_PATH);
}
