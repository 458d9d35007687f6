/**
 * What a desk needs from outside of a notebook's view: a place to keep notebooks, a way to find the one that is asked
 * for, an address, and ways out for what leaves the view, which are messages through its door (`web/src/view.ts`). There
 * are two kinds of keeping: the browser's, for the person's own notebooks, and memory, for a stranger's, which can
 * reach nothing of theirs (`web/src/trust/`).
 */

import { editingAddress, slideAddress } from "../share/address.js";
import { browserHolds } from "../storage/browser-holds.js";
import type { HoldWorld } from "../storage/hold.js";
import type { Drawer } from "../storage/rescue.js";
import type { Shelf } from "../storage/shelf.js";
import { type Begun, Finder } from "./finder.js";

/** The address of the page, and the tab's history. */
export interface Address {
  current(): URL;
  push(href: string): void;
  replace(href: string): void;
}

export interface Keeping {
  /** The view is a stranger's: it has no notebooks beside it, no home to go to, and keeps nothing. */
  readonly isSandboxed: boolean;
  readonly shelf: Shelf;
  readonly holds: HoldWorld;
  readonly finder: Pick<Finder, "find">;
  readonly address: Address;
  /** What is written at once, for work that a database has not taken yet. */
  readonly drawer: Drawer;
}

export interface Outside extends Keeping {
  /** The address is to lead to this slide of the talk, from 1. */
  showSlide(slide: number): void;
  /** The address asks for the app view no longer. */
  showEditing(): void;
  /** Give the person a file. */
  giveFile(name: string, content: Blob): void;
  /** The person wants to keep what is open, and it is not kept by itself. */
  keep(): void;
}

/** The browser, for the person's own notebooks. `begun` is what the address asks for, if it is on its way. */
export function browserKeeping(shelf: Shelf, begun: Begun | null): Keeping {
  return {
    isSandboxed: false,
    shelf,
    holds: browserHolds(),
    finder: new Finder(shelf, () => localStorage, begun),
    address: {
      current: () => new URL(location.href),
      push: (href) => history.pushState(null, "", href),
      replace: (href) => history.replaceState(history.state, "", href),
    },
    drawer: () => localStorage,
  };
}

/** The page's address leads to this slide. */
export function showSlide(slide: number): void {
  replaceAddress(slideAddress(new URL(location.href), slide));
}

/** The page's address leads to the notebook as it is edited. */
export function showEditing(): void {
  replaceAddress(editingAddress(new URL(location.href)));
}

function replaceAddress(href: string): void {
  try {
    history.replaceState(history.state, "", href);
  } catch {
    // The browser has had enough of changes for now: the next one is in the address again.
  }
}

/** Have the browser save a file. */
export function giveFile(name: string, content: Blob): void {
  const url = URL.createObjectURL(content);
  Object.assign(document.createElement("a"), { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
