import type { HoldWorld } from "./hold.js";

/** The browser's own locks and channels. */
export const browserHolds = (): HoldWorld => ({
  locks: globalThis.navigator?.locks,
  channel: (name) => new BroadcastChannel(name),
});
