/** True when a key press is the shortcut written as "Ctrl-Shift-K" or "Cmd+Enter"; "Mod" is Cmd on a Mac, else Ctrl. */
export function isShortcut(shortcut: string, event: KeyboardEvent): boolean {
  const words = shortcut
    .split(/[-+]/)
    .map((word) => word.trim().toLowerCase())
    .filter((word) => word !== "");
  const key = words.pop();
  if (!key) return false;
  const isMac = /mac|iphone|ipad/i.test(navigator.platform);
  const wants = (...names: string[]) => words.some((word) => names.includes(word));
  return (
    event.key.toLowerCase() === (KEYS[key] ?? key) &&
    event.ctrlKey === (wants("ctrl", "control") || (!isMac && wants("mod"))) &&
    event.metaKey === (wants("cmd", "meta", "command") || (isMac && wants("mod"))) &&
    event.shiftKey === wants("shift") &&
    event.altKey === wants("alt", "option")
  );
}

const KEYS: Readonly<Record<string, string>> = {
  space: " ",
  esc: "escape",
  up: "arrowup",
  down: "arrowdown",
  left: "arrowleft",
  right: "arrowright",
};
