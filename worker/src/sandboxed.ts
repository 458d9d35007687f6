/**
 * The worker's entry in a sandbox: its first message brings the port by which it comes to the site's files. One script
 * without others beside it, as a worker of no origin could not load them (`wheels/guest.mjs`).
 */

import { Network } from "./boot/network.js";
import { type Hint, prepareBy } from "./boot/preparation.js";
import { canLoadPrograms, PostedSite } from "./boot/site.js";
import { mark } from "./boot/timeline.js";
import { live } from "./live.js";
import type { SiteDoor, SiteRuns } from "./wire/site.js";

mark("script-run");

self.addEventListener(
  "message",
  (event: MessageEvent<SiteDoor>) => {
    const [port] = event.ports;
    if (!port) return;
    event.stopImmediatePropagation();
    void canLoadPrograms().then((works) => port.postMessage({ kind: "runs", works } satisfies SiteRuns));
    const { base, hint } = event.data;
    const network = new Network(new PostedSite(port, base));
    const early = hint && prepareBy(hint as Hint, base, network);
    void early?.wake();
    live(network, early);
  },
  { once: true },
);
