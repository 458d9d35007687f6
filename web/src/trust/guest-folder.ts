/** The notebook's folder in a sandbox, told to the page when it asks: for a copy that the person keeps, and for links. */

import { contentOf } from "../files/downloads.js";
import { luggageOf } from "../shell/luggage.js";
import type { Workbench } from "../shell/workbench.js";
import { MOST_LISTED, type Say } from "./messages.js";

/** The files that there are; of a Python that is busy, when it is done. */
export async function tellFiles(request: number, { store, kernel, desk }: Workbench, say: Say): Promise<void> {
  const listed = await luggageOf(store, kernel, desk)
    .folder()
    .list()
    .catch(() => null);
  const files = listed?.slice(0, MOST_LISTED).map(({ name, size }) => ({ name: name.slice(0, 1000), size })) ?? null;
  say({ type: "files", request, files });
}

/** One file, whole. */
export async function tellFile(request: number, name: string, bench: Workbench, say: Say): Promise<void> {
  say({ type: "file", request, content: await content(name, bench).catch(() => null) });
}

async function content(name: string, { store, kernel, desk }: Workbench): Promise<Blob | null> {
  if (store.kernel.peek().phase !== "dead") return contentOf(kernel.files, name);
  const came = desk.files.peek().find((file) => file.name === name);
  return came ? new Blob([came.bytes]) : null;
}
