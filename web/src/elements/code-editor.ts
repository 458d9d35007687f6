import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { styleMap } from "lit/directives/style-map.js";
import { build } from "../outputs/build.js";
import { copyText } from "../outputs/copy.js";
import { ClocheElement } from "./element.js";

type Engine = typeof import("./code-engine.js");
type Editor = ReturnType<Engine["newEditor"]>;

/** An editor for code: a plain area of text until CodeMirror is there, and where it cannot be had. */
export class ClocheCodeEditor extends ClocheElement<string> {
  readonly #box = build("div", { class: "cloche-code-box" });
  #editor: Editor | null = null;
  #look = "";
  #pause: ReturnType<typeof setTimeout> | null = null;
  #isCopied = false;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#mount();
  }

  disconnectedCallback(): void {
    this.#stopWaiting();
    this.#editor?.destroy();
    this.#editor = null;
    this.#look = "";
  }

  protected read(value: unknown): string {
    return typeof value === "string" ? value : "";
  }

  protected override draw(): void {
    super.draw();
    if (this.#editor && this.isConnected) {
      if (this.#look !== this.#wantedLook) void this.#mount();
      else this.#editor.show(this.value);
    }
  }

  protected view(): TemplateResult {
    const height = (name: string) => {
      const pixels = this.props.maybeNumber(name);
      return pixels === null ? "" : `${pixels}px`;
    };
    return html`<div class="cloche-control cloche-code" data-stacked>
      ${this.label === "" ? nothing : html`<span class="cloche-label" id=${this.controlId}>${this.labelNode}</span>`}
      <div
        class="cloche-code-frame"
        data-own-theme=${this.props.text("theme") || nothing}
        style=${styleMap({ "--least": height("min_height") || "auto", "--most": height("max_height") || "none" })}
      >
        ${this.#editor ? nothing : this.#plainView()} ${this.#box}
        ${
          this.props.flag("show_copy_button")
            ? html`<button type="button" class="cloche-code-copy" @click=${() => void this.#copy()}>
              ${this.#isCopied ? "Copied" : "Copy"}
            </button>`
            : nothing
        }
      </div>
    </div>`;
  }

  #plainView(): TemplateResult {
    return html`<textarea
      class="cloche-code-plain"
      spellcheck="false"
      rows=${Math.min(24, this.value.split("\n").length)}
      placeholder=${this.props.text("placeholder")}
      aria-label=${this.#name}
      ?disabled=${this.props.flag("disabled")}
      .value=${live(this.value)}
      @input=${(event: Event) => this.#type((event.target as HTMLTextAreaElement).value)}
      @blur=${() => this.#leave()}
    ></textarea>`;
  }

  get #name(): string {
    return (this.label === "" ? "Code" : this.labelNode.textContent) ?? "Code";
  }

  get #wantedLook(): string {
    return JSON.stringify(["language", "placeholder", "disabled"].map((name) => this.props.raw(name)));
  }

  async #mount(): Promise<void> {
    const look = this.#wantedLook;
    if (this.#look === look) return;
    this.#look = look;
    let engine: Engine;
    try {
      engine = await import("./code-engine.js");
    } catch {
      return; // offline before the first editor: the area of text does
    }
    const language = await engine.languageOf(this.props.text("language"));
    if (this.#look !== look || !this.isConnected) return;
    const hadFocus = this.contains(document.activeElement);
    this.#editor?.destroy();
    this.#editor = engine.newEditor(this.#box, {
      code: this.value,
      name: this.#name,
      placeholder: this.props.text("placeholder"),
      isDisabled: this.props.flag("disabled"),
      language,
      changed: (code) => this.#type(code),
      left: () => this.#leave(),
    });
    if (hadFocus) this.#editor.focus();
    this.draw();
  }

  #type(code: string): void {
    const debounce = this.props.raw("debounce");
    this.hold();
    this.keep(code);
    this.#stopWaiting();
    if (debounce === true) return;
    if (typeof debounce !== "number") this.tell();
    else this.#pause = setTimeout(() => this.tellIfNew(), debounce);
  }

  #leave(): void {
    this.#stopWaiting();
    this.tellIfNew();
    this.release();
  }

  #stopWaiting(): void {
    if (this.#pause !== null) clearTimeout(this.#pause);
    this.#pause = null;
  }

  async #copy(): Promise<void> {
    this.#isCopied = await copyText(this.value);
    this.draw();
    setTimeout(() => {
      this.#isCopied = false;
      this.draw();
    }, 1500);
  }
}
