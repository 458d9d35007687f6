/**
 * Elements whose code comes when the first of them is shown. Until then the tag stands there without life; the browser
 * wakes all of them when the class is defined. Like the browser's own registry of elements there is one for the page.
 */

const loadByTag = new Map<string, () => Promise<void>>();

/** `load` defines the elements of these tags. */
export function comeLate(tags: readonly string[], load: () => Promise<void>): void {
  for (const tag of tags) loadByTag.set(tag, load);
}

export function comesLate(tag: string): boolean {
  return loadByTag.has(tag);
}

/** Bring the code of those in `root` that have none yet. */
export function bringLate(root: ParentNode): void {
  for (const tag of loadByTag.keys()) {
    if (!customElements.get(tag) && root.querySelector(tag)) void loadByTag.get(tag)?.();
  }
}
