/** The worker's entry on a page of its own origin. */

import { Network } from "./boot/network.js";
import { prepareEarly } from "./boot/preparation.js";
import { mark } from "./boot/timeline.js";
import { live } from "./live.js";

mark("script-run");

const network = new Network();
live(network, prepareEarly(network, self.location.href));
