import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { styleMap } from "lit/directives/style-map.js";
import { build } from "../outputs/build.js";
import { showHtml } from "../outputs/html.js";
import { isInOwnOutput } from "../outputs/output.js";
import { ClocheElement, type Fragment } from "./element.js";

interface Said {
  readonly role: string;
  readonly content: string;
  readonly html?: string;
  readonly files?: readonly string[];
}

/** What the model may be told, with the words for it. */
const SETTINGS: readonly (readonly [string, string])[] = [
  ["max_tokens", "Most tokens"],
  ["temperature", "Temperature"],
  ["top_p", "Top p"],
  ["top_k", "Top k"],
  ["frequency_penalty", "Frequency penalty"],
  ["presence_penalty", "Presence penalty"],
];

/** A conversation with a Python function: Enter sends, Shift+Enter begins a line, and an answer appears as it is made. */
export class ClocheChat extends ClocheElement<readonly Said[]> {
  /** The answer so far, while one is made; null when none is. */
  #coming: string | null = null;
  #asked: string | null = null;
  #problem = "";
  #files: readonly File[] = [];
  #settings: Record<string, number> = {};
  readonly #bodies = new Map<string, HTMLElement>();

  override show(value: unknown): void {
    this.#coming = null;
    this.#asked = null;
    super.show(value);
    this.#scroll();
  }

  override hear(message: unknown): void {
    const { part, problem } = message as { readonly part?: unknown; readonly problem?: unknown };
    if (typeof part === "string") this.#coming = (this.#coming ?? "") + part;
    if (typeof problem === "string") {
      this.#problem = problem;
      this.#coming = null;
      this.#asked = null;
    }
    this.draw();
    this.#scroll();
  }

  protected read(value: unknown): readonly Said[] {
    return Array.isArray(value) ? (value as readonly Said[]) : [];
  }

