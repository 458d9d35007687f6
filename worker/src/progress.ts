import type { Progress } from "./boot/tiers.js";
import type { BootPhase, WireEvent } from "./wire/messages.js";

/** Milliseconds between two words about the same phase: enough for a bar to move smoothly. */
const PACE = 50;

/** Tell how the boot goes: each new phase and each completion at once, bytes in between at a measured pace. */
export function progressTo(tell: (event: WireEvent) => void, now: () => number = () => performance.now()): Progress {
  let lastPhase: BootPhase | null = null;
  let lastTold = 0;
  return (phase, loaded, total) => {
    if (phase === lastPhase && loaded !== total && now() - lastTold < PACE) return;
    lastPhase = phase;
    lastTold = now();
    tell({ type: "boot-progress", phase, loaded, total });
  };
}
