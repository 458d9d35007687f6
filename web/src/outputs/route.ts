/**
 * Where in a notebook of several pages (`routes`) the person is. The hash of the address is the page's own, so a route
 * lives in the history's state: Back and Forward find it, and so does a reload.
 */

const KEY = "clocheRoute";

/** The present route, such as `#/about`; empty where nothing was chosen. */
export function routeNow(): string {
  const state: unknown = history.state;
  const route = typeof state === "object" && state !== null ? (state as Record<string, unknown>)[KEY] : null;
  if (typeof route === "string") return route;
  return location.hash.startsWith("#/") ? location.hash : "";
}

export function goTo(route: string): void {
  if (route === routeNow()) return;
  const state: unknown = history.state;
  history.pushState({ ...(typeof state === "object" ? state : null), [KEY]: route }, "");
  document.dispatchEvent(new Event(KEY));
}

/** Call `listener` at each change; gives what ends that. */
export function onRoute(listener: () => void): () => void {
  document.addEventListener(KEY, listener);
  addEventListener("popstate", listener);
  return () => {
    document.removeEventListener(KEY, listener);
    removeEventListener("popstate", listener);
  };
}
