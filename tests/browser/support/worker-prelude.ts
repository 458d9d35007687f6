import type { Site, SiteOptions } from "./site-server.ts";

type Host = (options: SiteOptions) => Promise<Site>;

/** A host whose worker finds no JSPI: its script begins by taking it away. */
export function withoutSuspending(host: Host): Promise<SiteOptions> {
  return withWorkerPrelude(host, "delete WebAssembly.Suspending;");
}

/** A host whose worker gives up a silent download after six seconds, and not after half a minute. */
export function impatient(host: Host): Promise<SiteOptions> {
  const sooner = "(act, wait, ...more) => later(act, wait === 30_000 ? 6_000 : wait, ...more)";
  return withWorkerPrelude(host, `{ const later = setTimeout; self.setTimeout = ${sooner}; }`);
}

/** A host whose worker's script begins with some of the test's own. */
export async function withWorkerPrelude(host: Host, prelude: string): Promise<SiteOptions> {
  const site = await host({});
  const index = await (await fetch(`${site.origin}/`)).text();
  const path = `/${/assets\/main-[\w-]+\.js/.exec(index)?.[0]}`; // the page's first script starts it
  const body = await (await fetch(site.origin + path)).text();
  return { answers: { [path]: { type: "text/javascript", body: prelude + body } } };
}
