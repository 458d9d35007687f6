/**
 * The base of every element that a person can touch: props in, values out.
 *
 * An element draws native, labelled controls into its own light DOM, so the page's styles and a screen reader reach them.
 * It owns one piece of state, the value it shows. Who else knows about it (the kernel, other copies of the same element
 * on the page) is told by a `cloche:input` event; whoever changes it from outside calls `show`.
 */

import { html, nothing, render, type TemplateResult } from "lit";
import type { ElementId } from "../../../worker/src/wire/messages.js";
import { build } from "../outputs/build.js";
import { type Morphable, takeAttributes } from "../outputs/morph.js";
import { sanitised } from "../outputs/sanitise.js";
import { FrameGate } from "./frame-gate.js";
import { Props } from "./props.js";

/** The detail of a `cloche:input` event. */
export interface ElementInput {
  readonly element: ElementId;
  readonly value: unknown;
  /** There is what went into a password field in it: it is not to be kept anywhere. */
  readonly isSecret: boolean;
}

/** The detail of a `cloche:secret` event: a password field is on the page. */
export interface ElementSecret {
  /** The field, and those around it that have what is entered in their values. */
  readonly elements: readonly ElementId[];
}

/** The detail of a `cloche:tell` event: something for Python's part of the element that is no value. */
export interface ElementWord {
  readonly element: ElementId;
  readonly message: unknown;
  /** What a restart gives back, where the message changes the value; it is remembered and not sent. */
  readonly value?: unknown;
}

/** Their values are made of those of the elements inside. */
const WHOLES = "cloche-form, cloche-array, cloche-dictionary, cloche-batch";

export type Fragment = TemplateResult | typeof nothing;

export abstract class ClocheElement<Value> extends HTMLElement implements Morphable {
  static readonly observedAttributes = ["instance", "props"];

  /** The id of the control that the label names; unlike `element-id` unique on the page. */
  protected readonly controlId = `cloche-${Math.random().toString(36).slice(2, 10)}`;
  protected props = new Props(null);
  #value!: Value;
  #initial!: Value;
  #instance: string | null = null;
  #propsText: string | null = null;
  #isReady = false;
  #label: { readonly html: string; readonly node: HTMLElement } | null = null;
  /** What the page was told to show while the person was busy; undefined when nothing. */
  #late: { readonly value: Value } | null = null;
  #isHeld = false;
  #isTold = true;
  /** What is wrong with the answer, where a form said so. */
  #refusal: HTMLElement | null = null;
  readonly #gate = new FrameGate();

  /** A value from the wire as this element holds it; a fallback for what does not fit. */
  protected abstract read(value: unknown): Value;
  protected abstract view(): TemplateResult;

  get elementId(): ElementId {
    return (this.getAttribute("element-id") ?? "") as ElementId;
  }

  /** What the control shows now, as it goes over the wire, told or not. */
  get value(): Value {
    return this.#value;
  }

  /** What is entered here, or in a part of this, is hidden from whoever looks on. */
  get isSecret(): boolean {
    return false;
  }

  get label(): string {
    return this.props.text("label");
  }

  connectedCallback(): void {
    if (!this.#isReady) {
      this.#isReady = true;
      this.#takeProps();
    }
    this.toggleAttribute("full-width", this.props.flag("full_width"));
    this.draw();
  }

  /** Called instead of the two above when a node is moved with its state. */
  connectedMoveCallback(): void {}

