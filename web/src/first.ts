/**
 * The page's first script: inline, and as small as can be. It starts what takes longest before the page's own script
 * is there. For a notebook of the person's own that is Python's worker; for a stranger's, the frame that it will live in.
 * `wheels/assemble.mjs` builds it, when it knows the names of the files.
 */

import { isStrangers } from "./trust/address.js";
import { Ahead, type SiteHint } from "./trust/ahead.js";
import { makeFrame } from "./trust/first-frame.js";

/** Put here by `wheels/assemble.mjs`. */
declare const WORKER: string;
declare const GUEST: string;
/** A script's address as the page's policy wants it (`wheels/policy.mjs`). */
declare function address(url: string): string;

const page = globalThis as { clocheWorker?: Worker | null; clocheFrame?: unknown };

if (isStrangers(new URL(location.href))) {
  const ahead = new Ahead();
  const first = makeFrame(GUEST, ahead);
  page.clocheFrame = first;
  // As soon as there is a body, which is before the scripts of modules run.
  new MutationObserver((_, observer) => {
    if (!document.body) return;
    observer.disconnect();
    document.body.append(first.frame);
  }).observe(document.documentElement, { childList: true });
  const [, hint = ""] = WORKER.split("#early=");
  ahead.begin(JSON.parse(decodeURIComponent(hint)) as SiteHint, document.baseURI);
} else {
  const worker = new Worker(address(WORKER + waitForSession()), { type: "module", name: "cloche" });
  page.clocheWorker = worker;
  worker.onerror = () => {
    page.clocheWorker = null; // the page's script then tries for itself, and listens
  };
}

/** A notebook with a session to go on with wakes that one (`web/src/storage/sessions.ts`). */
function waitForSession(): string {
  try {
    const sessions = localStorage.getItem("cloche-sessions");
    return sessions && (!location.hash || sessions.split(" ").includes(location.hash.slice(4))) ? "&wait" : "";
  } catch {
    return "";
  }
}
