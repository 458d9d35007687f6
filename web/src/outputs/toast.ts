import { build } from "./build.js";
import { sanitised } from "./sanitise.js";

/** A short word of the notebook's to the person. */
export interface Toast {
  readonly title: string;
  /** HTML, which is sanitised. */
  readonly description: string;
  readonly kind: "neutral" | "danger";
}

/** How long it stays; with the pointer or the focus on it, longer. */
const STAY = 6_000;
const AT_ONCE = 4;

/** Show it for a moment over everything else, and let it be read aloud. */
export function showToast({ title, description, kind }: Toast): void {
  const tray = document.querySelector<HTMLElement>(".cloche-toasts") ?? newTray();
  const close = build("button", { type: "button", class: "cloche-toast-close", "aria-label": "Dismiss" }, "×");
  const text = build("div", {}, build("strong", {}, title));
  if (description) text.append(build("div", { class: "cloche-toast-text" }));
  if (description) text.lastElementChild?.append(sanitised(description));
  const role = kind === "danger" ? "alert" : "status";
  const toast = build("div", { class: "cloche-toast", role, "data-kind": kind }, text, close);
  const leave = () => {
    toast.remove();
    if (tray.childElementCount === 0) tray.remove();
  };
  let timer = setTimeout(leave, STAY);
  const stay = () => clearTimeout(timer);
  const go = () => {
    clearTimeout(timer);
    timer = setTimeout(leave, STAY);
  };
  close.addEventListener("click", leave);
  toast.addEventListener("pointerenter", stay);
  toast.addEventListener("pointerleave", go);
  toast.addEventListener("focusin", stay);
  toast.addEventListener("focusout", go);
  tray.append(toast);
  while (tray.childElementCount > AT_ONCE) tray.firstElementChild?.remove();
}

function newTray(): HTMLElement {
  const tray = build("div", { class: "cloche-toasts", popover: "manual" });
  document.body.append(tray);
  if (typeof tray.showPopover === "function") tray.showPopover();
  return tray;
}