  attributeChangedCallback(_name: string, before: string | null, after: string | null): void {
    if (!this.#isReady || before === after) return;
    this.#takeProps();
    if (this.isConnected) this.draw();
  }

  /** Become what a new rendering says: another instance brings its own value, the same one keeps the person's. */
  morphFrom(fresh: Element): void {
    const props = fresh.getAttribute("props");
    if (props !== null) this.setAttribute("props", props); // before `instance`, whose change reads the value from it
    takeAttributes(this, fresh);
    this.toggleAttribute("full-width", this.props.flag("full_width"));
  }

  /** Show a value that comes from Python. While the person holds the control it waits. */
  show(value: unknown): void {
    this.#show(this.read(value));
  }

  /** Back to the value this instance began with; nobody is told. */
  reset(): void {
    this.#late = null;
    this.#isTold = true;
    this.#value = this.#initial;
    this.draw();
  }

  /** Say below the control what is wrong with its answer; nothing takes it back. */
  refuse(word: string): void {
    this.toggleAttribute("data-refused", word !== "");
    const control = this.#control;
    if (word === "") {
      this.#refusal?.remove();
      this.#refusal = null;
      for (const name of ["aria-invalid", "aria-describedby"]) control?.removeAttribute(name);
      return;
    }
    this.#refusal ??= build("div", { class: "cloche-problem", id: `${this.controlId}-refusal` });
    this.#refusal.textContent = word;
    this.append(this.#refusal);
    control?.setAttribute("aria-invalid", "true");
    control?.setAttribute("aria-describedby", this.#refusal.id);
  }

  /** Give the keyboard to what is entered into. */
  focusControl(): void {
    const control = this.#control;
    (control?.matches("[role=radiogroup]") ? control.querySelector("input") : control)?.focus();
  }

  get #control(): HTMLElement | null {
    return this.querySelector("[role=radiogroup], input, select, textarea, [contenteditable=true], button");
  }

  /** Python's part of the element says something that is no value. */
  hear(_message: unknown): void {}

  /** Say something that is no value to Python's part of the element. */
  protected say(message: unknown, value?: unknown): void {
    const detail: ElementWord = { element: this.elementId, message, ...(value === undefined ? {} : { value }) };
    this.dispatchEvent(new CustomEvent("cloche:tell", { detail, bubbles: true, composed: true }));
  }

  protected draw(): void {
    if (this.#isReady) render(this.view(), this);
  }

  /** The person's value, not told to anyone yet. */
  protected keep(value: Value): void {
    this.#value = value;
    this.#late = null;
    this.#isTold = false;
    this.draw();
  }

  /** Tell the value, at most once each animation frame; `now` for the last of a row. */
  protected tell(when: "soon" | "now" = "soon"): void {
    this.#gate.send(() => this.#dispatch());
    if (when === "now") this.#gate.flush();
  }

  /** Tell the value unless it was told. */
  protected tellIfNew(): void {
    if (!this.#isTold) this.tell("now");
  }

  /** From now on values from outside wait: the person's hand is on the control. */
  protected hold(): void {
    this.#isHeld = true;
  }

  /** Hold until the pointer that was just pressed is let go, wherever that is. */
  protected readonly holdWhilePressed = (): void => {
    const letGo = () => {
      window.removeEventListener("pointerup", letGo);
      window.removeEventListener("pointercancel", letGo);
      this.release();
    };
    window.addEventListener("pointerup", letGo);
    window.addEventListener("pointercancel", letGo);
    this.hold();
  };

  /** The hand is off; what came after the person's last change is shown. */
  protected release(): void {
    this.#isHeld = false;
    const late = this.#late;
    this.#late = null;
    if (late) this.#show(late.value);
  }

  /** The label for the control with `controlId`, or nothing. Its HTML is sanitised: labels never run scripts. */
  protected labelView(): Fragment {
    return this.label === ""
      ? nothing
      : html`<label class="cloche-label" for=${this.controlId}>${this.labelNode}</label>`;
  }

  /** The same node until the label changes. */
  protected get labelNode(): HTMLElement {
    if (this.#label?.html !== this.label) {
      const node = document.createElement("span");
      if (/[<&]/.test(this.label)) node.append(sanitised(this.label));
      else node.textContent = this.label;
      this.#label = { html: this.label, node };
    }
    return this.#label.node;
  }

  /** A name for a control without a label. */
  protected get spokenName(): string | typeof nothing {
    return this.label === "" ? (this.dataset.element ?? this.localName).replaceAll("-", " ") : nothing;
  }

  /** What is entered here, and the answers around it that have it, are secrets. */
  protected tellSecret(): void {
    const elements = [this.elementId];
    for (let at = this.parentElement?.closest(WHOLES); at; at = at.parentElement?.closest(WHOLES))
      elements.push((at.getAttribute("element-id") ?? "") as ElementId);
    const detail: ElementSecret = { elements };
    this.dispatchEvent(new CustomEvent("cloche:secret", { detail, bubbles: true, composed: true }));
  }

  #takeProps(): void {
    const text = this.getAttribute("props");
    if (text !== this.#propsText) this.props = new Props(text);
    this.#propsText = text;
    const instance = this.getAttribute("instance") ?? "";
    if (instance === this.#instance) return;
    this.#instance = instance;
    if (this.#refusal) this.refuse("");
    const value = this.read(this.props.raw("value"));
    this.#initial = value;
    if (this.#value === undefined) this.#value = value;
    else this.#show(value);
  }

  #show(value: Value): void {
    if (this.#isHeld) {
      this.#late = { value };
      return;
    }
    this.#isTold = true;
    this.#value = value;
    this.draw();
  }

  #dispatch(): void {
    this.#isTold = true;
    const detail: ElementInput = { element: this.elementId, value: this.#value, isSecret: this.isSecret };
    this.dispatchEvent(new CustomEvent("cloche:input", { detail, bubbles: true, composed: true }));
    this.#tellTwins();
  }

  /** The same element may be on the page more than once; all copies show one value. */
  #tellTwins(): void {
    const page = this.getRootNode() as Document | ShadowRoot;
    if (!this.isConnected || this.elementId === "") return;
    for (const twin of page.querySelectorAll(`[element-id="${CSS.escape(this.elementId)}"]`)) {
      if (twin !== this && twin instanceof ClocheElement) twin.show(this.#value);
    }
  }
}
