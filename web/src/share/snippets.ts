/** What people put into their own pages: a badge that opens a notebook, a frame that shows it. Text only. */

/** Where the site serves the badge's picture. */
export function badgePicture(page: URL): string {
  return new URL("badge.svg", new URL(page.pathname, page)).href;
}

export function badgeMarkdown(link: string, page: URL): string {
  return `[![Open in Cloche](${badgePicture(page)})](${link})`;
}

export function badgeHtml(link: string, page: URL): string {
  return `<a href="${escaped(link)}"><img src="${escaped(badgePicture(page))}" alt="Open in Cloche" height="20"></a>`;
}

export function embedHtml(link: string, title: string): string {
  return (
    `<iframe src="${escaped(link)}" title="${escaped(title)}" width="100%" height="480" style="border: 0" ` +
    `loading="lazy" allow="clipboard-write; fullscreen; cross-origin-isolated"></iframe>`
  );
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
}
