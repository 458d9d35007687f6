/** What the page's address asks for. The part after `#` never reaches a server. */

export type Request =
  | { readonly kind: "home" }
  | { readonly kind: "saved"; readonly id: string }
  | { readonly kind: "link"; readonly payload: string }
  | { readonly kind: "source"; readonly url: string }
  | { readonly kind: "example"; readonly name: string }
  | { readonly kind: "unknown"; readonly text: string }
  | { readonly kind: "none" };

export interface Wishes {
  /** Code hidden, outputs joined. */
  readonly appView: boolean;
  /** In the app view, code all the same. */
  readonly showCode: boolean;
  readonly theme: "light" | "dark" | null;
  /** Of a talk, the slide to begin with, from 1. */
  readonly slide: number | null;
  /** Part of another page: no more around the notebook than it needs. */
  readonly embed: boolean;
}

export function readRequest(address: URL): Request {
  const hash = address.hash.slice(1);
  if (hash === "home") return { kind: "home" };
  const saved = /^nb\/([\w-]+)$/.exec(hash)?.[1];
  if (saved) return { kind: "saved", id: saved };
  if (hash.startsWith("code/")) return { kind: "link", payload: hash.slice("code/".length) };
  const url = address.searchParams.get("src");
  if (url) return { kind: "source", url };
  const name = address.searchParams.get("example");
  if (name) return { kind: "example", name };
  return hash ? { kind: "unknown", text: hash } : { kind: "none" };
}

export function readWishes(address: URL): Wishes {
  const theme = address.searchParams.get("theme");
  const slide = address.searchParams.get("slide") ?? "";
  return {
    appView: address.searchParams.get("mode") === "run",
    showCode: isOn(address, "show-code"),
    theme: theme === "light" || theme === "dark" ? theme : null,
    slide: /^[1-9]\d{0,4}$/.test(slide) ? Number(slide) : null,
    embed: isOn(address, "embed"),
  };
}

function isOn(address: URL, name: string): boolean {
  const value = address.searchParams.get(name);
  return value !== null && value !== "0" && value !== "false";
}

/** The link that opens a payload on this page, in this way. What else the page's address asks for is left behind. */
export function linkAddress(page: URL, payload: string, wishes: Partial<Wishes> = {}): string {
  const next = new URL(page.pathname, page);
  if (wishes.appView) next.searchParams.set("mode", "run");
  if (wishes.showCode) next.searchParams.set("show-code", "1");
  if (wishes.theme) next.searchParams.set("theme", wishes.theme);
  if (wishes.embed) next.searchParams.set("embed", "1");
  return `${next.href}#code/${payload}`;
}

/** The same address at another slide of the talk. */
export function slideAddress(address: URL, slide: number): string {
  const next = new URL(address);
  next.searchParams.set("slide", String(slide));
  return next.href;
}

/** The same address outside of the page that it is embedded in. */
export function unembedded(address: URL): string {
  const next = new URL(address);
  next.searchParams.delete("embed");
  return next.href;
}

/** The same page at one of the site's own notebooks. */
export function exampleAddress(page: URL, name: string, { appView = false }: Partial<Wishes> = {}): string {
  const next = new URL(page.pathname, page);
  next.searchParams.set("example", name);
  if (appView) next.searchParams.set("mode", "run");
  return next.href;
}

/** The same address for whoever edits: it asks no longer for the notebook as an app. */
export function editingAddress(address: URL): string {
  const next = new URL(address);
  for (const name of ["mode", "show-code", "slide"]) next.searchParams.delete(name);
  return next.href;
}

/** The same page at a saved notebook; what asked for another one is gone from it. */
export function savedAddress(address: URL, id: string): string {
  const next = new URL(address);
  next.searchParams.delete("src");
  next.searchParams.delete("example");
  next.hash = `nb/${id}`;
  return next.href;
}
