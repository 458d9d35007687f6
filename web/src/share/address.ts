/** What the page's address asks for. The part after `#` never reaches a server. */

export type Request =
  | { readonly kind: "saved"; readonly id: string }
  | { readonly kind: "link"; readonly payload: string }
  | { readonly kind: "source"; readonly url: string }
  | { readonly kind: "unknown"; readonly text: string }
  | { readonly kind: "none" };

export interface Wishes {
  /** Code hidden, outputs joined. */
  readonly appView: boolean;
  /** In the app view as well. */
  readonly showCode: boolean;
  readonly theme: "light" | "dark" | null;
}

export function readRequest(address: URL): Request {
  const hash = address.hash.slice(1);
  const saved = /^nb\/([\w-]+)$/.exec(hash)?.[1];
  if (saved) return { kind: "saved", id: saved };
  if (hash.startsWith("code/")) return { kind: "link", payload: hash.slice("code/".length) };
  const url = address.searchParams.get("src");
  if (url) return { kind: "source", url };
  return hash ? { kind: "unknown", text: hash } : { kind: "none" };
}

export function readWishes(address: URL): Wishes {
  const theme = address.searchParams.get("theme");
  const showCode = address.searchParams.get("show-code");
  return {
    appView: address.searchParams.get("mode") === "run",
    showCode: showCode !== null && showCode !== "0" && showCode !== "false",
    theme: theme === "light" || theme === "dark" ? theme : null,
  };
}

/** The same page at a saved notebook; what asked for another one is gone from it. */
export function savedAddress(address: URL, id: string): string {
  const next = new URL(address);
  next.searchParams.delete("src");
  next.hash = `nb/${id}`;
  return next.href;
}
