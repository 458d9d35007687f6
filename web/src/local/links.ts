/** Which notebooks lie in folders of the computer. Kept beside the notebooks, in a database of its own: handles are no text. */

import { type IDBPDatabase, openDB } from "idb";
import { noteLink } from "../storage/local-trace.js";
import type { LocalDirectory } from "./disk.js";
import type { Agreed } from "./plan.js";

const NAME = "cloche-local";
const STORE = "links";

export interface Link {
  /** The notebook. */
  readonly id: string;
  readonly folder: LocalDirectory;
  /** Its file in there. */
  readonly file: string;
  /** The file's text when both sides agreed. */
  readonly text: string;
  readonly agreed: ReadonlyMap<string, Agreed>;
}

export async function keepLink(link: Link): Promise<void> {
  await withDatabase((database) => database.put(STORE, link));
  noteLink();
}

export async function linkOf(id: string): Promise<Link | null> {
  return (await withDatabase((database) => database.get(STORE, id))) ?? null;
}

/** The notebook that was opened from this file before. */
export async function linkTo(folder: LocalDirectory, file: string): Promise<Link | null> {
  const links = await withDatabase((database) => database.getAll(STORE) as Promise<Link[]>);
  for (const link of links) if (link.file === file && (await link.folder.isSameEntry(folder))) return link;
  return null;
}

async function withDatabase<Value>(act: (database: IDBPDatabase) => Promise<Value>): Promise<Value> {
  const database = await openDB(NAME, 1, {
    upgrade: (made) => void made.createObjectStore(STORE, { keyPath: "id" }),
  });
  try {
    return await act(database);
  } finally {
    database.close();
  }
}