  protected view(): TemplateResult {
    const most = this.props.maybeNumber("max_height");
    const isEmpty = this.value.length === 0 && this.#asked === null;
    return html`<div class="cloche-chat" role="group" aria-label=${this.#name}>
      ${this.label === "" ? nothing : html`<div class="cloche-label">${this.labelNode}</div>`}
      <div
        class="cloche-chat-log"
        role="log"
        tabindex="0"
        aria-label="Messages"
        aria-busy=${this.#isBusy ? "true" : "false"}
        style=${styleMap({ "max-height": most === null ? "" : `${most}px` })}
      >
        ${isEmpty ? html`<p class="cloche-hint">Nothing said yet.</p>` : nothing}
        ${repeat(
          this.value,
          (_, at) => at,
          (said, at) => this.#saidView(said, at),
        )}
        ${this.#asked === null ? nothing : html`<div class="cloche-said" data-role="user"><p>${this.#asked}</p></div>`}
        ${
          this.#isBusy
            ? html`<div class="cloche-said" data-role="assistant">
              <p class="cloche-coming">${this.#coming ?? "…"}</p>
            </div>`
            : nothing
        }
      </div>
      <span class="cloche-problem" role="alert">${this.#problem}</span>
      ${isEmpty ? this.#promptsView() : nothing} ${this.#composerView()} ${this.#settingsView()}
    </div>`;
  }

  #saidView(said: Said, at: number): TemplateResult {
    const who = said.role === "user" ? "You" : said.role === "assistant" ? "Answer" : "Instruction";
    return html`<div class="cloche-said" data-role=${said.role}>
      <span class="visually-hidden">${who}:</span>
      ${said.role === "user" ? html`<p>${said.content}</p>` : this.#body(said, at)}
      ${(said.files ?? []).map((name) => html`<span class="cloche-hint">📎 ${name}</span>`)}
    </div>`;
  }

  /** The same node as long as the message is the same: what lives in it stays alive. */
  #body(said: Said, at: number): HTMLElement {
    const content = said.html || said.content;
    const key = `${at} ${content}`;
    let body = this.#bodies.get(key);
    if (!body) {
      body = build("div");
      if (said.html) showHtml(body, said.html, { trusted: isInOwnOutput(this) });
      else body.textContent = said.content;
      this.#bodies.set(key, body);
    }
    return body;
  }

  #promptsView(): Fragment {
    const prompts = this.props.texts("prompts");
    if (prompts.length === 0) return nothing;
    return html`<div class="cloche-chat-prompts" role="group" aria-label="Suggestions">
      ${prompts.map(
        (
          prompt,
        ) => html`<button type="button" class="cloche-button" ?disabled=${this.#isClosed} @click=${() => this.#suggest(prompt)}>
          ${prompt}
        </button>`,
      )}
    </div>`;
  }

  #composerView(): TemplateResult {
    const kinds = this.props.texts("attachments").join(",");
    return html`<div class="cloche-chat-composer">
      <textarea
        id=${this.controlId}
        class="cloche-field"
        rows="2"
        placeholder="Write a message"
        aria-label="Message"
        ?disabled=${this.props.flag("disabled")}
        @keydown=${this.#onKey}
      ></textarea>
      ${
        this.props.flag("allow_attachments")
          ? html`<label class="cloche-button cloche-file-button cloche-file">
            <input
              type="file"
              multiple
              accept=${kinds || nothing}
              ?disabled=${this.props.flag("disabled")}
              @change=${(event: Event) => {
                const input = event.target as HTMLInputElement;
                this.#files = [...(input.files ?? [])];
                input.value = "";
                this.draw();
              }}
            />
            <span>Attach${this.#files.length > 0 ? ` (${this.#files.length})` : ""}</span>
          </label>`
          : nothing
      }
      ${
        this.#isBusy
          ? html`<button type="button" class="cloche-button" @click=${this.#stop}>Stop</button>`
          : html`<button type="button" class="cloche-button" data-kind="primary" ?disabled=${this.#isClosed} @click=${() => this.#send()}>
            Send
          </button>`
      }
      ${
        this.value.length > 0 && !this.#isBusy
          ? html`<button
            type="button"
            class="cloche-button"
            data-kind="quiet"
            ?disabled=${this.#isClosed}
            @click=${() => this.say({ clear: true })}
          >
            Clear
          </button>`
          : nothing
      }
    </div>`;
  }

  #settingsView(): Fragment {
    if (!this.props.flag("show_configuration_controls")) return nothing;
    const given = (this.props.raw("config") ?? {}) as Readonly<Record<string, unknown>>;
    return html`<details class="cloche-chat-settings">
      <summary>Settings of the model</summary>
      ${SETTINGS.map(([name, words]) => {
        const value = this.#settings[name] ?? given[name];
        return html`<label>
          <span>${words}</span>
          <input
            class="cloche-field"
            type="number"
            step="any"
            .value=${typeof value === "number" ? String(value) : ""}
            @change=${(event: Event) => {
              const number = (event.target as HTMLInputElement).valueAsNumber;
              if (Number.isFinite(number)) this.#settings[name] = number;
              else delete this.#settings[name];
            }}
          />
        </label>`;
      })}
    </details>`;
  }

  get #isBusy(): boolean {
    return this.#asked !== null || this.#coming !== null;
  }

  get #isClosed(): boolean {
    return this.props.flag("disabled") || this.#isBusy;
  }

  get #name(): string {
    return this.label === "" ? "Chat" : (this.labelNode.textContent ?? "Chat");
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    event.stopPropagation(); // Ctrl+Enter means "run the cell" to the page around
    this.#send();
  };

  #suggest(prompt: string): void {
    const field = this.querySelector("textarea");
    if (!field) return;
    field.value = prompt;
    field.focus();
  }

  #send(): void {
    const field = this.querySelector("textarea");
    const text = field?.value.trim() ?? "";
    if (!field || this.#isClosed || (text === "" && this.#files.length === 0)) return;
    field.value = "";
    const files = this.#files.map((file) => ({ name: file.name, type: file.type, contents: file }));
    this.#files = [];
    this.#problem = "";
    this.#asked = text;
    this.say({ ask: text, files, config: this.#settings });
    this.draw();
    this.#scroll();
  }

  readonly #stop = (): void => {
    this.dispatchEvent(new CustomEvent("cloche:stop", { bubbles: true, composed: true }));
  };

  #scroll(): void {
    const log = this.querySelector(".cloche-chat-log");
    if (log) log.scrollTop = log.scrollHeight;
  }
}
