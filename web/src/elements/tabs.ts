import { html, nothing, type TemplateResult } from "lit";
import { build } from "../outputs/build.js";
import { morph } from "../outputs/morph.js";
import { forgetLate, isLateOutput, showLate } from "../outputs/output.js";
import { sanitised } from "../outputs/sanitise.js";
import { ClocheElement } from "./element.js";

/** Outputs behind tabs, by the ARIA pattern: arrows move between tabs and open them, Tab goes on to what is open. */
export class ClocheTabs extends ClocheElement<string> {
  readonly #panels = new Map<string, HTMLElement>();
  readonly #nameNodes = new Map<string, HTMLElement>();
  #asked = new Set<string>();
  #isFilled = false;

  override connectedCallback(): void {
    const fresh = document.createDocumentFragment();
    if (!this.#isFilled) fresh.append(...this.childNodes);
    super.connectedCallback(); // reads the names
    if (this.#isFilled) return;
    this.#isFilled = true;
    this.#fill(fresh);
    this.#want(this.value);
  }

  override morphFrom(fresh: Element): void {
    super.morphFrom(fresh);
    this.#asked.clear();
    this.#fill(fresh);
    this.draw();
  }

  override hear(message: unknown): void {
    const { open } = message as { open?: unknown };
    if (typeof open === "string" && isLateOutput(message)) showLate(this.#panel(open), message);
  }

  protected read(value: unknown): string {
    const names = this.#names;
    return typeof value === "string" && names.includes(value) ? value : (names[0] ?? "");
  }

  protected view(): TemplateResult {
    const names = this.#names;
    const labels = this.props.texts("labels");
    const isVertical = this.props.text("orientation") === "vertical";
    const label = `${this.controlId}-label`;
    return html`<div class="cloche-tabs" ?data-vertical=${isVertical}>
      ${this.label === "" ? nothing : html`<div class="cloche-label" id=${label}>${this.labelNode}</div>`}
      <div
        class="cloche-tablist"
        role="tablist"
        aria-orientation=${isVertical ? "vertical" : "horizontal"}
        aria-labelledby=${this.label === "" ? nothing : label}
        aria-label=${this.spokenName}
        @keydown=${this.#onKey}
      >
        ${names.map(
          (name, at) => html`<button
            type="button"
            role="tab"
            id=${`${this.controlId}-tab-${at}`}
            aria-selected=${name === this.value ? "true" : "false"}
            aria-controls=${`${this.controlId}-panel-${at}`}
            tabindex=${name === this.value ? 0 : -1}
            @click=${() => this.#choose(name)}
          >
            ${this.#nameNode(labels[at] ?? name)}
          </button>`,
        )}
      </div>
      ${names.map((name, at) => {
        const panel = this.#panel(name);
        panel.id = `${this.controlId}-panel-${at}`;
        panel.setAttribute("aria-labelledby", `${this.controlId}-tab-${at}`);
        panel.hidden = name !== this.value;
        return panel;
      })}
    </div>`;
  }

  protected override draw(): void {
    super.draw();
    this.#want(this.value);
  }

  get #names(): readonly string[] {
    return this.props.texts("names");
  }

  #nameNode(label: string): HTMLElement {
    let node = this.#nameNodes.get(label);
    if (!node) {
      node = build("span");
      if (/[<&]/.test(label)) node.append(sanitised(label));
      else node.textContent = label;
      this.#nameNodes.set(label, node);
    }
    return node;
  }

  #panel(name: string): HTMLElement {
    let panel = this.#panels.get(name);
    if (!panel) {
      panel = build("div", { role: "tabpanel", class: "cloche-tabpanel", tabindex: "0" });
      this.#panels.set(name, panel);
    }
    return panel;
  }

  #fill(fresh: Element | DocumentFragment): void {
    const names = this.#names;
    for (const content of fresh.querySelectorAll<HTMLElement>("[data-tab]")) {
      if (content.parentNode !== fresh) continue;
      const name = names[Number(content.dataset.tab)];
      if (name === undefined) continue;
      this.#asked.add(name);
      morph(this.#panel(name), content);
      forgetLate(this.#panel(name));
    }
  }

  /** What stands behind a lazy tab comes when it is first opened. */
  #want(name: string): void {
    if (!this.#isFilled || !this.isConnected || !this.props.flag("lazy") || name === "" || this.#asked.has(name))
      return;
    this.#asked.add(name);
    this.say({ open: name });
  }

  #choose(name: string): void {
    if (name === this.value) return;
    this.keep(name);
    this.tell("now");
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    const names = this.#names;
    const isVertical = this.props.text("orientation") === "vertical";
    const isTurned = !isVertical && getComputedStyle(this).direction === "rtl";
    const on = isVertical ? "ArrowDown" : isTurned ? "ArrowLeft" : "ArrowRight";
    const back = isVertical ? "ArrowUp" : isTurned ? "ArrowRight" : "ArrowLeft";
    const at = names.indexOf(this.value);
    const next = { [on]: at + 1, [back]: at - 1, Home: 0, End: names.length - 1 }[event.key];
    if (next === undefined || names.length === 0) return;
    event.preventDefault();
    const place = (next + names.length) % names.length;
    this.#choose(names[place] ?? "");
    this.querySelector<HTMLElement>(`#${this.controlId}-tab-${place}`)?.focus();
  };
}
