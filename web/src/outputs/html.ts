import { parsedOwn } from "../sinks/sinks.js";
import { build } from "./build.js";
import { fillFrames, keepHeights, redirectFrames } from "./frames.js";
import { bindHandlers, disarmed, restore } from "./handlers.js";
import { highlightCode } from "./highlight.js";
import { askBeforeShowing } from "./large.js";
import { bringLate, comesLate } from "./late.js";
import { morph } from "./morph.js";
import type { Circumstances, OutputContext } from "./output.js";
import { placeParts } from "./parts.js";
import { denseSizeOfUrl } from "./png-density.js";
import { unfoldQuiet } from "./quiet.js";
import { goTo } from "./route.js";
import { sanitised } from "./sanitise.js";
import { scopedCss } from "./scoped-css.js";
import { runScripts } from "./scripts.js";

/** Beyond this many characters the person is asked first. */
const LARGE = 4_000_000;

/** An output of Markdown, which runs nothing even where its text closes this. */
const MARKDOWN = '<div class="cloche-markdown">';

/** What comes into an element late is HTML alone. */
type Shown = OutputContext & Partial<Circumstances>;

/**
 * HTML, morphed into what is there. The scripts of a trusted notebook run each time the output changes, and then only
 * elements are kept: a script must find the DOM as its author wrote it.
 */
export function showHtml(host: HTMLElement, content: unknown, circumstances: Shown): void {
  const html = String(content);
  if (html.length > LARGE) askBeforeShowing(host, "HTML", html.length, () => place(host, html, circumstances));
  else place(host, html, circumstances);
}

function place(host: HTMLElement, html: string, { trusted, bundle = {}, holding = () => {} }: Shown): void {
  const quiet = disarmed(html);
  const fresh = trusted ? parsedOwn(quiet) : sanitised(html);
  const mayRun = trusted && !html.startsWith(MARKDOWN);
  const hasHandlers = trusted && quiet !== html && restore(fresh, mayRun);
  unfoldQuiet(fresh);
  const hasScripts = mayRun && fresh.querySelector("script") !== null;
  if (trusted) redirectFrames(fresh);
  for (const style of fresh.querySelectorAll("style"))
    style.textContent = scopedCss(style.textContent ?? "", { imports: true });
  holding(placeParts(host, fresh, bundle));
  prepare(fresh);
  fillFrames(host);
  morph(host, fresh, hasScripts || hasHandlers ? "elements" : "all");
  keepHeights(host);
  bringLate(host);
  followAnchorsInside(host);
  if (hasScripts) void runScripts(host);
  if (hasHandlers) void bindHandlers(host);
  void highlightCode(host);
}

/** What every output needs, whoever wrote it. */
function prepare(fresh: DocumentFragment): void {
  for (const link of fresh.querySelectorAll<HTMLAnchorElement>("a[href]")) {
    if (!/^https?:/i.test(link.getAttribute("href") ?? "")) continue;
    link.target = "_blank"; // following it here would end the session
    link.rel = "noopener noreferrer";
  }
  for (const list of fresh.querySelectorAll("ul:not([dir]), ol:not([dir])")) list.setAttribute("dir", "auto");
  for (const table of fresh.querySelectorAll("table")) {
    if (table.parentElement?.closest("table, .cloche-scroll")) continue;
    const box = build("div", { class: "cloche-scroll", tabindex: "0", role: "group", "aria-label": "Table" });
    table.replaceWith(box);
    box.append(table);
  }
  for (const picture of fresh.querySelectorAll<HTMLImageElement>(
    "img[src^='data:image/png']:not([width], [height], [style])",
  )) {
    const size = denseSizeOfUrl(picture.getAttribute("src") ?? "");
    if (size) Object.assign(picture, size);
  }
  for (const stranger of fresh.querySelectorAll<HTMLElement>("[data-element]")) {
    if (!stranger.localName.includes("-") || customElements.get(stranger.localName)) continue;
    if (comesLate(stranger.localName)) continue;
    const name = stranger.dataset.element || stranger.localName;
    stranger.replaceChildren(build("span", { class: "cloche-unknown" }, `This page has no element “${name}”.`));
  }
}

const following = new WeakSet<HTMLElement>();

/** A link to `#somewhere` scrolls inside the output: the address bar's hash belongs to the page. */
function followAnchorsInside(host: HTMLElement): void {
  if (following.has(host)) return;
  following.add(host);
  host.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a[href^='#']") : null;
    if (!link || event.defaultPrevented) return;
    event.preventDefault();
    const target = link.getAttribute("href") ?? "";
    if (target.startsWith("#/")) return goTo(target);
    const id = decodeURIComponent(link.getAttribute("href")?.slice(1) ?? "");
    const page = host.getRootNode() as Document | ShadowRoot;
    if (id) page.querySelector(`[id="${CSS.escape(id)}"]`)?.scrollIntoView({ behavior: "smooth", block: "start" });
  });
}
