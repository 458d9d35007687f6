/** Menus that open at a button: the browser's own popovers, placed by hand where anchors are not known. */

/** Open `popover` below `anchor`, flipped or shifted to stay on the screen. */
export function openAt(popover: HTMLElement, anchor: Element): void {
  popover.showPopover();
  const at = anchor.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = popover;
  const margin = 8;
  const left = Math.min(Math.max(at.right - width, margin), innerWidth - width - margin);
  const isBelow = at.bottom + height + margin < innerHeight || at.top < height;
  const top = isBelow ? Math.min(at.bottom + 4, innerHeight - height - margin) : at.top - height - 4;
  popover.style.left = `${Math.max(left, margin)}px`;
  popover.style.top = `${Math.max(top, margin)}px`;
  popover.querySelector<HTMLElement>("[role^=menuitem]:not([disabled])")?.focus();
}

/** Arrow keys, Home and End among the entries of a menu. */
export function moveInMenu(event: KeyboardEvent): void {
  const menu = event.currentTarget as HTMLElement;
  const entries = [...menu.querySelectorAll<HTMLElement>("[role^=menuitem]:not([disabled])")];
  const at = entries.indexOf(document.activeElement as HTMLElement);
  const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: entries.length - 1 }[event.key];
  if (next === undefined || entries.length === 0) return;
  event.preventDefault();
  entries[(next + entries.length) % entries.length]?.focus();
}
