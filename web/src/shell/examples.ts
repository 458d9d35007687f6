/** The notebooks that the site brings along. Each is its own small chunk, fetched when wanted. */

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

/** The text of an example; null when the site has none of that name. */
export async function exampleText(file: string): Promise<string | null> {
  const load = TEXT_BY_PATH[FOLDER + file];
  return load ? load() : null;
}

/** The examples that are there, in the order of their index. */
export async function listExamples(): Promise<readonly Example[]> {
  const index = await INDEX_BY_PATH[`${FOLDER}index.json`]?.();
  return (index ?? []).filter((example) => FOLDER + example.file in TEXT_BY_PATH);
}
