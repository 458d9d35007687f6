import type { Site, SiteOptions } from "./site-server.ts";

/** A host whose worker finds no JSPI: its script begins by taking it away. */
export async function withoutSuspending(host: (options: SiteOptions) => Promise<Site>): Promise<SiteOptions> {
  const site = await host({});
  const index = await (await fetch(`${site.origin}/`)).text();
  const page = /src="\.(\/assets\/index-[^"]+)"/.exec(index)?.[1] ?? "";
  const script = await (await fetch(site.origin + page)).text();
  const worker = /assets\/main-[\w-]+\.js|main-[\w-]+\.js/.exec(script)?.[0].replace("assets/", "");
  const path = `/assets/${worker}`;
  const body = await (await fetch(site.origin + path)).text();
  return { answers: { [path]: { type: "text/javascript", body: `delete WebAssembly.Suspending;${body}` } } };
}
