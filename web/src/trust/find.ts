/** Finds a stranger's notebook for its sandbox: the text and files, not yet understood. */

import type { Request } from "../share/address.js";
import { FetchError, fetchSource } from "../share/fetch-source.js";
import { parcelIn } from "../share/link.js";
import type { ParcelFile } from "../share/parcel.js";

export interface Given {
  readonly text: string;
  readonly filename: string;
  readonly files: readonly ParcelFile[];
  readonly absent: readonly string[];
}

/** Raises an error whose words `noticeFrom` knows for what cannot be opened. */
export async function findGiven(request: Request, page: string): Promise<Given> {
  if (request.kind === "link") {
    const { notebook, files, absent } = await parcelIn(request.payload);
    return { text: notebook.text, filename: notebook.name, files, absent };
  }
  if (request.kind === "source") return fetchSource(request.url, page);
  throw new FetchError("This address does not name a notebook.", "Your own notebooks are on the home page.");
}
