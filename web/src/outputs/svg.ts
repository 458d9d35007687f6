import { parsedOwn } from "../sinks/sinks.js";
import { disarmed, restore } from "./handlers.js";
import { askBeforeShowing } from "./large.js";
import type { OutputContext } from "./output.js";
import { sanitisedSvg } from "./sanitise.js";

const LARGE = 4_000_000;

/** An SVG picture as part of the page, so that it takes the page's fonts and `currentColor`. Its scripts never run. */
export function showSvg(host: HTMLElement, content: unknown, context: OutputContext): void {
  const svg = String(content);
  if (svg.length > LARGE) askBeforeShowing(host, "SVG", svg.length, () => place(host, svg, context));
  else place(host, svg, context);
}

function place(host: HTMLElement, svg: string, context: OutputContext): void {
  const picture = context.trusted
    ? parsedOwn(disarmed(svg.slice(Math.max(0, svg.indexOf("<svg")))))
    : sanitisedSvg(svg);
  if (context.trusted) restore(picture, false);
  host.replaceChildren(picture);
}
