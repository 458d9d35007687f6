/**
 * Frames in outputs, in a sandbox: they stay as they are, since nothing is in their reach that is not in the notebook's.
 * Stands for `web/src/outputs/frames.ts` in the frame's page (`wheels/guest.mjs`).
 */

export function redirectFrames(): void {}

export function fillFrames(): void {}

export function keepHeights(): void {}
