import { html, render } from "lit";
import { Props } from "./props.js";
import { shadowOf } from "./shadow.js";

const CSS = `
  :host { display: block; box-sizing: border-box; color: var(--ink); }
  :host([data-beside]) {
    position: fixed; inset: var(--sidebar-top, 0) auto var(--sidebar-bottom, 0) 0; width: var(--sidebar-width); max-width: 60vw;
    height: auto; margin: 0; padding: var(--space-4); border: 0; border-inline-end: 1px solid var(--line);
    background: var(--surface-sunk); overflow-y: auto;
  }
  .whole { display: flex; flex-direction: column; min-height: 100%; gap: var(--space-4); }
  footer { margin-block-start: auto; }
`;

/** Room enough for something beside the notebook. */
const WIDE = "(min-width: 56rem)";
const WIDTH = "16rem";

/** All that stand at the side now, in the order of the page. */
const beside = new Set<ClocheSidebar>();

/**
 * An output at the side of the page. It stays where it is in the document, so that elements in it are the cell's own; the
 * browser's top layer carries it past whatever the cells around it clip.
 */
export class ClocheSidebar extends HTMLElement {
  static readonly observedAttributes = ["props"];
  readonly #wide = matchMedia(WIDE);

  connectedCallback(): void {
    const root = shadowOf(this, CSS);
    render(
      html`<aside class="whole" aria-label="Sidebar">
        <div><slot></slot></div>
        <footer><slot name="footer"></slot></footer>
      </aside>`,
      root,
    );
    this.#wide.addEventListener("change", this.#place);
    this.#place();
  }

  disconnectedCallback(): void {
    this.#wide.removeEventListener("change", this.#place);
    beside.delete(this);
    settle();
  }

  attributeChangedCallback(_name: string, before: string | null): void {
    if (before !== null && this.isConnected) this.#place();
  }

  get width(): string {
    const width = new Props(this.getAttribute("props")).text("width");
    return CSS_SIZE.test(width) ? width : WIDTH;
  }

  readonly #place = (): void => {
    if (this.#wide.matches) {
      beside.add(this);
      this.popover = "manual";
      this.dataset.beside = "";
      if (!this.matches(":popover-open")) this.showPopover();
    } else {
      beside.delete(this);
      this.popover = null;
      delete this.dataset.beside;
    }
    settle();
  };
}

const CSS_SIZE = /^\d+(\.\d+)?(px|rem|em|vw|ch|%)$/;

/** Several share the side, one below the other; the notebook makes room. */
function settle(): void {
  const all = [...beside].sort((a, b) => (a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1));
  const root = document.documentElement;
  root.toggleAttribute("data-sidebar", all.length > 0);
  if (all[0]) root.style.setProperty("--sidebar-width", all[0].width);
  else root.style.removeProperty("--sidebar-width");
  all.forEach((sidebar, at) => {
    const share = 100 / all.length;
    sidebar.style.setProperty("--sidebar-top", `${at * share}dvh`);
    sidebar.style.setProperty("--sidebar-bottom", `${(all.length - 1 - at) * share}dvh`);
  });
}
