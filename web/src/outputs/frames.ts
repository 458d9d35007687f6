/**
 * Frames whose page is written in the output (`<iframe srcdoc>`: maps, reports, `cl.iframe`). Such a page would inherit
 * this page's policy, under which nothing in it runs. So it is shown by `frame.html`, a page of no origin that is sent
 * the text: its scripts run there and reach nothing here. A frame with `data-fit` is as high as its page, which tells.
 */

const PERMISSIONS = "allow-scripts allow-forms allow-modals allow-popups allow-downloads";

/** Let the frames in `fresh` load `frame.html`; `fillFrames` sends each its page. A frame without scripts stays as it is. */
export function redirectFrames(fresh: DocumentFragment): void {
  for (const frame of fresh.querySelectorAll("iframe[srcdoc]")) {
    const wanted = (frame.getAttribute("sandbox") ?? PERMISSIONS).split(/\s+/).filter(Boolean);
    if (!wanted.includes("allow-scripts")) continue;
    const page = frame.getAttribute("srcdoc") ?? "";
    frame.removeAttribute("srcdoc");
    frame.setAttribute("sandbox", wanted.filter((each) => !/same-origin|top-navigation/.test(each)).join(" "));
    frame.setAttribute("data-page", page);
    frame.setAttribute("src", `./frame.html?${fingerprint(page)}`); // another page is another address, so it loads anew
  }
}

const filled = new WeakSet<HTMLElement>();
const heightsByFrame = new WeakMap<Element, string>();

/** Beyond this many pixels a page scrolls inside its frame. */
const HIGHEST = 2000;

export function fillFrames(host: HTMLElement): void {
  if (filled.has(host)) return;
  filled.add(host);
  const send = ({ target }: Event) => {
    if (!(target instanceof HTMLIFrameElement) || target.dataset.page === undefined) return;
    const { port1, port2 } = new MessageChannel();
    if (target.dataset.fit !== undefined) port1.onmessage = ({ data }) => resize(target, data);
    target.contentWindow?.postMessage({ page: target.dataset.page }, "*", [port2]); // it has no origin that could be named
  };
  host.addEventListener("load", send, true); // load events do not bubble
}

/** Frames that stayed in an output that was shown anew are as high as they were: their pages did not load again. */
export function keepHeights(host: HTMLElement): void {
  for (const frame of host.querySelectorAll<HTMLElement>("iframe[data-fit]")) {
    frame.style.height = heightsByFrame.get(frame) ?? "";
  }
}

function resize(frame: HTMLIFrameElement, height: unknown): void {
  if (typeof height !== "number" || !(height > 0)) return;
  frame.style.height = `${Math.min(Math.ceil(height), HIGHEST)}px`;
  heightsByFrame.set(frame, frame.style.height);
}

/** Tells texts apart, not meant against anybody. */
function fingerprint(text: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return `${text.length.toString(36)}-${(hash >>> 0).toString(36)}`;
}
