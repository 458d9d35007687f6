/**
 * The first script of the frame's page: says hello to the page around it, and starts Python's worker before anything
 * else is read. Refuses to do anything where it is not in a sandbox: whoever gives it a notebook must not get this
 * site's origin for it.
 */

import type { SiteDoor } from "../../worker/src/wire/site.js";
import type { GuestFirst } from "./trust/guest-first.js";
import { HELLO_WORD } from "./trust/hello.js";

/** Put here by `wheels/guest.mjs`: the worker as one script, and what the site carries. */
declare const WORKER_SOURCE: string;
declare const HINT: SiteDoor["hint"];

if (self.origin === "null" && parent !== self) {
  const { port1: port, port2 } = new MessageChannel();
  const base = new URL("..", location.href).href;
  const newWorker = (hint: SiteDoor["hint"] = null) => {
    // A blob: address would not do: Chromium does not start modules of one here.
    const address = `data:text/javascript,${encodeURIComponent(WORKER_SOURCE)}`;
    const worker = new Worker(address, { type: "module", name: "cloche" });
    const { port1: site, port2: toPage } = new MessageChannel();
    port.postMessage({ type: "site" }, [toPage]);
    worker.postMessage({ base, hint } satisfies SiteDoor, [site]);
    return worker;
  };
  parent.postMessage(HELLO_WORD, "*", [port2]);
  const first: GuestFirst = { port, newWorker: () => newWorker(), worker: newWorker(HINT) };
  Reflect.set(self, "clocheGuest", first);
}
