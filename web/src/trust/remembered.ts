/**
 * What the person has made of a stranger's notebook, for a reload of the tab: as long as the tab lives, and only the
 * text and what was entered into elements, which the frame tells without secrets. It goes back into the sandbox, never anywhere else.
 */

import * as v from "valibot";
import type { Content } from "./asks.js";
import { type Entered, isEntered } from "./entered.js";

const KEY = "cloche-sandbox";
/** Browsers keep a few million letters. */
const MOST = 2_000_000;

const remembered = v.object({
  source: v.string(),
  text: v.string(),
  filename: v.string(),
  elements: v.custom<Entered>(isEntered),
});

/** `source` names the notebook that it was made of. */
export function remember(source: string, { text, filename, elements }: Content): void {
  try {
    if (text.length < MOST) sessionStorage.setItem(KEY, JSON.stringify({ source, text, filename, elements }));
  } catch {
    // no storage, or full: a reload begins again with the link's own
  }
}

export function recall(source: string): Content | null {
  try {
    const found = v.parse(remembered, JSON.parse(sessionStorage.getItem(KEY) ?? ""));
    return found.source === source ? found : null;
  } catch {
    return null;
  }
}

export function forget(): void {
  try {
    sessionStorage.removeItem(KEY);
  } catch {
    // there was none
  }
}
