/** The notebooks that the site brings along. Each is its own small chunk, fetched when wanted. */

import { readSession, type ShownCell } from "../notebook/session.js";
import type { ParcelFile } from "../share/parcel.js";

export interface Example {
  readonly file: string;
  readonly title: string;
  readonly description: string;
  /** In the gallery are notebooks to use: they open as apps, and have a picture. The others show how Cloche works. */
  readonly group?: "gallery";
  /** Packages it fetches when it is run: they need a connection the first time. */
  readonly packages: readonly string[];
  /** What lies beside it in the site's folder of examples, and comes into its own folder: data, modules. */
  readonly files?: readonly string[];
}

export interface ExampleContent {
  readonly text: string;
  readonly files: readonly ParcelFile[];
  /** What its cells showed when the site was built. */
  readonly shown: readonly ShownCell[];
}

export const INTRODUCTION = "intro";

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

/** The name in an example's address. */
export function nameOf({ file }: Example): string {
  return file.replace(/\.py$/, "");
}

/** One of the site's own notebooks, with its files; null when the site has none of that name. */
export async function loadExample(name: string): Promise<ExampleContent | null> {
  const file = `${name}.py`;
  const load = TEXT_BY_PATH[FOLDER + file];
  if (!load) return null;
  const session = SESSION_BY_PATH[`${FOLDER}__cloche__/session/${file}.json`];
  const [text, files, shown] = await Promise.all([load(), loadFiles(file), session?.().then(readSession, () => [])]);
  return { text, files, shown: shown ?? [] };
}

async function loadFiles(file: string): Promise<ParcelFile[]> {
  if (file === `${INTRODUCTION}.py`) return []; // a first visit waits for no list
  const example = (await listExamples()).find((each) => each.file === file);
  const files = (example?.files ?? []).map(async (name) => {
    const response = await fetch(new URL(`examples/${name}`, document.baseURI));
    return response.ok ? [{ name, bytes: new Uint8Array(await response.arrayBuffer()) }] : [];
  });
  // One that cannot be had is missed by the notebook, which says so in its own words.
  return (await Promise.all(files.map((each) => each.catch(() => [])))).flat();
}

/** The examples that are there, in the order of their index. */
export async function listExamples(): Promise<readonly Example[]> {
  const index = await INDEX_BY_PATH[`${FOLDER}index.json`]?.();
  return (index ?? []).filter((example) => FOLDER + example.file in TEXT_BY_PATH);
}
