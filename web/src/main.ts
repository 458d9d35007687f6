/**
 * The page: opens what the address asks for. Nothing else starts anything.
 */

import "./styles/view.js";
import "./styles/sandbox.css";
import { openOwn } from "./own.js";
import { openStrangers } from "./strangers.js";
import { isStrangers } from "./trust/address.js";
import type { FirstFrame } from "./trust/first-frame.js";

/** The page's first script loads this one without waiting for the page's end or for its styles (`wheels/policy.mjs`). */
async function pageIsWhole(): Promise<void> {
  const come = (target: EventTarget, ...types: string[]) =>
    new Promise<unknown>((resolve) => {
      for (const type of types) target.addEventListener(type, resolve, { once: true });
    });
  if (document.readyState === "loading") await come(document, "DOMContentLoaded");
  const missing = [...document.querySelectorAll<HTMLLinkElement>("link[rel=stylesheet]")].filter(({ sheet }) => !sheet);
  await Promise.all(missing.map((link) => come(link, "load", "error")));
}

/** Where the address asks for a stranger's notebook, the page's first script has made a frame for it (`first.ts`). */
const first = Reflect.get(globalThis, "clocheFrame") as FirstFrame | undefined;

void pageIsWhole().then(() => {
  void document.fonts.load('1em "Instrument Sans Variable"'); // else with the first text, which moves when it comes
  const address = new URL(location.href);
  if (first) return openStrangers(address, first);
  if (!isStrangers(address)) return openOwn(address);
  location.reload(); // the address changed since: a stranger's notebook gets a page and a sandbox of its own
});
