/**
 * Links and downloads of a stranger's notebook: the frame may not open pages or save files, so the page is asked, which
 * asks the person. A link inside of the notebook stays what it is.
 */

import type { Say } from "./messages.js";

export function sendLinksOut(document: Document, say: Say): void {
  // A program gives a file by pressing a link that is not in the page.
  const press = HTMLAnchorElement.prototype.click;
  HTMLAnchorElement.prototype.click = function click(this: HTMLAnchorElement) {
    if (this.isConnected || !this.hasAttribute("download")) press.call(this);
    else void save(this.href, this.download, say);
  };
  document.addEventListener("click", (event) => {
    const [link] = event
      .composedPath()
      .filter((node) => node instanceof HTMLAnchorElement || node instanceof SVGAElement);
    if (!link || event.defaultPrevented) return;
    const { href, file } = target(link);
    if (!href || href.startsWith("#")) return;
    event.preventDefault();
    if (file !== null) void save(href, file, say);
    else if (/^https?:/i.test(href)) say({ type: "open-link", url: href });
  });
}

function target(link: HTMLAnchorElement | SVGAElement): { readonly href: string; readonly file: string | null } {
  const written = link.getAttribute("href") ?? "";
  if (link instanceof SVGAElement) return { href: written || link.href.baseVal, file: null };
  const file = link.hasAttribute("download") ? link.download : null;
  return { href: written.startsWith("#") ? written : link.href, file };
}

async function save(href: string, name: string, say: Say): Promise<void> {
  const content = await fetch(href).then(
    (response) => response.blob(),
    () => null,
  );
  if (content) say({ type: "save-file", name: (name || "file").slice(0, 1000), content });
}
