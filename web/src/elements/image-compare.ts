import { html, render } from "lit";
import { Props } from "./props.js";
import { shadowOf } from "./shadow.js";

const CSS = `
  :host { display: inline-block; position: relative; max-width: 100%; border-radius: 5px; overflow: hidden; }
  .pictures { display: grid; height: 100%; }
  ::slotted(img) { grid-area: 1 / 1; display: block; width: 100%; height: 100%; object-fit: cover; }
  ::slotted([slot="after"]) { clip-path: inset(0 0 0 var(--at)); }
  :host([vertical]) ::slotted([slot="after"]) { clip-path: inset(var(--at) 0 0 0); }
  .line {
    position: absolute; inset: 0 auto 0 var(--at); width: 2px; margin-inline-start: -1px;
    background: #fff; box-shadow: 0 0 3px rgb(0 0 0 / 60%); pointer-events: none; forced-color-adjust: none;
  }
  :host([vertical]) .line { inset: var(--at) 0 auto 0; width: auto; height: 2px; margin: -1px 0 0; }
  .line::after {
    content: "⇔"; position: absolute; inset: 50% auto auto 50%; translate: -50% -50%; padding: 0.1rem 0.45rem;
    border-radius: 999px; background: #fff; color: #222; font-size: 0.9rem; line-height: 1.4;
  }
  :host([vertical]) .line::after { content: "⇕"; }
  input { position: absolute; inset: 0; width: 100%; height: 100%; margin: 0; opacity: 0; cursor: ew-resize; }
  :host([vertical]) input { writing-mode: vertical-lr; cursor: ns-resize; }
  input:focus-visible + .line { outline: 2px solid var(--accent); outline-offset: 2px; }
`;

/** Two pictures in one place; a range that lies over them moves the border between. */
export class ClocheImageCompare extends HTMLElement {
  static readonly observedAttributes = ["props"];
  #root: ShadowRoot | null = null;
  #at: number | null = null;

  connectedCallback(): void {
    this.#root ??= shadowOf(this, CSS);
    this.#draw();
  }

  attributeChangedCallback(_name: string, before: string | null, after: string | null): void {
    if (before === null || before === after) return;
    this.#at = null;
    this.#draw();
  }

  #draw(): void {
    if (!this.#root) return;
    const props = new Props(this.getAttribute("props"));
    const isVertical = props.text("direction") === "vertical";
    const at = this.#at ?? props.number("value", 50);
    this.toggleAttribute("vertical", isVertical);
    render(
      html`<div class="pictures" style="--at: ${at}%">
        <slot name="before"></slot>
        <slot name="after"></slot>
        <input
          type="range"
          min="0"
          max="100"
          step="0.5"
          .value=${String(at)}
          aria-label="How much of the first picture shows"
          aria-orientation=${isVertical ? "vertical" : "horizontal"}
          @input=${this.#onInput}
        />
        <div class="line"></div>
      </div>`,
      this.#root,
    );
  }

  readonly #onInput = (event: Event): void => {
    this.#at = Number((event.target as HTMLInputElement).value);
    this.#draw();
  };
}
