import { build, linkButton } from "./build.js";

/** How much text is shown at first, and at most. */
const SHOWN = 100_000;
const MOST = 5_000_000;

/** Text as it is, in a box that scrolls sideways. Long text is cut, with a way to see more. */
export function showPlain(host: HTMLElement, content: unknown): void {
  const text = String(content);
  const pre = build("pre", { class: "cloche-plain", tabindex: "0" }, text.slice(0, SHOWN));
  host.replaceChildren(pre);
  if (text.length <= SHOWN) return;
  const count = (characters: number) => characters.toLocaleString("en");
  const notice = build("p", { class: "cloche-notice" }, `${count(SHOWN)} of ${count(text.length)} characters. `);
  notice.append(
    linkButton(text.length > MOST ? `Show ${count(MOST)}` : "Show all", () => {
      pre.textContent = text.slice(0, MOST);
      notice.remove();
    }),
  );
  host.append(notice);
}
