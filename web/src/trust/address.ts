/** Whose notebook an address asks for. The page's first script decides by it too (`web/src/first.ts`), so it is small. */

import { readRequest } from "../share/address.js";

/** It comes from somebody else: in a link, or from another site. What the site itself serves is the site's own. */
export function isStrangers(address: URL): boolean {
  const request = readRequest(address);
  if (request.kind !== "source") return request.kind === "link";
  try {
    return new URL(request.url, address).origin !== address.origin;
  } catch {
    return false; // it opens nothing, and the page says so
  }
}

/** Where it comes from, in words. */
export function provenance(address: URL): string {
  const request = readRequest(address);
  return request.kind === "source" ? `From ${new URL(request.url, address).host || "the web"}` : "From a link";
}
