import { html, nothing, type TemplateResult } from "lit";
import { LiveDialog } from "../shell/dialog.js";

export interface Asked<Answer extends string> {
  readonly heading: string;
  readonly text: string;
  /** Places to choose one of; the answer is the chosen one. */
  readonly places?: readonly string[];
  /** The last is what Enter does. */
  readonly answers: readonly { readonly answer: Answer; readonly label: string; readonly isDanger?: boolean }[];
}

/** A plain question before something is done to files. Closing it answers null. */
export class ClocheFileQuestion extends LiveDialog {
  static override properties = { asked: { state: true } };
  declare asked: Asked<string> | null;
  #answered: ((answer: string | null) => void) | null = null;

  constructor() {
    super();
    this.asked = null;
  }

  protected get heading(): string {
    return this.asked?.heading ?? "";
  }

  /** What the person says; with `places`, the one they chose. */
  async ask<Answer extends string>(asked: Asked<Answer>): Promise<Answer | null> {
    this.asked = asked;
    const came = document.activeElement;
    await this.open();
    this.querySelector<HTMLElement>("select, .question-answers .button:last-child")?.focus();
    const answer = await new Promise<string | null>((resolve) => {
      this.#answered = resolve;
      this.querySelector("dialog")?.addEventListener("close", () => resolve(null), { once: true });
    });
    this.#answered = null;
    this.close();
    if (came instanceof HTMLElement && came.isConnected) came.focus();
    return answer as Answer | null;
  }

  protected body(): TemplateResult {
    if (!this.asked) return html``;
    const { text, places, answers } = this.asked;
    const choose = (answer: string) => {
      const chosen = this.querySelector("select")?.value;
      this.#answered?.(places ? (chosen ?? "") : answer);
    };
    return html`<p class="question-text">${text}</p>
      ${
        places
          ? html`<label class="question-places"
              ><span>Folder</span
              ><select>
                ${places.map((place) => html`<option value=${place}>${place || "The notebook’s folder"}</option>`)}
              </select></label
            >`
          : nothing
      }
      <div class="question-answers">
        <button class="button" @click=${() => this.close()}>Cancel</button>
        ${answers.map(
          ({ answer, label, isDanger }) =>
            html`<button class="button ${isDanger ? "danger" : "primary"}" @click=${() => choose(answer)}>${label}</button>`,
        )}
      </div>`;
  }
}
