import { html, nothing, type TemplateResult } from "lit";
import { reasonOf } from "../../../worker/src/wire/errors.js";
import { ClocheElement } from "./element.js";

/** Records sound while it is pressed in: press to begin, press to end. The recording goes to Python as it is. */
export class ClocheMicrophone extends ClocheElement<Blob | null> {
  #recorder: MediaRecorder | null = null;
  #isAsking = false;
  #problem = "";
  #url: string | null = null;

  disconnectedCallback(): void {
    this.#end();
    this.#dropUrl();
  }

  protected read(value: unknown): Blob | null {
    return value instanceof Blob ? value : null;
  }

  protected view(): TemplateResult {
    const isOn = this.#recorder !== null;
    return html`<div class="cloche-control cloche-microphone">
      <button
        id=${this.controlId}
        type="button"
        class="cloche-button"
        data-kind=${isOn ? "danger" : "neutral"}
        aria-pressed=${isOn ? "true" : "false"}
        ?disabled=${this.#isAsking}
        @click=${() => (isOn ? this.#end() : void this.#begin())}
      >
        <span class="cloche-dot" aria-hidden="true"></span> ${this.label === "" ? "Record" : this.labelNode}
      </button>
      <span class="cloche-hint" role="status">
        ${isOn ? "Recording… press again to end." : this.#isAsking ? "The browser asks for the microphone." : nothing}
      </span>
      ${this.#url && !isOn ? html`<audio controls src=${this.#url} aria-label="The recording"></audio>` : nothing}
      <span class="cloche-problem" role="alert">${this.#problem}</span>
    </div>`;
  }

  async #begin(): Promise<void> {
    this.#problem = "";
    this.#isAsking = true;
    this.draw();
    try {
      if (!navigator.mediaDevices)
        throw new Error('This page may not use a microphone: it needs https, and in a frame `allow="microphone"`.');
      const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
      if (this.isConnected) this.#record(stream);
      else for (const track of stream.getTracks()) track.stop();
    } catch (error) {
      this.#problem = wordsFor(error);
    }
    this.#isAsking = false;
    this.draw();
  }

  #record(stream: MediaStream): void {
    const parts: Blob[] = [];
    const recorder = new MediaRecorder(stream);
    recorder.addEventListener("dataavailable", ({ data }) => parts.push(data));
    recorder.addEventListener("stop", () => {
      for (const track of stream.getTracks()) track.stop();
      this.#recorder = null;
      if (!this.isConnected) return;
      const recording = new Blob(parts, { type: recorder.mimeType });
      this.#dropUrl();
      this.#url = URL.createObjectURL(recording);
      this.keep(recording);
      this.tell("now");
    });
    recorder.start();
    this.#recorder = recorder;
  }

  #end(): void {
    if (this.#recorder && this.#recorder.state !== "inactive") this.#recorder.stop();
  }

  #dropUrl(): void {
    if (this.#url) URL.revokeObjectURL(this.#url);
    this.#url = null;
  }
}

function wordsFor(error: unknown): string {
  const name = error instanceof DOMException ? error.name : "";
  if (name === "NotAllowedError")
    return "The browser did not allow the microphone. Allow it beside the address, and press again.";
  if (name === "NotFoundError") return "There is no microphone.";
  return reasonOf(error);
}
