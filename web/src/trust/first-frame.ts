/** What the page's first script leaves for the rest of it, where the address asks for a stranger's notebook. */

import type { Ahead } from "./ahead.js";
import { HELLO_WORD } from "./hello.js";

export interface FirstFrame {
  readonly frame: HTMLIFrameElement;
  /** The port that the frame's own page brought. */
  readonly hello: Promise<MessagePort>;
  /** Files for it, on their way. */
  readonly ahead: Ahead;
  /** Pages that the frame has loaded so far. */
  loads: number;
  onLoad: () => void;
}

/**
 * A frame of no origin with the page for strangers' notebooks in it. May run scripts, and have forms that send nothing
 * (its policy): no pop-ups, no dialogs of the browser's, no full screen, no way to take this page elsewhere.
 */
export function makeFrame(page: string, ahead: Ahead): FirstFrame {
  const frame = Object.assign(document.createElement("iframe"), { src: page, title: "Notebook", className: "sandbox" });
  frame.setAttribute("sandbox", "allow-scripts allow-forms");
  frame.setAttribute("referrerpolicy", "no-referrer");
  const hello = new Promise<MessagePort>((found) => {
    addEventListener("message", function hear({ source, data, ports }: MessageEvent) {
      const [port] = ports;
      if (source === null || source !== frame.contentWindow || data !== HELLO_WORD || !port) return;
      removeEventListener("message", hear);
      found(port);
    });
  });
  const first: FirstFrame = { frame, hello, ahead, loads: 0, onLoad: () => {} };
  frame.addEventListener("load", () => {
    first.loads += 1;
    first.onLoad();
  });
  return first;
}
