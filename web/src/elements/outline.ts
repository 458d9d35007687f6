import { html, nothing, render } from "lit";
import type { Morphable } from "../outputs/morph.js";
import { Props } from "./props.js";

const HEADINGS = ".cloche-markdown :is(h1, h2, h3, h4, h5, h6)";

/** The headings of the page's Markdown, each a button that goes there; told anew whenever outputs change. */
export class ClocheOutline extends HTMLElement implements Morphable {
  #told = "";
  #isWaiting = false;
  readonly #watch = new MutationObserver(() => this.#later());

  connectedCallback(): void {
    this.#watch.observe(document.body, { childList: true, subtree: true, characterData: true });
    this.#draw();
  }

  disconnectedCallback(): void {
    this.#watch.disconnect();
  }

  morphFrom(fresh: Element): void {
    this.setAttribute("props", fresh.getAttribute("props") ?? "{}");
    this.#told = "";
    this.#draw();
  }

  #later(): void {
    if (this.#isWaiting) return;
    this.#isWaiting = true;
    requestAnimationFrame(() => {
      this.#isWaiting = false;
      if (this.isConnected) this.#draw();
    });
  }

  #draw(): void {
    const headings = headingsNow();
    const lines = headings.map((each) => ({ level: Number(each.localName[1]), text: each.textContent?.trim() ?? "" }));
    const label = new Props(this.getAttribute("props")).text("label");
    const telling = JSON.stringify([label, lines]);
    if (telling === this.#told) return;
    this.#told = telling;
    const top = Math.min(6, ...lines.map(({ level }) => level));
    render(
      html`<nav class="cloche-outline" aria-label=${label || "Outline"}>
        ${label ? html`<div class="cloche-label">${label}</div>` : nothing}
        ${
          lines.length
            ? html`<ul>
              ${lines.map(
                ({ level, text }, at) => html`<li style="--depth: ${level - top}">
                  <button type="button" @click=${() => this.#go(at)}>${text}</button>
                </li>`,
              )}
            </ul>`
            : html`<p>No headings yet.</p>`
        }
      </nav>`,
      this,
    );
  }

  #go(at: number): void {
    const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    headingsNow()[at]?.scrollIntoView({ behavior: isCalm ? "auto" : "smooth", block: "start" });
  }
}

/** Those of the notebook, not those of the bar at its side. */
function headingsNow(): HTMLElement[] {
  const all = [...document.querySelectorAll<HTMLElement>(HEADINGS)];
  return all.filter((heading) => heading.textContent?.trim() && !heading.closest("cloche-sidebar"));
}
