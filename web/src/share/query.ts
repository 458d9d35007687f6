/**
 * The parameters of the page's address that are the notebook's: what stands in it beside Cloche's own.
 *
 * A notebook never sees or changes the others, so it cannot choose the page's mode or theme, or what
 * is opened. The kernel knows the same list (`kernel/src/cloche/runtime/query.py`).
 */

import type { Query } from "../../../worker/src/wire/messages.js";

export const RESERVED: readonly string[] = ["embed", "example", "mode", "show-code", "slide", "src", "theme"];

/** The notebook's parameters, in the order of the address. */
export function queryOf(address: URL): Query {
  const query = new Map<string, string[]>();
  for (const [name, value] of address.searchParams) {
    if (RESERVED.includes(name)) continue;
    const values = query.get(name) ?? [];
    query.set(name, [...values, value]);
  }
  return Object.fromEntries(query);
}

/** The address with these parameters in place of the notebook's, Cloche's own left as they are. */
export function withQuery(address: URL, query: Query): URL {
  const next = new URL(address);
  const own = [...address.searchParams].filter(([name]) => RESERVED.includes(name));
  const theirs = Object.entries(query)
    .filter(([name]) => !RESERVED.includes(name))
    .flatMap(([name, values]) => values.map((value) => [name, value]));
  next.search = new URLSearchParams([...own, ...theirs] as [string, string][]).toString();
  return next;
}
